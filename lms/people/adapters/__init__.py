"""Secrets made unreadable, QR codes, and the running app's hasher."""
