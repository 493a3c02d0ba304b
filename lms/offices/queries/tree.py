"""The tree on a day, and what became of a unit: former names, what it took up, where it went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.errors import NotFound
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT, living_by_id

IN_ORDER = (func.length(UnitVersion.code), UnitVersion.code, UnitVersion.id)


@dataclass(frozen=True, slots=True)
class Kept:
    """Whoever holds a code today, or held it last and went into another unit (`heir`) on a day."""

    unit: UnitVersion
    heir: UnitVersion | None
    closed_on: date | None

    @property
    def path(self) -> str:
        """Where a guard asks: a closed unit is seen by those who reach the unit it went into."""
        return (self.heir or self.unit).path


def kept_by_code(session: Session, code: str) -> Kept:
    """The unit of a code, closed or not. Raises NotFound for an unknown code, or a unit that went nowhere."""
    query = select(UnitVersion, Unit).join(Unit, Unit.id == UnitVersion.unit_id).where(UnitVersion.code == code)
    newest = query.order_by(UnitVersion.valid_to.is_not(None), UnitVersion.valid_to.desc(), UnitVersion.id.desc())
    found = session.execute(newest.limit(1)).first()
    if found is None:
        raise NotFound
    version, unit = found
    if version.valid_to is None:
        return Kept(version, None, None)
    heir = living_by_id(session, [unit.id]).get(unit.id)
    if heir is None or unit.closed_on is None:
        raise NotFound
    return Kept(version, heir, unit.closed_on)


def on_day(day: date) -> ColumnElement[bool]:
    """Versions that held on a day."""
    return and_(UnitVersion.valid_from <= day, or_(UnitVersion.valid_to.is_(None), UnitVersion.valid_to >= day))


def version_on(session: Session, unit_id: int, day: date) -> UnitVersion | None:
    """A unit as it stood on a day; None when it was not there yet, or no more. Of two on one day, the later."""
    query = select(UnitVersion).where(UnitVersion.unit_id == unit_id, on_day(day))
    return session.scalar(query.order_by(UnitVersion.valid_from.desc()).limit(1))


def first_day(session: Session, unit_id: int) -> date:
    """Since when a unit has been in the tree, whatever it was called then."""
    return session.scalars(select(func.min(UnitVersion.valid_from)).where(UnitVersion.unit_id == unit_id)).one()


def children_on(session: Session, unit_id: int, day: date) -> Sequence[UnitVersion]:
    """What stood directly below a unit on a day, in the order of codes."""
    query = select(UnitVersion).where(UnitVersion.parent_id == unit_id, on_day(day))
    return session.scalars(query.order_by(*IN_ORDER)).all()


def former(session: Session, unit_id: int) -> Sequence[UnitVersion]:
    """How a unit stood before it stood as it does, newest first; for a closed one, before its last."""
    versions = select(UnitVersion).where(UnitVersion.unit_id == unit_id)
    return session.scalars(versions.order_by(UnitVersion.valid_from.desc(), UnitVersion.id.desc())).all()[1:]


@dataclass(frozen=True, slots=True)
class Gone:
    """A unit that is no more: as it stood last, the day it ended, and the id of the one it went into, if any."""

    unit: UnitVersion
    closed_on: date
    successor_id: int | None


def taken_up(session: Session, unit_id: int) -> list[Gone]:
    """The units that went into this one, latest first."""
    return _gone(session, Unit.successor_id == unit_id)


def gone_from(session: Session, unit_id: int) -> list[Gone]:
    """The units that stood directly below this one when they ended, latest first."""
    return _gone(session, UnitVersion.parent_id == unit_id)


def _gone(session: Session, which: ColumnElement[bool]) -> list[Gone]:
    own = aliased(UnitVersion)
    last = select(func.max(own.valid_to)).where(own.unit_id == Unit.id).scalar_subquery()
    query = (
        select(UnitVersion, Unit.closed_on, Unit.successor_id)
        .join(Unit, Unit.id == UnitVersion.unit_id)
        .where(Unit.closed_on.is_not(None), UnitVersion.valid_to == last, which)
        .order_by(Unit.closed_on.desc(), *IN_ORDER)
    )
    return [Gone(unit, closed_on, heir) for unit, closed_on, heir in session.execute(query) if closed_on]


def holders(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Which unit holds each of some codes today, by id."""
    query = select(UnitVersion.code, UnitVersion.unit_id).where(CURRENT, UnitVersion.code.in_(set(codes)))
    return dict(session.execute(query).all())
