"""Lessons, courses, terms and pages: written as files, checked and compiled once, read from memory."""
