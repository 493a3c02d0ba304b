"""What the screens of a unit ask."""
