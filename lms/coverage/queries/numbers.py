"""Eligible numbers: what stands side by side at a unit, and which is used."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from lms.coverage.models.numbers import EligibleNumber, EligibleUse, Target
from lms.coverage.queries.ground import Ground, today
from lms.coverage.rules.groups import GROUPS
from lms.coverage.rules.periods import end_of
from lms.coverage.rules.trees import Tree, topmost
from lms.units.models import UnitVersion


@dataclass(frozen=True, slots=True)
class Used:
    """The number of a group that a unit's rates are taken of, with where the unit stands in the tree.

    `at`: when it was decided on.
    """

    unit_id: int
    path: str
    group: str
    row: EligibleNumber
    reason: str
    at: datetime


def used_numbers(session: Session, ground: Ground, years: Mapping[str, int]) -> Sequence[Used]:
    """The numbers used at a unit and below it, of each group for its year, as decided by the day of the ground.

    One query.
    """
    places = ground.places
    uses = last_uses(set(years.values()), ground.until)
    last = uses.join(places, places.c.unit_id == EligibleUse.unit_id).subquery()
    use, number = aliased(EligibleUse), EligibleNumber
    query = (
        select(places.c.path, use, number)
        .join(use, use.unit_id == places.c.unit_id)
        .join(last, last.c.id == use.id)
        .join(number, number.id == use.number_id)
        .order_by(places.c.path, use.group_code)
    )
    return [
        Used(one.unit_id, place, one.group_code, row, one.reason, one.at)
        for place, one, row in session.execute(query).all()
        if years.get(one.group_code) == one.year
    ]


def by_group(used: Sequence[Used]) -> Mapping[str, dict[int, Used]]:
    """The same by group and unit."""
    found: dict[str, dict[int, Used]] = {}
    for one in used:
        found.setdefault(one.group, {})[one.unit_id] = one
    return found


def numbers_at(session: Session, unit_id: int, year: int) -> Sequence[EligibleNumber]:
    """Every number entered for a unit in a year, by group, the last first; withdrawn ones too. One query."""
    query = select(EligibleNumber).where(EligibleNumber.unit_id == unit_id, EligibleNumber.year == year)
    return session.scalars(query.order_by(EligibleNumber.group_code, EligibleNumber.id.desc())).all()


def uses_at(session: Session, unit_id: int, year: int) -> Sequence[EligibleUse]:
    """Every decision which number to use at a unit in a year, the last first. One query."""
    query = select(EligibleUse).where(EligibleUse.unit_id == unit_id, EligibleUse.year == year)
    return session.scalars(query.order_by(EligibleUse.id.desc())).all()


def below_of(session: Session, unit: UnitVersion, year: int) -> Mapping[str, tuple[int, int]]:
    """By group: what the numbers used below a unit add up to, and how many units they are of. One query."""
    used = by_group(used_numbers(session, today(unit), {group.code: year for group in GROUPS}))
    found = {}
    for group, held in used.items():
        parts = topmost(Tree((one.path, one) for one in held.values()).below(unit.path))
        if parts:
            found[group] = sum(one.row.number for one in parts), len(parts)
    return found


def kept_at(session: Session, unit_ids: Collection[int], day: date) -> Mapping[int, tuple[int, int]]:
    """By unit: how many numbers are used there for the years of a day, and how many targets of its year. Two queries.

    Units with neither are left out.
    """
    years = {group.code: group.number_year(day) for group in GROUPS}
    last = last_uses(set(years.values()), None).where(EligibleUse.unit_id.in_(unit_ids)).subquery()
    uses = select(EligibleUse).join(last, last.c.id == EligibleUse.id).where(EligibleUse.number_id.is_not(None))
    numbers = Counter(one.unit_id for one in session.scalars(uses) if years.get(one.group_code) == one.year)
    targets = select(Target.unit_id, func.count()).where(
        Target.unit_id.in_(unit_ids), Target.year == day.year, Target.withdrawn_at.is_(None)
    )
    aims = dict(session.execute(targets.group_by(Target.unit_id)).all())
    return {unit_id: (numbers[unit_id], aims.get(unit_id, 0)) for unit_id in {*numbers, *aims}}


def last_uses(years: Collection[int], until: date | None) -> Select[int]:
    """The decisions that held by the end of a day, of each unit, group and year the last one."""
    query = (
        select(func.max(EligibleUse.id).label("id"))
        .where(EligibleUse.year.in_(years))
        .group_by(EligibleUse.unit_id, EligibleUse.group_code, EligibleUse.year)
    )
    return query if until is None else query.where(EligibleUse.at < end_of(until))
