"""What the screens of classes ask."""
