"""Background work and followers of sensemaking."""
