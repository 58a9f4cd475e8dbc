"""Background work and followers of decisions."""
