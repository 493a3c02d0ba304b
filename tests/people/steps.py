"""The steps of registering, as a browser takes them: what the page hid is sent back with what was typed."""

from sqlalchemy import update

from lms.db import Database
from lms.people.models import FailureCounter
from tests.page import Page, Visitor

FIRST_PAGE = {
    "before": "chua",
    "name": "Hoàng Thị Mơ",
    "birth_year": "1958",
    "audience": "citizen",
    "home": "Bình Minh",
    "agreed": "y",
}
PIN = "480263"


def first_page(visitor: Visitor, **typed: str) -> Page:
    """Open the form, type, and send the first page."""
    opened = visitor.get("/dang-ky")
    return visitor.post("/dang-ky", {**opened.hidden(), **FIRST_PAGE, **typed})


def second_page(visitor: Visitor, shown: Page, **typed: str) -> Page:
    """Send the second page, as it was shown."""
    return visitor.post("/dang-ky/xong", {**shown.hidden(), "pin": PIN, **typed})


def register(visitor: Visitor, first: dict[str, str] | None = None, **second: str) -> Page:
    """Both pages; the answer to the second."""
    shown = first_page(visitor, **(first or {}))
    assert shown.status == 200, shown.text
    return second_page(visitor, shown, **second)


def so_many(database: Database, kind: str, failures: int) -> None:
    """Have the counters of a kind (`network`, `register`) stand at so many, as if that many had come before."""
    with database.writing() as session:
        session.execute(update(FailureCounter).where(FailureCounter.key.startswith(kind)).values(failures=failures))
