"""Somebody saying that a confirmation is not theirs, and whoever has a post over it settling that."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.ending import revoke
from lms.confirmations.actions.issuing import hold
from lms.confirmations.models import Confirmation, NotMe
from lms.confirmations.queries.doubts import reports_on
from lms.confirmations.rules.doubts import REVOKING
from lms.confirmations.rules.kinds import Reason, State
from lms.errors import Refused


def not_me(session: Session, origin: Origin, confirmation: Confirmation) -> None:
    """Note that somebody says a confirmation is not theirs; from one network once, until it has been looked at."""
    query = select(NotMe.id).where(
        NotMe.confirmation_id == confirmation.id, NotMe.network == origin.network, NotMe.settled_at.is_(None)
    )
    if session.scalar(query.limit(1)) is not None:
        return
    session.add(NotMe(confirmation_id=confirmation.id, at=clock.now(), network=origin.network))
    act, serial = Act.CONFIRMATION_DOUBTED, confirmation.serial
    record(session, origin, act, subject_person_id=confirmation.person_id, serial=serial)
    session.flush()


def clear(session: Session, origin: Origin, confirmation: Confirmation) -> int:
    """Settle the open reports on a confirmation and on those it took the place of: looked at, and right.

    Returns how many there were; sent twice the second finds none, and is not on record.
    """
    hold(session, confirmation.person_id)
    settled = _settle(session, origin, confirmation)
    if settled:
        act, about = Act.CONFIRMATION_CLEARED, confirmation.person_id
        record(session, origin, act, subject_person_id=about, serial=confirmation.serial, reports=settled)
        session.flush()
    return settled


def revoke_by_hand(session: Session, origin: Origin, confirmation: Confirmation, reason: Reason) -> None:
    """Take a confirmation back for one of the reasons a person may give, and settle what was reported of it.

    One that has ended stays as it is, and reports on one that has a successor wait. Raises Refused for another reason.
    """
    if reason not in REVOKING:
        raise Refused("Chọn một lý do trong danh sách.", field="reason")
    revoke(session, origin, confirmation, reason)
    if confirmation.state is State.REVOKED:
        _settle(session, origin, confirmation)


def _settle(session: Session, origin: Origin, confirmation: Confirmation) -> int:
    waiting = [report for report, _ in reports_on(session, confirmation) if report.settled_at is None]
    for report in waiting:
        report.settled_at, report.settled_by_id = clock.now(), origin.person_id
    session.flush()
    return len(waiting)
