"""What each side expects, a trust pulse over months, buddies for newcomers, honest endings."""
