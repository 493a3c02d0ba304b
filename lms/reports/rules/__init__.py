"""Decisions about reports: states and who moves them, periods and deadlines, what is frozen, what is typed in."""
