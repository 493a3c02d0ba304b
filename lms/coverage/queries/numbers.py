"""Eligible numbers: what stands side by side at a unit, and which is used."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from lms import clock
from lms.access.queries import under
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from lms.coverage.rules.groups import GROUPS
from lms.coverage.rules.trees import Tree, topmost
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT


@dataclass(frozen=True, slots=True)
class Used:
    """The number of a group that a unit's rates are taken of, with where the unit stands in the tree."""

    unit_id: int
    path: str
    group: str
    row: EligibleNumber
    reason: str


def used_numbers(session: Session, path: str, years: Mapping[str, int], until: date | None = None) -> Sequence[Used]:
    """The numbers used in a subtree, of each group for its year, as decided by the end of `until` (None: now).

    One query.
    """
    last = _last_uses(set(years.values()), until).where(under(path, UnitVersion.path)).subquery()
    use, number = aliased(EligibleUse), EligibleNumber
    query = (
        select(UnitVersion.path, use, number)
        .join(last, last.c.id == use.id)
        .join(number, number.id == use.number_id)
        .join(UnitVersion, UnitVersion.unit_id == use.unit_id)
        .where(CURRENT)
        .order_by(UnitVersion.path, use.group_code)
    )
    return [
        Used(one.unit_id, place, one.group_code, row, one.reason)
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


def below_of(session: Session, path: str, year: int) -> Mapping[str, tuple[int, int]]:
    """By group: what the numbers used below a unit add up to, and how many units they are of. One query."""
    used = by_group(used_numbers(session, path, {group.code: year for group in GROUPS}))
    found = {}
    for group, held in used.items():
        parts = topmost(Tree((one.path, one) for one in held.values()).below(path))
        if parts:
            found[group] = sum(one.row.number for one in parts), len(parts)
    return found


def end_of(day: date) -> datetime:
    """The moment at which a day in Việt Nam ends."""
    return datetime.combine(day + timedelta(days=1), time(), clock.VIETNAM)


def _last_uses(years: Collection[int], until: date | None) -> Select[int]:
    query = (
        select(func.max(EligibleUse.id).label("id"))
        .join(UnitVersion, UnitVersion.unit_id == EligibleUse.unit_id)
        .where(CURRENT, EligibleUse.year.in_(years))
        .group_by(EligibleUse.unit_id, EligibleUse.group_code, EligibleUse.year)
    )
    return query if until is None else query.where(EligibleUse.at < end_of(until))
