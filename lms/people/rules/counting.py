"""Whom a figure counts, so that a list can be of exactly those people."""

from dataclasses import dataclass

from lms.skills.rules import Audience
from lms.tally.rules import Stage


@dataclass(frozen=True, slots=True)
class CountedAs:
    """People of an audience who have come so far, by evidence of so much, born by a year (None: any).

    `evidence_below` None: no upper end. `at_itself`: of the unit itself only, of none of those below it.
    """

    audience: Audience
    stages: frozenset[Stage]
    evidence_from: int = 0
    evidence_below: int | None = None
    born_until: int | None = None
    at_itself: bool = False
