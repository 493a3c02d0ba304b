"""Years, quarters and single days, as figures are asked for: `?nam=2026&quy=4`, `?ngay=2026-10-05`."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lms import clock
from lms.errors import Refused
from lms.sheets.rules.values import read_day_in

FIRST_YEAR = 2025
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, slots=True)
class Period:
    """A year, and in it a quarter or (None) the whole of it, as far as it has come by `today`.

    `day`: it is looked at as it stood by the end of that day of it.
    """

    year: int
    quarter: int | None
    today: date
    day: date | None = field(default=None, kw_only=True)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def last(self) -> date:
        """Its last day, or the one it is looked at."""
        if self.day is not None:
            return self.day
        month = 3 * (self.quarter or 4)
        return (date(self.year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def is_over(self) -> bool:
        """Whether its last day is behind us: its figures move no more."""
        return self.last < self.today

    @property
    def query(self) -> str:
        """How an address asks for it."""
        if self.day is not None:
            return f"ngay={self.day.isoformat()}"
        return f"nam={self.year}&quy={self.quarter or ''}"

    @property
    def until(self) -> date | None:
        """The day by whose end figures are asked for; None (now) while it runs."""
        return self.last if self.is_over else None

    @property
    def before(self) -> date:
        """The last day before it: what it began with."""
        return self.first - timedelta(days=1)


def end_of(day: date) -> datetime:
    """The moment at which a day in Việt Nam ends."""
    return datetime.combine(day + timedelta(days=1), time(), clock.VIETNAM)


def shown(day: date) -> str:
    """A day as people write it: `05/09/2026`."""
    return f"{day:%d/%m/%Y}"


def quarter_of(day: date) -> int:
    """The quarter that a day is in, from 1."""
    return (day.month + 2) // 3


def last_closed(today: date) -> date:
    """The last day of the last quarter that is over."""
    return Period(today.year, quarter_of(today), today).before


def read_period(year: str, quarter: str, today: date) -> Period:
    """The period asked for; the running quarter when nothing is. Raises Refused for one there is not, or not yet."""
    if not year and not quarter:
        return Period(today.year, quarter_of(today), today)
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else (0 if year else today.year)
    if not FIRST_YEAR <= chosen <= today.year:
        raise Refused("Chọn năm từ %(first)s đến %(last)s.", field="nam", first=FIRST_YEAR, last=today.year)
    if quarter not in ("", "1", "2", "3", "4"):
        raise Refused("Chọn quý từ I đến IV, hoặc cả năm.", field="quy")
    period = Period(chosen, int(quarter) if quarter else None, today)
    if period.first > today:
        raise Refused("Quý này chưa tới. Chọn quý đã qua hoặc quý này.", field="quy")
    return period


def read_day(typed: str, today: date) -> Period:
    """The quarter of a day, looked at as it stood by the end of that day. Raises Refused for none, or one to come."""
    day = read_day_in(typed, field="ngay")
    if not date(FIRST_YEAR, 1, 1) <= day <= today:
        raise Refused("Chọn một ngày từ 1/1/%(first)s đến hôm nay.", field="ngay", first=FIRST_YEAR)
    return Period(day.year, quarter_of(day), today, day=day)


def months_back(last: date, count: int) -> list[date]:
    """The first days of so many months up to the one that a day is in, the earliest first."""
    found = [last.replace(day=1)]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]
