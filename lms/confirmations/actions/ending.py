"""Taking a confirmation back, alone or with results that it stands on."""

from collections.abc import Collection

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.counting import recount
from lms.confirmations.actions.issuing import hold
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.kinds import SUPERSEDING, Reason, State
from lms.people.models import Person


def revoke(session: Session, origin: Origin, confirmation: Confirmation, reason: Reason) -> None:
    """Take a valid confirmation back, with the results it stood on: else the next result would bring it again.

    Of a result that a check raised both go, the raised one and the one it was raised from. A confirmation that has
    ended already stays as it is. Raises ValueError for a reason that goes with a successor.
    """
    if reason in SUPERSEDING:
        raise ValueError(reason)
    person = hold(session, confirmation.person_id)
    session.refresh(confirmation)
    if confirmation.state is not State.VALID:
        return
    stood_on = {skill["source"] for skill in confirmation.skills if skill["source"]}
    own = select(ProofResult.rests_on).where(ProofResult.person_id == person.id, ProofResult.source.in_(stood_on))
    annul_results(session, person.id, stood_on | {one for one in session.scalars(own) if one})
    end(session, origin, person, confirmation, reason)


def take_back(session: Session, origin: Origin, person_id: int, source: str) -> None:
    """Have the results of a source, and all that was raised from them, count for nothing.

    A valid confirmation that stands on any of them is revoked.
    """
    gone = annul_results(session, hold(session, person_id).id, {source})
    for held in valid_confirmations(session, person_id):
        if stands_on(held, gone):
            revoke(session, origin, held, Reason.RESULTS_ANNULLED)


def annul_results(session: Session, person_id: int, sources: Collection[str]) -> set[tuple[str, str]]:
    """Have a person's results of some sources, and what was raised from them, count for nothing.

    Returns the (source, skill) of all of these, also of those annulled before.
    """
    of_these = or_(ProofResult.source.in_(sources), ProofResult.rests_on.in_(sources))
    query = select(ProofResult.source, ProofResult.skill).where(ProofResult.person_id == person_id, of_these)
    gone = {(row.source, row.skill) for row in session.execute(query)}
    live = update(ProofResult).where(ProofResult.person_id == person_id, of_these, ProofResult.annulled_at.is_(None))
    session.execute(live.values(annulled_at=clock.now()))
    return gone


def stands_on(confirmation: Confirmation, results: Collection[tuple[str, str]]) -> bool:
    """Whether a confirmation stands on any of some results, each told by (source, skill)."""
    return any((skill["source"], skill["code"]) in results for skill in confirmation.skills)


def end(session: Session, origin: Origin, person: Person, confirmation: Confirmation, reason: Reason) -> None:
    """Write that a valid confirmation is revoked, and count its owner anew; the caller holds the person's row."""
    confirmation.state, confirmation.ended_at, confirmation.end_reason = State.REVOKED, clock.now(), reason
    act, serial = Act.CONFIRMATION_REVOKED, confirmation.serial
    record(session, origin, act, subject_person_id=person.id, serial=serial, why=reason.value)
    session.flush()
    recount(session, person, confirmation.counts_for, valid_confirmations(session, person.id))
