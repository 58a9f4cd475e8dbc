"""Figures we claim, each printed beside its bar by one command."""
