"""School years, how a place in a class ends, which work can be set."""
