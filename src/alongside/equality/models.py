"""Equality data: unlinked from people, told only where nobody can be found."""
