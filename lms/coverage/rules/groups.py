"""The groups that rates are taken of: data over memberships and years of birth. Source: design §4, Counted groups."""

from dataclasses import dataclass
from datetime import date

from lms.skills.rules import ADULTS, Audience
from lms.units.rules import RESIDENTIAL, SCHOOLS, UnitKind

GROWN_UP = 18
"""Adults are those who are 18 by 31/12 of the year: Bộ luật Dân sự 2015, Điều 20; design §4."""


@dataclass(frozen=True, slots=True)
class Group:
    """A counted group: those who stand for an audience and, where `from_age` is set, are that old by 31/12.

    `kinds` are the units below a commune at which its people belong.
    """

    code: str
    audience: Audience
    words: str
    kinds: frozenset[UnitKind]
    from_age: int | None = None

    def born_until(self, year: int) -> int | None:
        """The last year of birth that belongs to it in a year; None where age does not matter."""
        return None if self.from_age is None else year - self.from_age


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


_PUBLIC = SCHOOLS | {UnitKind.OFFICE}
_PRIMARY = frozenset({UnitKind.PRIMARY_SCHOOL, UnitKind.COMBINED_SCHOOL})
_SECONDARY = frozenset({UnitKind.LOWER_SECONDARY_SCHOOL, UnitKind.COMBINED_SCHOOL})
_UPPER = frozenset({UnitKind.UPPER_SECONDARY_SCHOOL, UnitKind.COMBINED_SCHOOL})
_FIRMS = frozenset({UnitKind.ENTERPRISE})

GROUPS: tuple[Group, ...] = (
    Group(ADULTS, Audience.CITIZEN, said("Người trưởng thành (từ 18 tuổi)"), RESIDENTIAL, GROWN_UP),
    Group("official", Audience.OFFICIAL, said("Cán bộ, công chức, viên chức, người lao động khu vực công"), _PUBLIC),
    Group("primary", Audience.PRIMARY, said("Học sinh tiểu học"), _PRIMARY),
    Group("secondary", Audience.SECONDARY, said("Học sinh THCS"), _SECONDARY),
    Group("upper", Audience.UPPER, said("Học sinh THPT"), _UPPER),
    Group("student", Audience.STUDENT, said("Sinh viên, học viên"), SCHOOLS),
    Group("enterprise", Audience.ENTERPRISE, said("Người lao động ở doanh nghiệp, hợp tác xã"), _FIRMS),
)

AGE_BANDS: tuple[tuple[int, int | None], ...] = ((0, 17), (18, 29), (30, 44), (45, 59), (60, 69), (70, None))
"""Ages by 31/12 that figures are shown by; 60 is where Luật Người cao tuổi begins."""


def group_of(code: str) -> Group | None:
    """The group with a code, or None."""
    return next((one for one in GROUPS if one.code == code), None)


def last_day(year: int) -> date:
    """The day by which ages are counted in a year."""
    return date(year, 12, 31)
