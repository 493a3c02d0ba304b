"""School years and grades: when a year begins, which audience and band a grade belongs to, which a school has."""

from collections.abc import Mapping
from datetime import date

from lms.errors import Refused
from lms.skills.rules import Audience, band_of
from lms.units.rules import UnitKind

FIRST_MONTH = 7
"""From July on classes of the coming school year are made: it opens on 5 September, lists are ready before."""

GRADES_AT: Mapping[UnitKind, range] = {
    UnitKind.PRIMARY_SCHOOL: range(1, 6),
    UnitKind.LOWER_SECONDARY_SCHOOL: range(6, 10),
    UnitKind.COMBINED_SCHOOL: range(1, 13),
    UnitKind.UPPER_SECONDARY_SCHOOL: range(10, 13),
}
"""The grades that a kind of school has; the other kinds have no classes here."""


def school_year(day: date) -> int:
    """The school year of a day, by the year in which it begins: 2026 for 2026–2027."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def years_to_fill(today: date) -> tuple[int, int]:
    """The school years whose classes are filled from a file: that of today, and the coming one."""
    return school_year(today), school_year(today) + 1


def read_year_to_fill(typed: str, today: date) -> int:
    """The school year that was chosen; none means today's. Raises Refused, beside `school_year`, for any other."""
    now, coming = years_to_fill(today)
    if typed not in ("", str(now), str(coming)):
        raise Refused("Chọn năm học trong danh sách.", field="school_year")
    return coming if typed == str(coming) else now


def is_early(year: int, today: date) -> bool:
    """Whether a school year is still far from its end, so that moving on from it is likely a slip: before mid-May."""
    return today < date(year + 1, 5, 15)


def year_words(year: int) -> str:
    """A school year as it is said: `2026–2027`."""
    return f"{year}–{year + 1}"


def audience_of(grade: int) -> Audience:
    """Whom a grade's lessons, rules and counts are for."""
    return next(one for one in (Audience.PRIMARY, Audience.SECONDARY, Audience.UPPER) if band_of(one, grade))


def band_name(grade: int) -> str:
    """The band of a grade as memberships name it: `3-5`."""
    band = band_of(audience_of(grade), grade)
    if band is None:
        raise ValueError(grade)
    return f"{band.first}-{band.last}"


def read_grade(typed: str, kind: UnitKind) -> int:
    """The grade that was chosen. Raises Refused, beside field `grade`, for one that the kind of school has not."""
    grades = GRADES_AT.get(kind, range(0))
    if typed.isascii() and typed.isdigit() and int(typed) in grades:
        return int(typed)
    raise Refused("Chọn khối lớp trong danh sách.", field="grade")
