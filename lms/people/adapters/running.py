"""The hasher of the running app, for screens only: whatever changes data is handed it."""

from flask import current_app

from lms.people.adapters.hashing import Hasher

HASHER = "lms.hasher"


def hasher() -> Hasher:
    """The hasher of the running app."""
    found: Hasher = current_app.extensions[HASHER]
    return found
