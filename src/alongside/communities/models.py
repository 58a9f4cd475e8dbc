"""Communities, who opens their doors, who is missing, and ways in."""
