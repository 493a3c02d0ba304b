"""Sending a report, receiving it, returning it with a reason; reminding whoever has not sent theirs."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin, Permission
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, NotFound, Refused
from lms.reports.models import Report, ReportReminder, ReportSending
from lms.reports.queries.below import Standing
from lms.reports.queries.decided import Recipient
from lms.reports.queries.reports import hold, latest_of
from lms.reports.rules.states import WAYS, State, Step, check_signed, check_step, state_of
from lms.units.models import UnitVersion


def send(session: Session, origin: Origin, report: Report, recipients: Sequence[Recipient]) -> None:
    """Send an issued report to every recipient; sent twice it is once.

    Raises Refused without a recipient, and without the signed paper.
    """
    held = hold(session, report)
    if held.sendings:
        return
    check_step(Step.SEND, held.state, WAYS[Step.SEND].permissions)
    check_signed(held.file_name)
    if not recipients:
        raise Refused("Chưa có nơi nhận. Thêm nơi nhận ở phần cài đặt rồi gửi.")
    for one in recipients:
        held.sendings.append(
            ReportSending(name=one.name, to_unit_id=one.unit_id, sent_at=clock.now(), sent_by_id=_who(origin))
        )
    held.state = State.SENT
    record(session, origin, Act.REPORT_SENT, unit_id=held.unit_id, report=held.id, recipients=len(recipients))
    session.flush()


def receive(session: Session, origin: Origin, report: Report, sending_id: int, held_at: Collection[Permission]) -> None:
    """Write down that a recipient received a report; once is enough. `held_at`: see `_out`."""
    held, sending = _out(session, report, sending_id, held_at)
    if sending.received_at is not None:
        return
    if sending.returned_at is not None:
        raise Refused("Báo cáo này đã trả lại. Chờ bản đính chính.")
    sending.received_at, sending.received_by_id = clock.now(), origin.person_id
    _settle(session, origin, held, Act.REPORT_RECEIVED)


def give_back(
    session: Session, origin: Origin, report: Report, sending_id: int, *, reason: str, held_at: Collection[Permission]
) -> None:
    """Return a report with a reason, also one that was received before; returned twice it is once.

    Raises Refused when a correction has been made already.
    """
    held, sending = _out(session, report, sending_id, held_at)
    if sending.returned_at is not None:
        return
    last = latest_of(session, held.unit_id, held.year, held.quarter)
    if last is not None and last.correction > held.correction:
        raise Refused("Đơn vị đang làm bản đính chính của báo cáo này. Chờ bản ấy.")
    sending.returned_at, sending.returned_by_id, sending.reason = clock.now(), origin.person_id, reason
    _settle(session, origin, held, Act.REPORT_RETURNED)


def remind(
    session: Session, origin: Origin, unit: UnitVersion, year: int, quarter: int, *, standings: Sequence[Standing]
) -> int:
    """Remind units below of a report that is still to come; each once a day. Returns how many were reminded now.

    Raises Refused while the period of all of them runs.
    """
    waiting = [one for one in standings if one.waits]
    over = [one for one in waiting if one.period.is_over]
    if waiting and not over:
        raise Refused("Kỳ chưa hết nên chưa nhắc được.")
    today = clock.today()
    fresh = [one for one in over if not _reminded(session, unit, one, year, quarter)]
    for one in fresh:
        session.add(
            ReportReminder(unit_id=one.unit.unit_id, by_unit_id=unit.unit_id, year=year, quarter=quarter, day=today,
                           by_id=_who(origin), at=clock.now())
        )  # fmt: skip
        record(session, origin, Act.REPORT_REMINDED, unit_id=one.unit.unit_id, year=year, quarter=quarter)
    session.flush()
    return len(fresh)


def _reminded(session: Session, unit: UnitVersion, one: Standing, year: int, quarter: int) -> bool:
    query = select(ReportReminder.id).where(
        ReportReminder.unit_id == one.unit.unit_id, ReportReminder.by_unit_id == unit.unit_id,
        ReportReminder.year == year, ReportReminder.quarter == quarter, ReportReminder.day == clock.today(),
    )  # fmt: skip
    return session.scalar(query) is not None


def _out(
    session: Session, report: Report, sending_id: int, held_at: Collection[Permission]
) -> tuple[Report, ReportSending]:
    """The report and one of its sendings. `held_at` are the permissions at the recipient's unit, or at the report's own
    where the recipient does not use the platform. Raises NotFound for another report's, Forbidden for somebody else.
    """
    held = hold(session, report)
    sending = next((one for one in held.sendings if one.id == sending_id), None)
    if sending is None:
        raise NotFound
    if sending.to_unit_id is None:
        check_step(Step.NOTE, held.state, held_at)
    elif Permission.REPORT_SIGN not in held_at:
        raise Forbidden
    return held, sending


def _settle(session: Session, origin: Origin, held: Report, act: Act) -> None:
    held.state = state_of([(one.received_at is not None, one.returned_at is not None) for one in held.sendings])
    record(session, origin, act, unit_id=held.unit_id, report=held.id)
    session.flush()


def _who(origin: Origin) -> int:
    if origin.person_id is None:
        raise Forbidden
    return origin.person_id
