"""Counting somebody anew from what is held of them: after a merger, its undo, and when they go on after stopping."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt, ObservedTask
from lms.assessments.rules.kinds import AttemptState
from lms.confirmations.actions.counting import with_confirmed
from lms.confirmations.queries.results import valid_confirmations
from lms.learning.models import LessonDone
from lms.people.models import Person, SignIn
from lms.people.queries.accounts import open_memberships
from lms.tally.actions import restate
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage, Standing


def settle(session: Session, person: Person) -> None:
    """Restate a person in every audience they belong to now, and take them out of those they do not.

    Nobody who has stopped, was merged or erased, and no account marked as a test, is counted anywhere.
    """
    if person.is_test or person.stopped_at or person.merged_into_id or person.erased_at:
        leave_count(session, person.id)
        return
    stage, held = _stage(session, person.id), valid_confirmations(session, person.id)
    counted = set()
    for membership in open_memberships(session, person.id):
        audience = membership.audience
        base = Standing(audience, membership.unit_id, stage, person.birth_year, person.sex)
        restate(session, person.id, audience, with_confirmed(base, audience, held))
        counted.add(str(audience))
    _leave(session, person.id, but=counted)


def leave_count(session: Session, person_id: int) -> None:
    """Take a person out of every count: one row of −1 for each. Closed figures keep what they said."""
    _leave(session, person_id, but=set())


def _leave(session: Session, person_id: int, *, but: set[str]) -> None:
    query = select(PersonStanding.audience).where(PersonStanding.person_id == person_id)
    for audience in sorted(set(session.scalars(query)) - but):
        restate(session, person_id, audience, None)


def _stage(session: Session, person_id: int) -> Stage:
    """How far somebody has come without any confirmation."""
    learnt = (
        select(LessonDone.id).where(LessonDone.person_id == person_id),
        select(Attempt.id).where(Attempt.person_id == person_id, Attempt.state == AttemptState.FINISHED),
        select(ObservedTask.id).where(ObservedTask.person_id == person_id),
    )
    if any(session.scalar(query.limit(1)) is not None for query in learnt):
        return Stage.LEARNING
    able = select(SignIn.id).where(SignIn.person_id == person_id, SignIn.secret_hash.is_not(None))
    return Stage.REGISTERED if session.scalar(able) is not None else Stage.LISTED
