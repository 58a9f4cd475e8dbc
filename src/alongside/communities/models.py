"""Communities, connectors, buddies and what each side expects."""
