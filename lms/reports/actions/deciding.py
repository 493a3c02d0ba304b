"""What a unit decides about its reports: when periods end, how many days those below have, where reports go besides."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, NotFound, Refused
from lms.reports.models import ReportCalendar, ReportRecipient
from lms.reports.queries.decided import decided_over, outside_of
from lms.reports.rules.periods import Calendar
from lms.units.models import UnitVersion

MOST_RECIPIENTS = 12


def decide(session: Session, origin: Origin, unit: UnitVersion, new: Calendar) -> None:
    """From a day on periods end so, and units below have so many days; the same decision again changes nothing."""
    own = decided_over(session, unit)[0]
    if (own and own[-1] == new) or origin.person_id is None:
        return
    session.add(
        ReportCalendar(unit_id=unit.unit_id, from_on=new.from_on, ends_day=new.ends_day,
                       working_days=new.working_days, set_by_id=origin.person_id, at=clock.now())
    )  # fmt: skip
    about = {"ends_day": new.ends_day, "working_days": new.working_days}
    record(session, origin, Act.REPORT_CALENDAR_SET, unit_id=unit.unit_id, **about)
    session.flush()


def add_recipient(session: Session, origin: Origin, unit: UnitVersion, name: str) -> None:
    """One more place that reports go to; added twice it is once. Raises Refused, beside `name`, for too many."""
    if origin.person_id is None:
        raise Forbidden
    if len(outside_of(session, unit.unit_id)) >= MOST_RECIPIENTS:
        raise Refused("Đã đủ %(most)s nơi nhận. Bỏ bớt rồi thêm.", field="name", most=MOST_RECIPIENTS)
    row = ReportRecipient(unit_id=unit.unit_id, name=name, set_by_id=origin.person_id, at=clock.now())
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return
    record(session, origin, Act.REPORT_RECIPIENT_SET, unit_id=unit.unit_id, recipient=row.id)


def drop_recipient(session: Session, origin: Origin, unit: UnitVersion, number: int) -> None:
    """Send there no longer; what went there stays as it is. Raises NotFound for another unit's."""
    row = session.get(ReportRecipient, number)
    if row is None or row.unit_id != unit.unit_id:
        raise NotFound
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        record(session, origin, Act.REPORT_RECIPIENT_SET, unit_id=unit.unit_id, recipient=row.id, withdrawn=True)
        session.flush()
