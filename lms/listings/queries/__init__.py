"""The lines of a list with their states, and whom a commune knows already."""
