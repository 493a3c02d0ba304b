"""Decisions about rates: groups, bands, denominators, what is said of them."""
