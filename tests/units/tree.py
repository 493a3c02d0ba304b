"""Changes to the tree as decrees make them, for tests: later issues bring the actions."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from lms.sources.rules import fold
from lms.units.models import Unit, UnitVersion


def merge(session: Session, old: UnitVersion, into: UnitVersion | None, on: date) -> None:
    """Close a unit from a day on; it stays, under its successor if it has one."""
    unit = session.get(Unit, old.unit_id)
    unit.closed_on, unit.successor_id = on, into.unit_id if into else None
    session.get(UnitVersion, old.id).valid_to = on - timedelta(days=1)
    session.flush()


def rename(session: Session, old: UnitVersion, name: str, on: date) -> UnitVersion:
    """Give a unit another name from a day on."""
    row = session.get(UnitVersion, old.id)
    row.valid_to = on - timedelta(days=1)
    session.flush()
    new = UnitVersion(
        unit_id=row.unit_id,
        parent_id=row.parent_id,
        kind=row.kind,
        code=row.code,
        name=name,
        search_key=fold(name),
        path=row.path,
        valid_from=on,
    )
    session.add(new)
    session.flush()
    return new
