"""Content gathered from its files, checked as a whole, compiled into a book, and built on disk."""
