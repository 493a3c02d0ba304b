"""Deleting what is held of a person: how long it waits, and what is left of them."""

from datetime import datetime, timedelta

WAITS = timedelta(days=7)
"""Between asking and deleting: signing in during these days takes it back."""

NOBODY = "—"
NO_YEAR = 1900
"""The year of birth of whoever has been erased: the column wants one, and this one is nobody's."""


def deleted_from(asked_at: datetime) -> datetime:
    """The moment from which what was asked is done by the next `lms tidy`."""
    return asked_at + WAITS
