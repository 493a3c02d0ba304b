"""Report periods: quarters that end with the calendar or on a day of the unit's own, and the day a report is due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lms.coverage.rules.periods import FIRST_YEAR, ROMAN, Period, quarter_of
from lms.errors import Refused
from lms.units.rules import COMMUNAL, PROVINCIAL, SCHOOLS, UnitKind

MONTH_END = 31
"""Stands for the last day of the month, whatever its number."""
LAST_DAYS = (*range(1, 29), MONTH_END)
"""On which days of its last month a period may end: those that every month has, and the last."""
ASKED = PROVINCIAL | COMMUNAL | SCHOOLS | {UnitKind.OFFICE}
"""Kinds of units that owe the one above a report. Villages and classes count, the unit over them reports; an enterprise
may send one, and is never late."""

WORKING_DAYS = 5
MOST_WORKING_DAYS = 60
FESTIVE = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
"""Days off that fall on the same day each year: Bộ luật Lao động 2019, Điều 112. Tết and Giỗ Tổ move with the moon:
a unit above gives more days for such a quarter."""
SHOWN_QUARTERS = 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a unit decided, from a day on: on which day of the quarter's last month periods end, and how many working
    days units below have after that. None: nothing decided, so what was before, or what was decided above, holds.
    """

    from_on: date
    ends_day: int | None
    working_days: int | None


Line = Sequence[Sequence[Calendar]]
"""The decisions of a unit and of those above it, the nearest first, each in the order of entering."""


@dataclass(frozen=True, slots=True)
class ReportPeriod(Period):
    """A quarter with the first and last day that a unit reports on."""

    begins: date
    ends: date

    @property
    def first(self) -> date:
        """Its first day."""
        return self.begins

    @property
    def last(self) -> date:
        """Its last day."""
        return self.ends

    @property
    def spoken(self) -> str:
        """`IV/2026`."""
        return f"{ROMAN[self.quarter or 1]}/{self.year}"


def nominal_end(year: int, quarter: int) -> date:
    """The last day of a quarter by the calendar."""
    return Period(year, quarter, date.min).last


def before(year: int, quarter: int) -> tuple[int, int]:
    """The quarter before one."""
    return (year, quarter - 1) if quarter > 1 else (year - 1, 4)


def ends_day(line: Line, day: date) -> int:
    """On which day of its last month a quarter ends whose last day by the calendar is `day`."""
    return _decided(line, day, lambda row: row.ends_day, MONTH_END)


def working_days(line: Line, day: date) -> int:
    """How many working days the units below have after a period that ends on a day."""
    return _decided(line, day, lambda row: row.working_days, WORKING_DAYS)


def _decided(line: Line, day: date, value: Callable[[Calendar], int | None], default: int) -> int:
    """What the nearest unit had decided for a day; of two from the same day the later entered."""
    for rows in line:
        found = [(row.from_on, n, value(row)) for n, row in enumerate(rows) if row.from_on <= day]
        decided = [(since, n, one) for since, n, one in found if one is not None]
        if decided:
            return max(decided)[2]
    return default


def period_of(line: Line, year: int, quarter: int, today: date) -> ReportPeriod:
    """A quarter as it is reported on by those decisions: it begins the day after the one before ended."""
    start = _end(line, *before(year, quarter)) + timedelta(days=1)
    return ReportPeriod(year, quarter, today, start, _end(line, year, quarter))


def _end(line: Line, year: int, quarter: int) -> date:
    last = nominal_end(year, quarter)
    day = ends_day(line, last)
    return last if day == MONTH_END else last.replace(day=day)


def read_quarter(typed: str) -> tuple[int, int]:
    """A quarter as a form of ours sends it (`2026-4`). Raises Refused, beside field `quarter`, for anything else."""
    year, _, quarter = typed.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= FIRST_YEAR and quarter in "1234"):
        raise Refused("Chọn một quý trong danh sách.", field="quarter")
    if len(quarter) != 1:
        raise Refused("Chọn một quý trong danh sách.", field="quarter")
    return int(year), int(quarter)


def check_begun(period: ReportPeriod) -> None:
    """Raises Refused, beside field `quarter`, for a period still to come."""
    if period.first > period.today:
        raise Refused("Kỳ này chưa tới. Chọn kỳ đã qua hoặc kỳ đang chạy.", field="quarter")


def check_over(period: ReportPeriod) -> None:
    """Raises Refused before the day after the period's last: figures could still move."""
    if not period.is_over:
        raise Refused(
            "Chưa hết kỳ: kỳ này đến hết ngày %(last)s. Soạn trước được, trình ký từ ngày %(next)s.",
            last=f"{period.last:%d/%m/%Y}",
            next=f"{period.last + timedelta(days=1):%d/%m/%Y}",
        )


def recent(line: Line, today: date) -> list[ReportPeriod]:
    """The running period and those before it, the newest first, as far back as figures go."""
    found: list[ReportPeriod] = []
    year, quarter = today.year + 1, 1
    while len(found) < SHOWN_QUARTERS and year >= FIRST_YEAR:
        period = period_of(line, year, quarter, today)
        if period.first <= today:
            found.append(period)
        year, quarter = before(year, quarter)
    return found


def due_on(last: date, working_days: int) -> date:
    """The last of so many working days after a period's last day: no Saturday, Sunday, or day off by the date."""
    day = last
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5 and (day.month, day.day) not in FESTIVE
    return day


def quarters_to_come(today: date) -> list[tuple[int, int]]:
    """The quarter that a day is in by the calendar, and the three after it: from those on things can be decided."""
    found = [(today.year, quarter_of(today))]
    while len(found) < 4:
        year, quarter = found[-1]
        found.append((year, quarter + 1) if quarter < 4 else (year + 1, 1))
    return found


def read_days(ends: str, days: str) -> tuple[int | None, int | None]:
    """On which day periods end and how many working days there are; None for what is left as it is.

    Raises Refused, beside `ends_day` or `working_days`, for a day that not every month has, no number, or nothing.
    """
    if ends and not (ends.isascii() and ends.isdigit() and int(ends[:4]) in LAST_DAYS):
        raise Refused("Chọn một ngày trong danh sách.", field="ends_day")
    text = days.strip()
    if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_WORKING_DAYS):
        raise Refused("Gõ số ngày từ 1 đến %(most)s.", field="working_days", most=MOST_WORKING_DAYS)
    if not ends and not text:
        raise Refused("Chọn ngày hết kỳ hoặc gõ số ngày, rồi lưu.", field="ends_day")
    return int(ends) if ends else None, int(text) if text else None
