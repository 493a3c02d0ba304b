"""The groups that rates are taken of: data over memberships and years of birth. Source: design §4, Counted groups."""

from dataclasses import dataclass
from datetime import date

from lms.skills.rules import ADULTS, Audience
from lms.units.rules import RESIDENTIAL, SCHOOLS, UnitKind

PUPILS = frozenset({Audience.PRIMARY, Audience.SECONDARY, Audience.UPPER, Audience.STUDENT})
SCHOOL_YEAR_BEGINS = 9
"""The month: Luật Giáo dục 2019 leaves the day to the yearly plan, which begins in September."""

GROWN_UP = 18
"""Adults are those who are 18 by 31/12 of the year: Bộ luật Dân sự 2015, Điều 20; design §4."""


@dataclass(frozen=True, slots=True)
class Group:
    """A counted group: those who stand for an audience and, where `from_age` is set, are that old by 31/12.

    `short` is how it is said where there is little room. `kinds`: the units below a commune where its people belong.
    """

    code: str
    audience: Audience
    words: str
    short: str
    kinds: frozenset[UnitKind]
    from_age: int | None = None

    def number_year(self, day: date) -> int:
        """The year whose eligible number holds on a day: of pupils and students that in which the school year began."""
        return day.year - (self.audience in PUPILS and day.month < SCHOOL_YEAR_BEGINS)

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
    Group(
        ADULTS,
        Audience.CITIZEN,
        said("Người trưởng thành (từ 18 tuổi)"),
        said("Người trưởng thành"),
        RESIDENTIAL,
        GROWN_UP,
    ),
    Group(
        "official",
        Audience.OFFICIAL,
        said("Cán bộ, công chức, viên chức, người lao động khu vực công"),
        said("Cán bộ, công chức, viên chức"),
        _PUBLIC,
    ),
    Group("primary", Audience.PRIMARY, said("Học sinh tiểu học"), said("Học sinh tiểu học"), _PRIMARY),
    Group("secondary", Audience.SECONDARY, said("Học sinh THCS"), said("Học sinh THCS"), _SECONDARY),
    Group("upper", Audience.UPPER, said("Học sinh THPT"), said("Học sinh THPT"), _UPPER),
    Group("student", Audience.STUDENT, said("Sinh viên, học viên"), said("Sinh viên"), SCHOOLS),
    Group(
        "enterprise",
        Audience.ENTERPRISE,
        said("Người lao động ở doanh nghiệp, hợp tác xã"),
        said("Người lao động doanh nghiệp"),
        _FIRMS,
    ),
)

AGE_BANDS: tuple[tuple[int, int | None], ...] = ((0, 17), (18, 29), (30, 44), (45, 59), (60, 69), (70, None))
"""Ages by 31/12 that figures are shown by; 60 is where Luật Người cao tuổi begins."""


def group_of(code: str) -> Group | None:
    """The group with a code, or None."""
    return next((one for one in GROUPS if one.code == code), None)
