"""Visible rules, words set aside with a reason, and appeals."""
