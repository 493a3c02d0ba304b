"""Submitting a draft, giving it back, issuing it, adding the signed paper: from here on nothing in it changes."""

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.rules.adopting import Scan
from lms.errors import Refused
from lms.reports.models import Report
from lms.reports.queries.decided import period_of_report
from lms.reports.queries.reports import hands_in, hold, number_taken, signed_file
from lms.reports.rules.freezing import Content, canonical, digest_of
from lms.reports.rules.periods import check_over
from lms.reports.rules.states import WAYS, State, Step, check_signer, check_step
from lms.reports.rules.typed import Issue, check_issued_day


def submit(session: Session, origin: Origin, report: Report, content: Content, version: int) -> None:
    """Freeze what a draft says and lay it before the signer; pressed twice it is once.

    Raises Refused before the period is over, and when the draft was saved since it was looked at.
    """
    held = hold(session, report)
    if held.state is State.SUBMITTED:
        return
    check_step(Step.SUBMIT, held.state, WAYS[Step.SUBMIT].permissions)
    check_over(period_of_report(held, clock.today()))
    if held.version != version:
        raise Refused("Bản nháp vừa có người sửa. Xem lại bản mới rồi trình.")
    held.frozen = canonical(content)
    held.digest = digest_of(held.frozen)
    held.state, held.sent_back = State.SUBMITTED, ""
    held.submitted_by_id, held.submitted_at = origin.person_id, clock.now()
    record(session, origin, Act.REPORT_SUBMITTED, unit_id=held.unit_id, report=held.id, digest=held.digest)
    session.flush()


def send_back(session: Session, origin: Origin, report: Report, word: str) -> None:
    """Give a submitted report back to its drafters with a word; nothing of it stays frozen."""
    held = hold(session, report)
    if held.state is State.DRAFT and held.sent_back == word:
        return
    check_step(Step.SEND_BACK, held.state, WAYS[Step.SEND_BACK].permissions)
    held.state, held.frozen, held.digest, held.sent_back = State.DRAFT, None, None, word
    held.submitted_by_id = held.submitted_at = None
    held.version += 1
    record(session, origin, Act.REPORT_SENT_BACK, unit_id=held.unit_id, report=held.id)
    session.flush()


def issue(session: Session, origin: Origin, report: Report, told: Issue, digest: str) -> None:
    """Number, day and signature for what was frozen with a hash; the same form sent twice is one.

    Raises Refused for whoever wrote in it or submitted it, for a number given already, a day before the period's end,
    and when another text has been submitted since.
    """
    held = hold(session, report)
    if held.issued_by_id is not None and held.issued_by_id == origin.person_id and held.number == told.number:
        return
    check_step(Step.ISSUE, held.state, WAYS[Step.ISSUE].permissions)
    check_signer(origin.person_id, hands_in(session, held))
    if held.digest != digest:
        raise Refused("Bản trình vừa thay đổi. Xem lại bản mới rồi ban hành.")
    check_issued_day(told.issued_on, held.last_on)
    if number_taken(session, held, told.number, told.issued_on):
        raise Refused("Số này đã dùng cho báo cáo khác trong năm. Xem lại sổ văn bản đi.", field="number")
    held.number, held.issued_on = told.number, told.issued_on
    held.issued_by_id, held.issued_at = origin.person_id, clock.now()
    held.signer, held.signer_title = told.signer, told.title
    held.collective, held.in_place_of = told.collective, told.in_place_of
    if told.scan is not None:
        _keep(held, told.scan)
    held.state = State.ISSUED
    record(session, origin, Act.REPORT_ISSUED, unit_id=held.unit_id, report=held.id, digest=held.digest)
    session.flush()


def attach(session: Session, origin: Origin, report: Report, scan: Scan) -> None:
    """Keep the signed paper of an issued report; another takes its place until the report is sent."""
    held = hold(session, report)
    check_step(Step.ATTACH, held.state, WAYS[Step.ATTACH].permissions)
    if signed_file(session, held) == scan.body:
        return
    _keep(held, scan)
    record(session, origin, Act.REPORT_SIGNED, unit_id=held.unit_id, report=held.id)
    session.flush()


def _keep(held: Report, scan: Scan) -> None:
    held.file_name, held.file_type, held.file = scan.name, scan.type, scan.body
