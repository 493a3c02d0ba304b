"""What is checked beside a unit's figures: what was counted from people last, and numbers that changed late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms import clock
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from lms.coverage.models.sums import FoldedCheck
from lms.coverage.queries.ground import Ground
from lms.coverage.queries.lines import NOWHERE
from lms.coverage.rules.checks import CheckKind, first_report_closed
from lms.coverage.rules.groups import GROUPS, Group
from lms.coverage.rules.periods import end_of
from lms.units.models import UnitVersion


@dataclass(frozen=True, slots=True)
class LateChange:
    """A unit's used number that changed after the year's first report was closed; None: none was used."""

    unit: UnitVersion
    group: Group
    year: int
    before: int | None
    after: int | None
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Checks:
    """What was counted from people for a unit, by kind (how many, of how many), and when: None, never yet.

    `late` are the changes of used numbers in its subtree, the last first.
    """

    counted: Mapping[CheckKind, tuple[int, int | None]]
    made_at: datetime | None
    late: Sequence[LateChange]


def checks_of(session: Session, ground: Ground, years: Mapping[str, int]) -> Checks:
    """The checks of a unit; changes of the numbers of `years` (by group) by the day of the ground. Two queries."""
    unit = ground.unit
    asked = select(FoldedCheck).where(FoldedCheck.place_id.in_({unit.unit_id, NOWHERE}))
    rows = session.scalars(asked).all()
    counted: dict[CheckKind, tuple[int, int | None]] = {row.kind: (0, None) for row in rows}
    counted |= {row.kind: (row.n, row.out_of) for row in rows if row.place_id == unit.unit_id}
    made_at = max((row.made_at for row in rows), default=None)
    return Checks(counted, made_at, _late_changes(session, ground, years))


def _late_changes(session: Session, ground: Ground, years: Mapping[str, int]) -> Sequence[LateChange]:
    places, until = ground.places, ground.until
    use, before, old, new = EligibleUse, aliased(EligibleUse), aliased(EligibleNumber), EligibleNumber
    query = (
        select(UnitVersion, use, old.number, new.number)
        .join(places, places.c.unit_id == use.unit_id)
        .join(UnitVersion, UnitVersion.unit_id == use.unit_id)
        .join(before, before.id == _use_before())
        .outerjoin(old, old.id == before.number_id)
        .outerjoin(new, new.id == use.number_id)
        .where(ground.stands(), or_(*_late(years)))
        .order_by(use.id.desc())
    )
    if until is not None:
        query = query.where(use.at < end_of(until))
    groups = {group.code: group for group in GROUPS}
    return [
        LateChange(unit, groups[one.group_code], one.year, then, now, one.reason, one.at)
        for unit, one, then, now in session.execute(query)
        if then != now
    ]


def _late(years: Mapping[str, int]) -> Iterator[ColumnElement[bool]]:
    for group in GROUPS:
        closed = datetime.combine(first_report_closed(group, years[group.code]), time(), clock.VIETNAM)
        of_year = (EligibleUse.group_code == group.code) & (EligibleUse.year == years[group.code])
        yield of_year & (EligibleUse.at >= closed)


def _use_before() -> ScalarSelect[int]:
    """The number of the decision before one, on the same unit, group and year."""
    past = aliased(EligibleUse)
    query = select(func.max(past.id)).where(
        past.unit_id == EligibleUse.unit_id,
        past.group_code == EligibleUse.group_code,
        past.year == EligibleUse.year,
        past.id < EligibleUse.id,
    )
    return query.correlate(EligibleUse).scalar_subquery()
