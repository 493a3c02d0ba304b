"""What a unit or one above it decided: when periods end, how many days there are, to whom reports go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.reports.models import Report, ReportCalendar, ReportRecipient
from lms.reports.rules.periods import Calendar, Line, ReportPeriod, period_of
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_id
from lms.units.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a report goes to; `unit_id` None: they do not use the platform."""

    name: str
    unit_id: int | None
    id: int | None = None


def decided_over(session: Session, unit: UnitVersion) -> Line:
    """What was decided at a unit and above it, the nearest first, each in the order of entering. One query."""
    line = [int(part) for part in reversed(unit.path.strip("/").split("/"))]
    by_unit = decided_at(session, line)
    return [by_unit.get(unit_id, []) for unit_id in line]


def decided_at(session: Session, unit_ids: Collection[int]) -> dict[int, list[Calendar]]:
    """What each of some units decided itself, in the order of entering. One query."""
    query = select(ReportCalendar).where(ReportCalendar.unit_id.in_(unit_ids)).order_by(ReportCalendar.id)
    found: dict[int, list[Calendar]] = {}
    for row in session.scalars(query):
        found.setdefault(row.unit_id, []).append(Calendar(row.from_on, row.ends_day, row.working_days))
    return found


def period_at(session: Session, unit: UnitVersion, year: int, quarter: int, today: date) -> ReportPeriod:
    """A quarter as a unit reports on it. One query."""
    return period_of(decided_over(session, unit), year, quarter, today)


def period_of_report(report: Report, today: date) -> ReportPeriod:
    """The period a report was begun for: what is decided later does not move it."""
    return ReportPeriod(report.year, report.quarter, today, report.first_on, report.last_on)


def unit_above(session: Session, unit: UnitVersion) -> UnitVersion | None:
    """The unit that a report goes up to; None for the country, and for those directly under it. One query."""
    above = unit_by_id(session, unit.parent_id) if unit.parent_id is not None else None
    return None if above is None or above.kind is UnitKind.COUNTRY else above


def outside_of(session: Session, unit_id: int) -> Sequence[ReportRecipient]:
    """Where a unit sends its reports besides, in the order of entering. One query."""
    query = select(ReportRecipient).where(ReportRecipient.unit_id == unit_id, ReportRecipient.withdrawn_at.is_(None))
    return session.scalars(query.order_by(ReportRecipient.id)).all()
