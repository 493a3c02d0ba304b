"""Sittings for people who are known beforehand: they are on the list, and expected."""

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.sittings import put_up
from lms.assessments.models import Sitting, SittingPresence
from lms.assessments.rules.kinds import Presence
from lms.assessments.rules.sittings import is_open
from lms.errors import Forbidden


def open_for(
    session: Session, origin: Origin, unit_id: int, expected: Iterable[int], *, place: str, hours: int, once: str
) -> Sitting:
    """A new sitting, or the one that the same form opened, with people on its list beforehand.

    Whoever calls has seen to it that they may open one there and know these people. Raises Refused without a place or
    for a length that is not offered, Forbidden when nobody is signed in.
    """
    if origin.person_id is None:
        raise Forbidden
    sitting = put_up(session, origin, origin.person_id, unit_id, place=place, hours=hours, once=once)
    expect(session, sitting, expected)
    return sitting


def expect(session: Session, sitting: Sitting, people: Iterable[int]) -> None:
    """Put people on the list of an open sitting beforehand; whoever is on it stays as they are. Two statements."""
    if not is_open(sitting, clock.now()):
        return
    held = select(Sitting.id).where(Sitting.id == sitting.id).with_for_update()
    session.execute(held)  # two presses at once: the second finds them there
    there = set(session.scalars(select(SittingPresence.person_id).where(SittingPresence.sitting_id == sitting.id)))
    rows = [
        {"sitting_id": sitting.id, "person_id": one, "state": Presence.EXPECTED, "joined_at": clock.now()}
        for one in people
        if one not in there and one != sitting.opened_by_id
    ]
    if rows:
        session.execute(insert(SittingPresence), rows)
