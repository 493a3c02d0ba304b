"""Visitors who keep lists."""

import io

import pytest

from tests.confirmations.conftest import house  # noqa: F401 - a fixture
from tests.page import Page


@pytest.fixture
def keep(visit, cast):
    """`keep.bring(file)` as the manager of the commune: the preview that follows."""
    return Keeper(visit(cast.manager))


class Keeper:
    """Somebody with a post who keeps the list of a unit."""

    def __init__(self, visitor, code: str = "77001") -> None:
        self.visitor = visitor
        self.here = f"/don-vi/{code}/ra-soat"

    def bring(self, body: bytes, name: str = "ds.xlsx") -> Page:
        """Send a file, and follow to its preview."""
        return self.after(self.send(body, name))

    def send(self, body: bytes, name: str = "ds.xlsx") -> Page:
        """Send a file."""
        sent = {"file": (io.BytesIO(body), name), "pasted": ""}
        page = self.visitor.post(f"{self.here}/nhap", sent, content_type="multipart/form-data")
        page.response.request.environ["wsgi.input"].close()
        return page

    def paste(self, text: str) -> Page:
        """Paste a list, and follow to its preview."""
        return self.after(self.visitor.post(f"{self.here}/nhap", {"pasted": text}))

    def after(self, page: Page) -> Page:
        """Where an answer leads, remembered as the draft."""
        assert page.status == 303, page.text
        self.draft = page.location
        return self.visitor.follow(page)

    def apply(self, **choices: str) -> Page:
        """Press the button that writes; `choices` by row."""
        sent = {"do": "ghi", **{f"la-{key.replace('_', ':')[1:]}": value for key, value in choices.items()}}
        return self.visitor.follow(self.visitor.post(self.draft, sent))

    def list(self, **asked: str) -> Page:
        """The list itself."""
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return self.visitor.get(f"{self.here}?{query}")
