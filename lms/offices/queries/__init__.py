"""People as the screens of a unit find them."""
