"""Access needs: asked once, sealed, shared per gathering."""
