"""From a figure to its people: which column of the figures counts whom."""

from collections.abc import Mapping

from lms.coverage.rules.groups import Group
from lms.people.rules.counting import CountedAs
from lms.tally.rules import Stage

ITSELF = "-"
"""In the place of a unit's code: those of the unit itself, of none below it."""

_REGISTERED = frozenset({Stage.REGISTERED, Stage.LEARNING, Stage.COMPLETED})
_DONE = frozenset({Stage.COMPLETED})

STAGES: Mapping[str, frozenset[Stage]] = {
    "listed": frozenset({Stage.LISTED}),
    "registered": _REGISTERED,
    "learning": _REGISTERED - {Stage.REGISTERED},
    "completed": _DONE,
    "self": _DONE,
    "confirmed": _DONE,
}
"""By the key of a column (`forms/columns.py`) how far those have come whom it counts."""


def counted_in(group: Group, column: str, *, level: int, year: int, at_itself: bool = False) -> CountedAs | None:
    """Whom a column counts for a group in a year; None for a column that counts nobody.

    `level`: the least evidence that counts as confirmed.
    """
    if column not in STAGES:
        return None
    return CountedAs(
        group.audience,
        STAGES[column],
        evidence_from=level if column == "confirmed" else 0,
        evidence_below=level if column == "self" else None,
        born_until=group.born_until(year),
        at_itself=at_itself,
    )
