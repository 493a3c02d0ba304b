"""Reasons stated for looking at names from above the commune."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.queries import under
from lms.people.models import Person, StatedReason
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT

MOST_SHOWN = 20


def reason_in_force(session: Session, person_id: int, path: str, at: datetime) -> StatedReason | None:
    """The reason by which somebody may read names at a unit now, stated there or above it; None when there is none."""
    query = (
        select(StatedReason, UnitVersion.path)
        .join(UnitVersion, UnitVersion.unit_id == StatedReason.unit_id)
        .where(CURRENT, StatedReason.person_id == person_id, StatedReason.at <= at, StatedReason.until > at)
        .order_by(StatedReason.until.desc())
    )
    return next((reason for reason, stated_at in session.execute(query) if path.startswith(stated_at)), None)


def reasons_at(session: Session, path: str, since: datetime) -> Sequence[tuple[StatedReason, str, str]]:
    """Who looked at names at a unit or below since a moment, and why: (reason, who, unit), last first; at most 20."""
    query = (
        select(StatedReason, Person.name, UnitVersion)
        .join(Person, Person.id == StatedReason.person_id)
        .join(UnitVersion, UnitVersion.unit_id == StatedReason.unit_id)
        .where(CURRENT, under(path, UnitVersion.path), StatedReason.at >= since)
        .order_by(StatedReason.at.desc(), StatedReason.id.desc())
        .limit(MOST_SHOWN)
    )
    return [(reason, name, unit.spoken) for reason, name, unit in session.execute(query)]
