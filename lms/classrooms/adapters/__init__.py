"""Libraries that the screens of classes lean on, one a file."""
