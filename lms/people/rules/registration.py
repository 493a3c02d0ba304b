"""Who may register alone, and what is said to them first. Source: design §5, Children; Luật 91/2025/QH15."""

from dataclasses import dataclass
from datetime import date

from lms.errors import Refused
from lms.skills.rules import Audience

NOTICE_VERSION = "2026-11"
"""The notice shown before registering; a new wording gets a new version. Its text is `people/notice.html`."""

OLDEST_YEARS = 120
CHILD_UNTIL_YEARS = 16

OPEN_TO_ALL = (Audience.CITIZEN, Audience.OFFICIAL)
"""The audiences that a person may choose alone: pupils come through their school."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What a person says of themselves, cleaned. `work_unit_id` None: an official who does not know yet."""

    name: str
    birth_year: int
    audience: Audience
    home_unit_id: int
    work_unit_id: int | None
    pin: str


def clean_birth_year(typed: str, today: date) -> int:
    """The year as a number. Raises Refused, beside field `birth_year`, for one that nobody alive was born in."""
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Refused("Gõ đủ 4 chữ số của năm sinh, ví dụ 1968.", field="birth_year")
    year = int(text)
    if not today.year - OLDEST_YEARS <= year <= today.year:
        raise Refused(
            "Năm sinh phải từ %(first)s đến %(last)s. Xem lại rồi gõ lại.",
            field="birth_year",
            first=today.year - OLDEST_YEARS,
            last=today.year,
        )
    return year


def is_child(birth_year: int, today: date) -> bool:
    """Whether the person counts as under 16: until 31/12 of the year they turn 16. Source: design §5, Children."""
    return today.year <= birth_year + CHILD_UNTIL_YEARS
