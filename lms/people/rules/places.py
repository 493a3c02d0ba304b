"""Who belongs where: which audiences a kind of unit holds, and the band that a class stands for. Source: design §2."""

import re
from collections.abc import Mapping
from datetime import date

from lms.errors import Refused
from lms.people.rules.registration import is_child
from lms.skills.rules import BANDS, Audience, band_of
from lms.units.rules import COMMUNAL, RESIDENTIAL, UnitKind

_A = Audience
_PUPILS = frozenset({_A.PRIMARY, _A.SECONDARY, _A.UPPER})

AUDIENCES_AT: Mapping[UnitKind, tuple[Audience, ...]] = {
    **dict.fromkeys(RESIDENTIAL, (_A.CITIZEN,)),
    **dict.fromkeys(COMMUNAL, (_A.CITIZEN, _A.OFFICIAL)),
    UnitKind.KINDERGARTEN: (_A.OFFICIAL,),
    UnitKind.PRIMARY_SCHOOL: (_A.PRIMARY, _A.OFFICIAL),
    UnitKind.LOWER_SECONDARY_SCHOOL: (_A.SECONDARY, _A.OFFICIAL),
    UnitKind.COMBINED_SCHOOL: (_A.PRIMARY, _A.SECONDARY, _A.UPPER, _A.OFFICIAL),
    UnitKind.UPPER_SECONDARY_SCHOOL: (_A.UPPER, _A.OFFICIAL),
    UnitKind.OFFICE: (_A.OFFICIAL,),
    UnitKind.ENTERPRISE: (_A.ENTERPRISE, _A.OFFICIAL),
}
"""The audiences whose membership may be at a kind of unit, the usual one first; the other kinds hold nobody."""


def is_pupil(audience: Audience) -> bool:
    """Whether somebody of the audience learns at a school, in a class."""
    return audience in _PUPILS


def check_age(audience: Audience, birth_year: int, today: date) -> None:
    """Raises Refused, beside field `birth_year`, for a child who is not registered as a pupil.

    Children come through their school (design §5, Children).
    """
    if not is_pupil(audience) and is_child(birth_year, today):
        raise Refused(
            "Người dưới 16 tuổi học qua trường: nhờ thầy cô của em đưa em vào học. Gõ nhầm năm sinh thì sửa lại.",
            field="birth_year",
        )


def band_in(audience: Audience, class_name: str) -> str | None:
    """The band of grades that a class name stands for: `4A` and `lớp 4a` are in `3-5`; None for who has no grades.

    Raises Refused, beside field `class_name`, when the grade cannot be read or is not one of the audience's.
    """
    if audience not in BANDS:
        return None
    number = re.search(r"\d{1,2}", class_name)
    band = band_of(audience, int(number.group())) if number else None
    if band is None:
        first, last = BANDS[audience][0].first, BANDS[audience][-1].last
        raise Refused("Gõ lớp có số từ %(first)s đến %(last)s, ví dụ %(first)sA.", field="class_name",
                      first=first, last=last)  # fmt: skip
    return f"{band.first}-{band.last}"
