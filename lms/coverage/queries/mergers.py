"""The numbers of units that went into others: none of them follows its people by itself."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import CTE, ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms import clock
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from lms.coverage.queries.ground import Ground
from lms.coverage.queries.numbers import last_uses
from lms.coverage.rules.mergers import Gone, Merged
from lms.coverage.rules.periods import end_of
from lms.units.models import Unit, UnitVersion

UsedBy = dict[int, dict[str, tuple[int, datetime]]]


def merged_into(session: Session, ground: Ground, years: Mapping[str, int]) -> Merged[UnitVersion]:
    """The units that went into those of a ground, with their last used numbers of `years` (by group).

    Left out are those that were not merged: one that simply ended, so that its people count at its parent, and one that
    was divided, whose people at itself count at one of its parts. One query, two where there are any.
    """
    gone = _gone(ground)
    newer, heir = aliased(UnitVersion), aliased(UnitVersion)
    newest = select(func.max(newer.valid_from)).where(newer.unit_id == gone.c.id).scalar_subquery()
    began = select(func.min(heir.valid_from)).where(heir.unit_id == gone.c.successor_id).scalar_subquery()
    query = select(Unit, UnitVersion, began).join(gone, gone.c.id == Unit.id)
    query = query.join(UnitVersion, and_(UnitVersion.unit_id == Unit.id, UnitVersion.valid_from == newest))
    rows = [(unit, one, first) for unit, one, first in session.execute(query) if one.parent_id != unit.successor_id]
    used = _used(session, gone, years, ground.until) if rows else {}
    opened = Counter(unit.successor_id for unit, _, first in rows if first == unit.closed_on)
    into: dict[int, list[Gone[UnitVersion]]] = {}
    for unit, one, first in rows:
        divided = first == unit.closed_on and opened[unit.successor_id] == 1
        if unit.successor_id is not None and unit.closed_on is not None and not divided:
            moment = unit.closed_at or datetime.combine(unit.closed_on, time(), clock.VIETNAM)
            went = Gone(unit.id, one, unit.closed_on, moment, used.get(unit.id, {}))
            into.setdefault(unit.successor_id, []).append(went)
    return Merged(into)


def _gone(ground: Ground) -> CTE:
    """The closed units that went into those of a ground, and those that went into those."""
    closed = _closed(ground.until)
    first = select(Unit.id, Unit.successor_id).where(closed)
    gone = first.where(Unit.successor_id.in_(select(ground.places.c.unit_id))).cte("gone", recursive=True)
    later = aliased(Unit)
    return gone.union(
        select(later.id, later.successor_id)
        .join(gone, gone.c.id == later.successor_id)
        .where(_closed(ground.until, later))
    )


def _closed(until: date | None, unit: type[Unit] = Unit) -> ColumnElement[bool]:
    """Units that had gone into others by the end of a day, as recorded by then."""
    if until is None:
        return unit.closed_on.is_not(None)
    return and_(unit.closed_on <= until, or_(unit.closed_at.is_(None), unit.closed_at < end_of(until)))


def _used(session: Session, gone: CTE, years: Mapping[str, int], until: date | None) -> UsedBy:
    """By unit and group the number it used last, and when that was decided on."""
    last = last_uses(set(years.values()), until).where(EligibleUse.unit_id.in_(select(gone.c.id))).subquery()
    query = select(EligibleUse, EligibleNumber.number).join(last, last.c.id == EligibleUse.id)
    found: UsedBy = {}
    for use, number in session.execute(query.join(EligibleNumber, EligibleNumber.id == EligibleUse.number_id)):
        if years.get(use.group_code) == use.year:
            found.setdefault(use.unit_id, {})[use.group_code] = number, use.at
    return found
