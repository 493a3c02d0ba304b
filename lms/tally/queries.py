"""Reading the ledger."""

from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from lms.tally.models import PersonStanding
from lms.tally.rules import Standing

FIELDS = ("audience", "unit_id", "stage", "birth_year", "sex", "framework", "evidence")
"""The columns that a standing is kept in, as `Standing` names them."""

standings = PersonStanding.metadata.tables[PersonStanding.__tablename__]
STANDING = select(standings.c.id, *(standings.c[name] for name in FIELDS)).where(
    standings.c.person_id == bindparam("person_id")
)
NOW = STANDING.where(standings.c.audience == bindparam("audience"))


def standing_of(session: Session, person_id: int, audience: str) -> Standing | None:
    """Where a person stands for an audience, or None when they are not counted in it."""
    row = session.execute(NOW, {"person_id": person_id, "audience": audience}).one_or_none()
    return standing_at(row) if row else None


def standing_at(row: Row[Any]) -> Standing:
    """The standing that a row of `STANDING` tells."""
    return Standing(**{name: getattr(row, name) for name in FIELDS})
