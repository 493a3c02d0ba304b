"""Leave to show a child's confirmations outside the school: given by representative and child, and withdrawn."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.issuing import hold
from lms.confirmations.models import ChildConsent
from lms.errors import Refused


def record_consent(
    session: Session,
    origin: Origin,
    person_id: int,
    *,
    representative: str,
    document: str,
    given_on: date,
    child_agreed: bool,
    child_may_follow: bool = False,
) -> ChildConsent:
    """Note both consents as they stand on a paper; a later one takes the place of the one before, the same stays.

    `child_may_follow`: the representative's alone is kept too. It opens nothing until the child has agreed as well.
    Raises Refused when the child has not agreed, something is left empty, the day is still to come, or somebody
    records it for themselves.
    """
    _check(representative, document, given_on, child_agreed=child_agreed or child_may_follow)
    if origin.person_id is None or origin.person_id == person_id:
        raise Refused("Không tự ghi đồng ý cho chính mình được.")
    said = {
        "representative": " ".join(representative.split())[:120],
        "document": " ".join(document.split())[:200],
        "given_on": given_on,
        "child_agreed": child_agreed,
    }
    hold(session, person_id)
    held = _held(session, person_id)
    if held is not None and all(getattr(held, name) == value for name, value in said.items()):
        return held
    _end(session, person_id)
    consent = ChildConsent(person_id=person_id, recorded_by_id=origin.person_id, at=clock.now(), **said)
    session.add(consent)
    record(session, origin, Act.CONSENT_RECORDED, subject_person_id=person_id, child=child_agreed)
    session.flush()
    return consent


def record_child(session: Session, origin: Origin, person_id: int) -> ChildConsent:
    """Note that a child has agreed too, whose representative did before; one that stands whole stays as it is.

    Raises Refused when there is no paper of a representative, or somebody records it for themselves.
    """
    hold(session, person_id)
    held = _held(session, person_id)
    if held is None:
        raise Refused("Chưa có giấy đồng ý của người đại diện. Ghi giấy trước, rồi ghi lời em.")
    return record_consent(
        session,
        origin,
        person_id,
        representative=held.representative,
        document=held.document,
        given_on=held.given_on,
        child_agreed=True,
    )


def withdraw_consent(session: Session, origin: Origin, person_id: int) -> bool:
    """Take the leave back: from now on the serial is answered like an unknown one. False when there was none."""
    hold(session, person_id)
    ended = _end(session, person_id)
    if ended:
        record(session, origin, Act.CONSENT_WITHDRAWN, subject_person_id=person_id)
        session.flush()
    return ended


def _check(representative: str, document: str, given_on: date, *, child_agreed: bool) -> None:
    """Raises Refused, beside its field, for what is missing or cannot be."""
    if not child_agreed:
        raise Refused("Em chưa đồng ý thì chưa ghi được. Hỏi em trước.", field="child_agreed")
    if not representative.strip():
        raise Refused("Gõ họ tên người đại diện đã đồng ý.", field="representative")
    if not document.strip():
        raise Refused("Ghi giấy đồng ý nào, ví dụ: phiếu ngày 12/11, cất ở văn phòng trường.", field="document")
    if given_on > clock.today():
        raise Refused("Ngày đồng ý không thể sau hôm nay.", field="given_on")


def _held(session: Session, person_id: int) -> ChildConsent | None:
    """What is on record and not withdrawn, read anew."""
    query = select(ChildConsent).where(ChildConsent.person_id == person_id, ChildConsent.withdrawn_at.is_(None))
    return session.scalar(query.execution_options(populate_existing=True))


def _end(session: Session, person_id: int) -> bool:
    query = select(ChildConsent).where(ChildConsent.person_id == person_id, ChildConsent.withdrawn_at.is_(None))
    rows = session.scalars(query).all()
    for row in rows:
        row.withdrawn_at = clock.now()
    session.flush()
    return bool(rows)
