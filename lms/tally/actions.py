"""Writing the ledger."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage, Standing

FIELDS = ("audience", "unit_id", "stage", "birth_year", "sex", "framework", "evidence")


def restate(session: Session, person_id: int, audience: str, new: Standing | None) -> None:
    """Say where a person now stands for an audience; None takes them out of the count. No change, no row.

    Whoever calls has left out accounts marked as tests: those are never counted.
    """
    held = session.scalar(
        select(PersonStanding)
        .where(PersonStanding.person_id == person_id, PersonStanding.audience == audience)
        .with_for_update()
    )
    old = held.standing if held else None
    if old == new:
        return
    _count(session, old, -1)
    _count(session, new, +1)
    if new is None:
        session.delete(held)
    elif held is None:
        session.add(PersonStanding(person_id=person_id, **_columns(new)))
    else:
        for name, value in _columns(new).items():
            setattr(held, name, value)
    session.flush()


def advance(session: Session, person_id: int, before: Stage, after: Stage) -> None:
    """Move a person from one stage to the next wherever they stand at the first; elsewhere nothing changes."""
    query = select(PersonStanding).where(PersonStanding.person_id == person_id, PersonStanding.stage == before)
    for held in session.scalars(query).all():
        restate(session, person_id, held.audience, replace(held.standing, stage=after))


def _count(session: Session, standing: Standing | None, change: int) -> None:
    if standing is not None:
        at = clock.now()
        session.add(LedgerRow(at=at, day=clock.day_of(at), change=change, **_columns(standing)))


def _columns(standing: Standing) -> dict[str, object]:
    return {name: getattr(standing, name) for name in FIELDS}
