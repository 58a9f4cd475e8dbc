"""Permissions and withdrawal: what a person allows, and what it means to take it back."""
