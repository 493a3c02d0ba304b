"""Days of work set: how they are read from a form, and how near they are, in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lms.classrooms.rules.kinds import said
from lms.errors import Refused
from lms.sheets.rules.values import day_typed

WEEKDAYS = (
    said("thứ hai"), said("thứ ba"), said("thứ tư"), said("thứ năm"), said("thứ sáu"), said("thứ bảy"),
    said("chủ nhật"),
)  # fmt: skip
"""As `date.weekday()` counts."""

FURTHEST_BACK = timedelta(days=120)
FURTHEST_AHEAD = timedelta(days=366)
LONGEST = 40
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})", re.ASCII)
_DAY_IN_IT = re.compile(r"\d[\d\s/.-]*\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Words:
    """A gathered sentence and its named values, to be said in the reader's language."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def due_words(due: date, today: date) -> Words:
    """How near the last day is: `còn 2 ngày`, `hạn hôm nay`, `trễ 3 ngày, vẫn làm được`."""
    left = (due - today).days
    if left < 0:
        return Words(said("trễ %(n)s ngày, vẫn làm được"), {"n": -left})
    if left < 2:
        return Words(said("hạn ngày mai") if left else said("hạn hôm nay"))
    return Words(said("còn %(n)s ngày"), {"n": left})


def read_day(typed: str, today: date, *, field: str) -> date:
    """A day as people write it: `27/11/2026`, `27/11`, `thứ sáu 27/11`; without a year the nearest to today.

    Raises Refused, beside the field, for anything else, for 31/2, and for a day far from today: a slip of the hand.
    """
    text = found[0] if len(typed) <= LONGEST and (found := _DAY_IN_IT.search(typed)) else ""
    day = day_typed(text) or _nearest(text, today)
    if day is None:
        raise Refused("Không có ngày này. Gõ ngày/tháng/năm, ví dụ %(example)s.", field=field,
                      example=(today + timedelta(days=7)).strftime("%d/%m/%Y"))  # fmt: skip
    if not today - FURTHEST_BACK <= day <= today + FURTHEST_AHEAD:
        raise Refused("Ngày này xa quá. Xem lại năm rồi gõ lại.", field=field)
    return day


def read_last_day(typed: str, today: date, opens: date | None, *, field: str = "due") -> date | None:
    """The day until which work is to be done; None for an empty field. Raises Refused, beside the field."""
    if not typed.strip():
        return None
    day = read_day(typed, today, field=field)
    if opens is not None and day < opens:
        raise Refused("Hạn làm phải từ ngày bắt đầu trở đi.", field=field)
    return day


def _nearest(text: str, today: date) -> date | None:
    """A day and month in whichever year is nearest to today."""
    match = _SHORT_DAY.fullmatch(text)
    if match is None:
        return None
    found = [_in_year(year, int(match[2]), int(match[1])) for year in (today.year - 1, today.year, today.year + 1)]
    return min((one for one in found if one is not None), key=lambda one: abs(one - today), default=None)


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
