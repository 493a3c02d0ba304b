"""The compiled library of the running app."""

from typing import Protocol

from flask import current_app
from werkzeug.exceptions import ServiceUnavailable

from lms.content.rules.library import Library

SHELF = "lms.shelf"


class Shelf(Protocol):
    """Whatever hands out the current library."""

    def library(self) -> Library | None:
        """The current library; None before the first build."""
        ...

    def picture(self, name: str) -> bytes | None:
        """A compiled picture, or None."""
        ...


def library() -> Library:
    """The library of today. Raises ServiceUnavailable while nothing has been built yet: it will be, come back."""
    shelf: Shelf = current_app.extensions[SHELF]
    found = shelf.library()
    if found is None:
        raise ServiceUnavailable
    return found
