"""Reads `data/` and `docs/` into records."""
