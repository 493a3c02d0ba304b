"""Every change of classes."""
