"""A unit's reports, one of them, and whom the screens ask about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload, undefer

from lms import clock
from lms.access.rules import GRANTS, Permission
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.coverage.queries.places import covered_unit
from lms.errors import NotFound
from lms.people.models import Person, Post
from lms.people.queries.posts import held_at
from lms.reports.models import Report, ReportReminder, ReportSending
from lms.reports.rules.states import State
from lms.units.models import Unit, UnitVersion
from lms.units.queries import living_successor


@dataclass(frozen=True, slots=True)
class Found:
    """A report and the unit that answers for it today: its own, or the one it was merged into.

    `sending`: the way to one recipient that the address names, or None.
    """

    report: Report
    unit: UnitVersion
    sending: ReportSending | None = None

    @property
    def path(self) -> str:
        """Where it stands in the tree."""
        return self.unit.path

    @property
    def of_merged(self) -> bool:
        """Whether its unit is no longer: it can be read, and changed no more."""
        return self.report.unit_id != self.unit.unit_id


def report_at(session: Session, code: str, number: int) -> Found:
    """The report with a number under a unit's address. Raises NotFound for another unit's, or none. Three queries."""
    unit = covered_unit(session, code)
    options = (selectinload(Report.indicators), selectinload(Report.sendings))
    report = session.get(Report, number, options=options) if number < 2**62 else None
    if report is None:
        raise NotFound
    if report.unit_id != unit.unit_id and living_successor(session, report.unit_id).unit_id != unit.unit_id:
        raise NotFound
    return Found(report, unit)


def sending_at(session: Session, code: str, number: int, sending: int) -> Found:
    """The same with the way to one recipient. Raises NotFound for another report's."""
    found = report_at(session, code, number)
    row = next((one for one in found.report.sendings if one.id == sending), None)
    if row is None:
        raise NotFound
    return Found(found.report, found.unit, row)


def hold(session: Session, report: Report) -> Report:
    """The report as it stands now, for this transaction alone."""
    options = (selectinload(Report.indicators), selectinload(Report.sendings))
    query = select(Report).where(Report.id == report.id).options(*options).with_for_update(of=Report)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def frozen_text(session: Session, report: Report) -> str | None:
    """What was frozen of a report, or None. One query."""
    return session.scalar(select(Report.frozen).where(Report.id == report.id))


def signed_file(session: Session, report: Report) -> bytes | None:
    """The signed paper of a report, or None. One query."""
    return session.scalar(select(Report.file).where(Report.id == report.id))


def reports_of(session: Session, unit: UnitVersion) -> Sequence[Report]:
    """The reports of a unit and of those merged into it, the latest period and correction first. One query."""
    merged = select(Unit.id).where(Unit.successor_id == unit.unit_id)
    query = select(Report).where((Report.unit_id == unit.unit_id) | Report.unit_id.in_(merged))
    latest = (Report.year.desc(), Report.quarter.desc(), Report.unit_id, Report.correction.desc())
    return session.scalars(query.order_by(*latest)).all()


def latest_of(session: Session, unit_id: int, year: int, quarter: int) -> Report | None:
    """The last correction of a unit's report on a quarter, or None. One query."""
    query = select(Report).where(Report.unit_id == unit_id, Report.year == year, Report.quarter == quarter)
    return session.scalar(query.order_by(Report.correction.desc()).limit(1))


def reports_for(
    session: Session, unit_ids: Collection[int], year: int, quarter: int, *, frozen: bool = False
) -> Mapping[int, Sequence[Report]]:
    """By unit every report on a quarter, the last correction first. Two queries."""
    query = select(Report).where(Report.unit_id.in_(unit_ids), Report.year == year, Report.quarter == quarter)
    query = query.options(selectinload(Report.sendings)).order_by(Report.unit_id, Report.correction.desc())
    found: dict[int, list[Report]] = {}
    for report in session.scalars(query.options(undefer(Report.frozen)) if frozen else query):
        found.setdefault(report.unit_id, []).append(report)
    return found


WRITING = (Act.REPORT_BEGUN, Act.REPORT_CORRECTED, Act.REPORT_SAVED, Act.REPORT_SUBMITTED)
"""What makes somebody one of those who wrote a report."""


def hands_in(session: Session, report: Report) -> frozenset[int]:
    """Everybody who began, saved or submitted a report or typed one of its numbers, whoever saved last. One query."""
    query = select(AuditEntry.person_id, AuditEntry.details).where(
        AuditEntry.unit_id == report.unit_id, AuditEntry.act.in_(WRITING)
    )
    wrote = {who for who, about in session.execute(query) if about.get("report") == report.id}
    typed = {row.entered_by_id for row in report.indicators}
    return frozenset(one for one in {report.drafted_by_id, report.submitted_by_id, *wrote, *typed} if one is not None)


def number_taken(session: Session, report: Report, number: str, issued_on: date) -> bool:
    """Whether another report of the unit was issued under a number in the same year. One query."""
    query = select(Report.issued_on).where(
        Report.unit_id == report.unit_id, Report.number == number, Report.id != report.id
    )
    return any(day is not None and day.year == issued_on.year for day in session.scalars(query))


def existed_from(session: Session, unit_id: int) -> date | None:
    """The day on which a unit began, or None for none. One query."""
    return session.scalar(select(func.min(UnitVersion.valid_from)).where(UnitVersion.unit_id == unit_id))


def merged_within(session: Session, unit: UnitVersion, first: date, last: date) -> Sequence[tuple[UnitVersion, date]]:
    """The units that were merged into one between two days, as they last stood, with the day. One query."""
    last_version = select(func.max(UnitVersion.id)).where(UnitVersion.unit_id == Unit.id).correlate(Unit)
    query = (
        select(UnitVersion, Unit.closed_on)
        .join(Unit, Unit.id == UnitVersion.unit_id)
        .where(Unit.successor_id == unit.unit_id, Unit.closed_on.between(first, last))
        .where(UnitVersion.id == last_version.scalar_subquery())
        .order_by(UnitVersion.code)
    )
    return [(version, day) for version, day in session.execute(query).all() if day is not None]


DRAFTERS = tuple(role for role, permissions in GRANTS.items() if Permission.REPORT_DRAFT in permissions)


def with_drafter(session: Session, unit_ids: Collection[int]) -> frozenset[int]:
    """Those of some units where somebody can write a report now. One query."""
    held = select(Post.unit_id).where(Post.unit_id.in_(unit_ids), Post.role.in_(DRAFTERS), held_at(clock.now()))
    return frozenset(session.scalars(held))


def names_of(session: Session, person_ids: Collection[int | None]) -> Mapping[int, str]:
    """The names of colleagues who did something. One query, none for nobody."""
    wanted = sorted({one for one in person_ids if one is not None})
    if not wanted:
        return {}
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())


def reminders_of(session: Session, unit_ids: Collection[int]) -> Sequence[ReportReminder]:
    """Reminders to some units of reports that have not been sent since, the last first. One query."""
    sent = select(Report.id).where(
        Report.unit_id == ReportReminder.unit_id, Report.year == ReportReminder.year,
        Report.quarter == ReportReminder.quarter, Report.state.in_([State.SENT, State.RECEIVED]),
    )  # fmt: skip
    query = select(ReportReminder).where(ReportReminder.unit_id.in_(unit_ids), ~sent.exists())
    return session.scalars(query.order_by(ReportReminder.id.desc())).all()


def waiting_to_be_signed(session: Session, unit_ids: Collection[int]) -> Sequence[Report]:
    """Reports of some units that wait for a signature. One query."""
    query = select(Report).where(Report.unit_id.in_(unit_ids), Report.state == State.SUBMITTED)
    return session.scalars(query.order_by(Report.id)).all()
