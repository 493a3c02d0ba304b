"""How the units below one are doing with a quarter's report: who has sent, who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.reports.models import Report, ReportReminder, ReportSending
from lms.reports.queries.decided import decided_at, decided_over
from lms.reports.queries.reports import reports_for, with_drafter
from lms.reports.rules.periods import ASKED, ReportPeriod, due_on, period_of, working_days
from lms.units.models import UnitVersion
from lms.units.queries import children


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit below and its report on a quarter: the last one it sent up (None: none yet), and until when it had to.

    `reminded_on`: the day it was last reminded of it; `written`: whether somebody holds the post that writes it.
    """

    unit: UnitVersion
    period: ReportPeriod
    due: date
    report: Report | None
    sending: ReportSending | None
    reminded_on: date | None
    written: bool

    @property
    def waits(self) -> bool:
        """Whether something is still to come from it: nothing sent yet, or returned and not corrected."""
        return self.sending is None or self.sending.returned_at is not None

    @property
    def late(self) -> bool:
        """Whether the day it was due on is over without a report."""
        return self.waits and self.period.today > self.due

    @property
    def sent_late(self) -> bool:
        """Whether the report came after the day it was due on."""
        return self.sending is not None and clock.day_of(self.sending.sent_at) > self.due


def standings_below(
    session: Session, unit: UnitVersion, year: int, quarter: int, today: date, *, frozen: bool = False
) -> Sequence[Standing]:
    """Every unit directly below one that owes a report, or sent one, and was there by the period's end, in the office's
    own order. Eight queries.
    """
    below = children(session, unit)
    ids = [one.unit_id for one in below]
    above, own = decided_over(session, unit), decided_at(session, ids)
    began = dict(_began(session, ids))
    reminded = _reminded(session, unit, year, quarter)
    reports = reports_for(session, ids, year, quarter, frozen=frozen)
    drafters = with_drafter(session, ids)
    found = []
    for one in below:
        period = period_of([own.get(one.unit_id, []), *above], year, quarter, today)
        report, sending = _sent_to(unit, reports.get(one.unit_id, ()))
        if began[one.unit_id] > period.last or (report is None and one.kind not in ASKED):
            continue
        due = due_on(period.last, working_days(above, period.last))
        reminded_on = reminded.get(one.unit_id)
        found.append(Standing(one, period, due, report, sending, reminded_on, one.unit_id in drafters))
    return found


def _sent_to(unit: UnitVersion, reports: Sequence[Report]) -> tuple[Report | None, ReportSending | None]:
    for report in reports:
        for sending in report.sendings:
            if sending.to_unit_id == unit.unit_id:
                return report, sending
    return None, None


def _began(session: Session, ids: Sequence[int]) -> Sequence[tuple[int, date]]:
    query = select(UnitVersion.unit_id, func.min(UnitVersion.valid_from)).where(UnitVersion.unit_id.in_(ids))
    return list(session.execute(query.group_by(UnitVersion.unit_id)))


def _reminded(session: Session, unit: UnitVersion, year: int, quarter: int) -> dict[int, date]:
    query = select(ReportReminder.unit_id, func.max(ReportReminder.day)).where(
        ReportReminder.by_unit_id == unit.unit_id, ReportReminder.year == year, ReportReminder.quarter == quarter
    )
    return dict(session.execute(query.group_by(ReportReminder.unit_id)).all())
