"""Texts of cells and fields read as what they mean: a year of birth, a day, a whole number."""

import re
from datetime import date

from lms.errors import Refused

_YEAR = re.compile(r"\d{4}\Z")
_ISO = re.compile(r"(\d{4})-\d{1,2}(?:-\d{1,2}(?:[T ][\d:.]+)?)?\Z")
_DAY = re.compile(r"(?:\d{1,2} ?[/.-] ?){1,2}(\d{4})\Z")  # 2/3/1959, 02-03-1959, 3/1959
_TYPED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_WHOLE = re.compile(r"\d+(?:[.,]0+)?\Z")
_STYLES = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+\Z") for mark in (".", ",", " ")}
LONGEST_COUNT = 12


def read_year(text: str) -> int | None:
    """The year in a cell: `1959`, `02/03/1959`, `2-3-1959`, `3/1959`, `1959-03-02`; None for anything else.

    A year of two digits is not one: nobody can know its century.
    """
    typed = " ".join(text.replace("\u2019", " ").replace("'", " ").split())
    typed = re.sub(r"\.0+\Z", "", typed)
    for form in (_ISO, _DAY):
        if match := form.match(typed):
            return int(match[1])
    return int(typed) if _YEAR.match(typed) and typed.isascii() else None


def day_typed(text: str) -> date | None:
    """A day written `5/9/2026`, `05.09.2026` or `2026-09-05`; None for anything else, and for 30/2."""
    text = text.strip()
    if match := _TYPED_DAY.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO_DAY.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day_in(typed: str, *, field: str) -> date:
    """The same, asked for in a form. Raises Refused, beside the field, for a day there is not and for no day at all."""
    day = day_typed(typed)
    if day is not None:
        return day
    if _TYPED_DAY.match(typed.strip()) or _ISO_DAY.match(typed.strip()):
        raise Refused("Lịch không có ngày này. Gõ ngày theo mẫu ngày/tháng/năm, ví dụ 5/9/2026.", field=field)
    raise Refused("Gõ ngày theo mẫu ngày/tháng/năm, ví dụ 5/9/2026.", field=field)


def read_count(text: str) -> int | None:
    """A whole number written the Vietnamese way, the English way or plainly: `1.234`, `1,234`, `1 234`, `1234`.

    None for anything else: a fraction, a negative number, words, an empty cell.
    """
    typed = " ".join(text.split())
    if not typed.isascii() or len(typed) > LONGEST_COUNT + 3:
        return None
    for mark, style in _STYLES.items():
        if style.match(typed):
            return int(typed.replace(mark, ""))
    return int(re.split("[.,]", typed)[0]) if _WHOLE.match(typed) and len(typed) <= LONGEST_COUNT else None
