"""Writing the ledger: with whatever anybody does, so by statements that are built once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.tally.models import LedgerRow
from lms.tally.queries import FIELDS, STANDING, standing_at, standings
from lms.tally.rules import Stage, Standing

_ledger = LedgerRow.metadata.tables[LedgerRow.__tablename__]
_this = standings.c.id == bindparam("row")
HELD = STANDING.where(standings.c.audience == bindparam("audience")).with_for_update()
AT_STAGE = STANDING.where(standings.c.stage == bindparam("stage")).with_for_update()
MOVED = update(standings).where(_this).values({name: bindparam(name) for name in FIELDS})
GONE = standings.delete().where(_this)


def restate(session: Session, person_id: int, audience: str, new: Standing | None) -> None:
    """Say where a person now stands for an audience; None takes them out of the count. No change, no row.

    Whoever calls has left out accounts marked as tests: those are never counted.
    """
    held = session.execute(HELD, {"person_id": person_id, "audience": audience}).one_or_none()
    if held is not None:
        _move(session, held.id, standing_at(held), new)
    elif new is not None:
        _count(session, (new, +1))
        session.execute(standings.insert(), {"person_id": person_id, **_columns(new)})


def reconsider(session: Session, person_id: int, audience: str, change: Callable[[Standing], Standing]) -> None:
    """Restate a person by where they stand now; whoever is not counted for the audience stays uncounted."""
    held = session.execute(HELD, {"person_id": person_id, "audience": audience}).one_or_none()
    if held is not None:
        old = standing_at(held)
        _move(session, held.id, old, change(old))


def enter_many(session: Session, newcomers: Sequence[tuple[int, Standing]]) -> None:
    """Count people who stood nowhere for these audiences before, by (person id, standing): one +1 row for each."""
    if newcomers:
        _count(session, *((standing, +1) for _, standing in newcomers))
        rows = [{"person_id": person_id, **_columns(standing)} for person_id, standing in newcomers]
        session.execute(standings.insert(), rows)


def advance(session: Session, person_id: int, before: Stage, after: Stage) -> None:
    """Move a person from one stage to the next wherever they stand at the first; elsewhere nothing changes."""
    for held in session.execute(AT_STAGE, {"person_id": person_id, "stage": before}).all():
        old = standing_at(held)
        _move(session, held.id, old, replace(old, stage=after))


def advance_many(session: Session, ids: Collection[int], before: Stage, after: Stage) -> None:
    """Move many people from one stage to the next wherever they stand at the first. Three statements."""
    wanted = standings.c.person_id.in_(ids), standings.c.stage == before
    query = select(*STANDING.selected_columns).where(*wanted).order_by(standings.c.id).with_for_update()
    held = [(row.id, standing_at(row)) for row in session.execute(query)]
    if held:
        moved = [(row, old, replace(old, stage=after)) for row, old in held]
        _count(session, *((one, change) for _, old, new in moved for one, change in ((old, -1), (new, +1))))
        session.execute(MOVED, [{"row": row, **_columns(new)} for row, _, new in moved])


def _move(session: Session, row: int, old: Standing, new: Standing | None) -> None:
    if old == new:
        return
    if new is None:
        _count(session, (old, -1))
        session.execute(GONE, {"row": row})
    else:
        _count(session, (old, -1), (new, +1))
        session.execute(MOVED, {"row": row, **_columns(new)})


def _count(session: Session, *changes: tuple[Standing, int]) -> None:
    at = clock.now()
    day = clock.day_of(at)
    rows = [{"at": at, "day": day, "change": change, **_columns(standing)} for standing, change in changes]
    session.execute(_ledger.insert(), rows)


def _columns(standing: Standing) -> dict[str, object]:
    return {name: getattr(standing, name) for name in FIELDS}
