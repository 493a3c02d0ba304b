"""Lessons held with a class: how long, when one is over, how many wrong codes and requests are borne."""

from datetime import datetime, timedelta
from typing import Protocol

from lms.errors import Refused
from lms.people.rules.secrets import Limit

MINUTES = (60, 75, 90)
MORE, LONGEST = timedelta(minutes=15), timedelta(hours=3)
TOLD_FOR = timedelta(minutes=30)
"""So long after a lesson's end a machine still tells what was done in it; later it only says that it is over."""

WRONG_CLASS_CODES = Limit(borne=200, waits=(timedelta(minutes=1),), forgotten_after=timedelta(minutes=15))
"""Codes from one network that no class has: a whole school may be behind it, typing what stands on the wall."""

REQUESTS = Limit(borne=60, waits=(timedelta(minutes=15),), forgotten_after=timedelta(hours=1))
"""Requests to be let into one class, from one network."""

MOST_WAITING = 120
"""Requests to one class that nobody has answered yet."""


class PeriodSeen(Protocol):
    """What these rules ask of a lesson."""

    @property
    def opened_at(self) -> datetime:
        """From when."""
        ...

    @property
    def ends_at(self) -> datetime:
        """Until when, as planned."""
        ...

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed, or None."""
        ...


def goes_on(period: PeriodSeen, at: datetime) -> bool:
    """Whether a lesson is being held at a moment."""
    return period.closed_at is None and at < period.ends_at


def minutes_left(period: PeriodSeen, at: datetime) -> int:
    """Whole minutes until its end, counted up: the last one is 1."""
    return max(0, -(-int((period.ends_at - at).total_seconds()) // 60))


def is_fresh(period: PeriodSeen, left_at: int, at: datetime) -> bool:
    """Whether what was done in it is still told on a machine that was left then (seconds since 1970)."""
    end = min((period.closed_at or period.ends_at).timestamp(), left_at)
    return at.timestamp() - end < TOLD_FOR.total_seconds()


def length_of(minutes: int) -> timedelta:
    """How long a lesson is held. Raises Refused, beside field `minutes`, for a length that is not offered."""
    if minutes not in MINUTES:
        raise Refused("Chọn giờ học kéo dài bao lâu.", field="minutes")
    return timedelta(minutes=minutes)


def prolonged_end(period: PeriodSeen) -> datetime:
    """Its end, put off once more. Raises Refused when it is as long as it may be."""
    longest = period.opened_at + LONGEST
    if period.ends_at >= longest:
        raise Refused("Một giờ học dài nhất %(hours)s tiếng. Cần nữa thì kết thúc rồi mở giờ mới.",
                      hours=LONGEST // timedelta(hours=1))  # fmt: skip
    return min(period.ends_at + MORE, longest)
