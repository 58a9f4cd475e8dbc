"""What other rooms may ask of trust."""
