"""Putting people on a list, marking them, taking them off, forgetting them."""
