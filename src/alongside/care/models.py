"""Agreements, concerns and moderation."""
