"""Reads. `mapped`: the map and its lists; `doors`: ways in and how many came by them; `connectors`: who opens them."""
