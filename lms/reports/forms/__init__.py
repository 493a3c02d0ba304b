"""What the screens of reports ask, and what a report says, in words and tables."""
