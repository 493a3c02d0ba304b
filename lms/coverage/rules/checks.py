"""What is checked of figures, so that nobody need guess whether they are sound. Source: design §5, Beside it always."""

from datetime import date
from enum import StrEnum

from lms.coverage.rules.groups import PUPILS, Group


class CheckKind(StrEnum):
    """What is counted from people beside the fold."""

    LIKELY_DUPLICATES = "likely_duplicates"
    """Pairs of records that may be of one person."""
    MOVED_IN_CONFIRMED = "moved_in_confirmed"
    """Those who belonged elsewhere when they were confirmed."""
    NO_MEMBERSHIP = "no_membership"
    """Those who belonged there last, and belong nowhere now."""
    RECOGNISED_ELSEWHERE = "recognised_elsewhere"
    """Those on a list whom somebody marked as recognised elsewhere: never added to ours."""
    SELF_DECLARED = "self_declared"
    """Residents whose place nobody has compared with anything, of all residents."""


def first_report_closed(group: Group, year: int) -> date:
    """The day from which a change of the used number is a late one: the year's first reported quarter is over.

    Of pupils and students `year` is the one in which the school year begins, whose first whole quarter is the fourth.
    """
    return date(year + 1, 1, 1) if group.audience in PUPILS else date(year, 4, 1)
