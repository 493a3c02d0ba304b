"""Numbers that were counted elsewhere and typed in, and the targets that they, or figures of ours, stand beside."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from lms.coverage.models.numbers import HandCount
from lms.coverage.queries.coverage import Coverage
from lms.coverage.queries.ground import Ground
from lms.coverage.rules.aims import Aim
from lms.coverage.rules.kinds import HandCounted, TargetCount
from lms.coverage.rules.periods import end_of
from lms.coverage.rules.targets import EACH_COMMUNE, TargetSaid, beside_rates
from lms.units.rules import COMMUNAL

About = tuple[str, HandCounted]


def hand_counts(session: Session, ground: Ground, year: int) -> Mapping[About, HandCount]:
    """By group and what it is about: the number of a unit that held by the day of the ground. One query."""
    query = select(HandCount).where(HandCount.unit_id == ground.unit.unit_id, HandCount.year == year, _held(ground))
    return {(one.group_code, one.about): one for one in session.scalars(query.order_by(HandCount.id))}


def hand_counts_at(session: Session, unit_id: int, year: int) -> Sequence[HandCount]:
    """Every number typed in at a unit for a year, the last first; those taken back too. One query."""
    query = select(HandCount).where(HandCount.unit_id == unit_id, HandCount.year == year)
    return session.scalars(query.order_by(HandCount.id.desc())).all()


def aims_of(session: Session, ground: Ground, coverage: Coverage, targets: Sequence[TargetSaid]) -> Sequence[Aim]:
    """The targets that no rate is drawn against, each beside its number. One query, one more for every commune's."""
    some = beside_rates(targets)
    typed = hand_counts(session, ground, targets[0].year) if some else {}
    return [
        _of_communes(session, ground, one)
        if one.kinds == EACH_COMMUNE and ground.unit.kind not in COMMUNAL
        else _aim(one, coverage, typed)
        for one in some
    ]


def _aim(target: TargetSaid, coverage: Coverage, typed: Mapping[About, HandCount]) -> Aim:
    line = coverage.line(target.group)
    of = line.rate.number if line and target.share is not None else None
    if target.counts is TargetCount.BY_HAND:
        held = typed.get((target.group, target.about)) if target.about else None
        if held is None:
            return Aim(target, None, of)
        return Aim(target, held.number, of, held.counted_on, held.document)
    if line is None:
        return Aim(target, 0, of)
    return Aim(target, line.figures.completed if target.counts is TargetCount.COMPLETED else line.figures.confirmed, of)


def _of_communes(session: Session, ground: Ground, target: TargetSaid) -> Aim:
    places = ground.places
    last = (
        select(func.max(HandCount.id))
        .join(places, places.c.unit_id == HandCount.unit_id)
        .where(HandCount.year == target.year, HandCount.group_code == target.group, HandCount.about == target.about)
        .where(places.c.kind.in_(COMMUNAL), _held(ground))
        .group_by(HandCount.unit_id)
    )
    reached = select(func.count()).where(HandCount.id.in_(last), HandCount.number >= (target.amount or 0))
    communes = select(func.count()).select_from(places).where(places.c.kind.in_(COMMUNAL))
    row = session.execute(select(reached.scalar_subquery(), communes.scalar_subquery())).one()
    return Aim(target, None, communes=(row[0] or 0, row[1] or 0))


def _held(ground: Ground) -> ColumnElement[bool]:
    if ground.until is None:
        return HandCount.withdrawn_at.is_(None)
    moment = end_of(ground.until)
    return and_(HandCount.at < moment, or_(HandCount.withdrawn_at.is_(None), HandCount.withdrawn_at >= moment))
