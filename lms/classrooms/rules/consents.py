"""Leave to show a child's confirmation outside the school: how far it has come. Source: design §5, Children.

Nobody waits for it to learn: only the public page and the QR code do.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from lms.classrooms.rules.kinds import said
from lms.people.rules.registration import is_child


class Leave(StrEnum):
    """What there is of the two consents."""

    BOTH = "both"
    CHILD_MISSING = "child_missing"
    NONE = "none"
    NOT_NEEDED = "not_needed"


LEAVE_WORDS: Mapping[Leave, str] = {
    Leave.BOTH: said("Đủ hai lời đồng ý"),
    Leave.CHILD_MISSING: said("Còn thiếu lời của em"),
    Leave.NONE: said("Chưa có"),
    Leave.NOT_NEEDED: said("Không cần, đã qua tuổi 16"),
}


def leave_of(birth_year: int, today: date, child_agreed: bool | None) -> Leave:
    """How far it has come for somebody; `child_agreed` None: no paper is on record."""
    if not is_child(birth_year, today):
        return Leave.NOT_NEEDED
    if child_agreed is None:
        return Leave.NONE
    return Leave.BOTH if child_agreed else Leave.CHILD_MISSING
