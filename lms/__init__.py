"""Học vụ số: a learning platform for basic digital skills."""
