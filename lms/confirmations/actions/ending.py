"""Taking a confirmation back, and somebody saying that it is not theirs."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.counting import recount
from lms.confirmations.actions.issuing import hold
from lms.confirmations.models import Confirmation, NotMe, ProofResult
from lms.confirmations.rules.kinds import SUPERSEDING, Reason, State


def revoke(session: Session, origin: Origin, confirmation: Confirmation, reason: Reason) -> None:
    """Take a valid confirmation back, with the results it stood on: else the next result would bring it again.

    One that has ended already stays as it is. Raises ValueError for a reason that goes with a successor.
    """
    if reason in SUPERSEDING:
        raise ValueError(reason)
    person = hold(session, confirmation.person_id)
    session.refresh(confirmation)
    if confirmation.state is not State.VALID:
        return
    at = clock.now()
    sources = {skill["source"] for skill in confirmation.skills if skill["source"]}
    session.execute(
        update(ProofResult)
        .where(ProofResult.person_id == person.id, ProofResult.source.in_(sources), ProofResult.annulled_at.is_(None))
        .values(annulled_at=at)
    )
    confirmation.state, confirmation.ended_at, confirmation.end_reason = State.REVOKED, at, reason
    act, serial = Act.CONFIRMATION_REVOKED, confirmation.serial
    record(session, origin, act, subject_person_id=person.id, serial=serial, why=reason.value)
    session.flush()
    recount(session, person, confirmation.counts_for)


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
