"""The only writers of expectations, pulses, buddies and endings."""
