"""In which subtrees people are counted who belong to a unit."""

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from lms.units.queries import living_by_id

NOWHERE = 0
"""The place of those whose place is not known: a row of its own, in no subtree."""

_AT_ONCE = 10_000


def lines_of(session: Session, unit_ids: Collection[int]) -> dict[int, set[int]]:
    """For each unit the units in whose subtree it stands today, itself included; a merged one stands at its successor.

    A unit closed without a successor, and `NOWHERE`, stand in their own place only.
    """
    found = {unit_id: {unit_id} for unit_id in unit_ids}
    for some in _chunks([one for one in unit_ids if one != NOWHERE]):
        for unit_id, living in living_by_id(session, some).items():
            found[unit_id] = {int(part) for part in living.path.strip("/").split("/")}
    return found


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
