"""The only module that asks what time it is: moments in UTC, days in Việt Nam (+07:00, no summer time)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_offset = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def today() -> date:
    """The present day in Việt Nam."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Việt Nam on which an aware moment falls."""
    return moment.astimezone(VIETNAM).date()


def time_of_day(moment: datetime) -> str:
    """The hour in Việt Nam at an aware moment, as people write it: 9:41."""
    there = moment.astimezone(VIETNAM)
    return f"{there.hour}:{there.minute:02d}"


def set_now(moment: datetime | None) -> None:
    """Move the clock so that it shows `moment` now and runs on from there; None sets it right again.

    Only `LMS_NOW` and tests call this; `config` refuses `LMS_NOW` in production.
    """
    global _offset  # noqa: PLW0603 - one clock for the whole process is the point
    _offset = timedelta(0) if moment is None else moment - datetime.now(UTC)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Have the clock show `moment` and run on from there until the block ends; then it shows what it showed before.

    Only the demo, laying out its past, and tests call this.
    """
    global _offset  # noqa: PLW0603 - one clock for the whole process is the point
    before = _offset
    set_now(moment)
    try:
        yield
    finally:
        _offset = before
