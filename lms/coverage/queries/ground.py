"""The tree that figures stand on: today's, or as it was recorded by the end of a past day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, Row, Text, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from lms.access.queries import under
from lms.coverage.rules.periods import end_of
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT, ancestors
from lms.units.rules import COMMUNAL, UnitKind

Version = type[UnitVersion]
IN_ORDER = (func.length(UnitVersion.code), UnitVersion.code)
"""The office's own order; a village `99001-10` after `99001-2`."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A unit and the tree around it by the end of a day (`until` None: now), under the names of that day.

    `unit` and `above` (nearest first, without the country) are as they were. `places` gives id, path and kind of the
    unit and of everything below it. `since`: the unit's first day, where it was not in the tree yet; then the unit is
    told as it is today. None where it was.
    """

    unit: UnitVersion
    above: tuple[UnitVersion, ...]
    until: date | None
    places: FromClause
    since: date | None = None

    def stands(self, version: Version = UnitVersion) -> ColumnElement[bool]:
        """Versions of units that held."""
        return version.valid_to.is_(None) if self.until is None else recorded_on(self.until, version)


def today(unit: UnitVersion, above: Iterable[UnitVersion] = ()) -> Ground:
    """The tree below a unit as it is now. No query."""
    here = select(UnitVersion.unit_id, UnitVersion.path, UnitVersion.kind).where(
        CURRENT, under(unit.path, UnitVersion.path)
    )
    return Ground(unit, tuple(above), None, here.subquery())


def ground_of(session: Session, unit: UnitVersion, until: date | None) -> Ground:
    """The tree around a unit by the end of a day, or now. One query."""
    return today(unit, ancestors(session, unit)) if until is None else _past(session, unit, until)


def children_of(session: Session, ground: Ground) -> Sequence[UnitVersion]:
    """What stood directly below, in the office's own order, classes left out. One query."""
    return _read(session, ground, UnitVersion.parent_id == ground.unit.unit_id, UnitVersion.kind != UnitKind.CLASS)


def communes_of(session: Session, ground: Ground) -> Sequence[UnitVersion]:
    """The communes below, province by province, in the office's own order. One query."""
    province = aliased(UnitVersion)
    query = (
        select(UnitVersion, ground.places.c.path)
        .join(ground.places, ground.places.c.unit_id == UnitVersion.unit_id)
        .join(province, and_(province.unit_id == UnitVersion.parent_id, ground.stands(province)))
        .where(ground.stands(), UnitVersion.kind.in_(COMMUNAL))
    )
    return _versions(ground, session.execute(query.order_by(province.code, *IN_ORDER)))


def recorded_on(day: date, version: Version = UnitVersion) -> ColumnElement[bool]:
    """Versions that held by the end of a day, as recorded by then.

    A change that was entered later, dated back, had not happened yet: people were counted where they stood.
    """
    later, unit, ended = aliased(UnitVersion), aliased(Unit), aliased(Unit)
    moment = end_of(day)
    others = exists().where(later.unit_id == version.unit_id, later.valid_from > version.valid_from)
    replaced = others.where(later.valid_from <= day, or_(later.entered_at.is_(None), later.entered_at < moment))
    gone = exists().where(unit.id == version.unit_id, unit.closed_on <= day,
                          or_(unit.closed_at.is_(None), unit.closed_at < moment))  # fmt: skip
    unseen = or_(
        others.where(later.entered_at >= moment), exists().where(ended.id == version.unit_id, ended.closed_at >= moment)
    )
    return and_(
        version.valid_from <= day,
        or_(version.entered_at.is_(None), version.entered_at < moment),
        or_(version.valid_to.is_(None), version.valid_to >= day, unseen),
        ~replaced,
        ~gone,
    )


def _past(session: Session, unit: UnitVersion, until: date) -> Ground:
    line = _line(session, unit.unit_id, until)
    if not line:
        alone = select(UnitVersion.unit_id, UnitVersion.path, UnitVersion.kind).where(UnitVersion.id == unit.id)
        first = select(func.min(UnitVersion.valid_from)).where(UnitVersion.unit_id == unit.unit_id)
        return Ground(unit, (), until, alone.subquery(), session.scalars(first).one())
    path = "".join(f"{one.unit_id}/" for one in reversed(line))
    top = select(UnitVersion.unit_id, cast(literal(f"/{path}"), Text).label("path"), UnitVersion.kind)
    places = top.where(UnitVersion.id == line[0].id).cte("places", recursive=True)
    below = (
        select(UnitVersion.unit_id, places.c.path + cast(UnitVersion.unit_id, Text) + "/", UnitVersion.kind)
        .join(places, places.c.unit_id == UnitVersion.parent_id)
        .where(recorded_on(until), UnitVersion.kind != UnitKind.CLASS)
    )
    above = [_as_of(one, "") for one in line[1:] if one.kind is not UnitKind.COUNTRY]
    return Ground(_as_of(line[0], f"/{path}"), tuple(above), until, places.union_all(below))


def _line(session: Session, unit_id: int, until: date) -> Sequence[UnitVersion]:
    """The unit and those above it on a day, nearest first; empty when it was not there."""
    own = select(UnitVersion.id, UnitVersion.parent_id, literal(0).label("up"))
    line = own.where(UnitVersion.unit_id == unit_id, recorded_on(until)).cte("line", recursive=True)
    over = select(UnitVersion.id, UnitVersion.parent_id, line.c.up + 1).join(
        line, line.c.parent_id == UnitVersion.unit_id
    )
    line = line.union_all(over.where(recorded_on(until)))
    return session.scalars(select(UnitVersion).join(line, line.c.id == UnitVersion.id).order_by(line.c.up)).all()


def _read(session: Session, ground: Ground, *which: ColumnElement[bool]) -> Sequence[UnitVersion]:
    query = select(UnitVersion, ground.places.c.path)
    query = query.join(ground.places, ground.places.c.unit_id == UnitVersion.unit_id)
    return _versions(ground, session.execute(query.where(ground.stands(), *which).order_by(*IN_ORDER)))


def _versions(ground: Ground, rows: Iterable[Row[UnitVersion, str]]) -> Sequence[UnitVersion]:
    """Units as they stood; those of a past day are copies that no session keeps."""
    return [one if ground.until is None else _as_of(one, path) for one, path in rows]


def _as_of(version: UnitVersion, path: str) -> UnitVersion:
    """A unit as it stood on a past day, with its place of that day: what is kept in its row is where it is searched."""
    return UnitVersion(
        unit_id=version.unit_id,
        parent_id=version.parent_id,
        kind=version.kind,
        code=version.code,
        name=version.name,
        search_key=version.search_key,
        path=path,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        decision=version.decision,
    )
