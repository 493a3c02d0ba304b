"""What a person tried and was asked before: how long to pause, and what a new paper should leave out."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.papers import Try
from lms.skills.rules import Audience

PAPERS_REMEMBERED = 12
"""How many of a person's last papers of an audience a new one looks back on."""

TRIES = (
    select(Attempt.audience, Attempt.uid, Attempt.finished_at, Attempt.passed)
    .where(Attempt.person_id == bindparam("person_id"), Attempt.state == AttemptState.FINISHED)
    .order_by(Attempt.finished_at.desc(), Attempt.id.desc())
)


def tries_of(session: Session, person_id: int) -> Mapping[Audience, Sequence[Try]]:
    """The papers a person has handed in, by audience, the last first; annulled ones do not count. One query."""
    found: dict[Audience, list[Try]] = {}
    for audience, uid, finished_at, passed in session.execute(TRIES, {"person_id": person_id}):
        if finished_at is not None:  # it never is: a constraint holds
            found.setdefault(audience, []).append(Try(finished_at, bool(passed), uid))
    return found


_last = (
    select(Attempt.id, func.row_number().over(order_by=Attempt.id.desc()).label("age"))
    .where(Attempt.person_id == bindparam("person_id"), Attempt.audience == bindparam("audience"))
    .order_by(Attempt.id.desc())
    .limit(PAPERS_REMEMBERED)
    .subquery()
)
AGES = (
    select(AttemptItem.question, func.min(_last.c.age).label("age"))
    .join(_last, _last.c.id == AttemptItem.attempt_id)
    .group_by(AttemptItem.question)
)


def ages_of(session: Session, person_id: int, audience: Audience) -> Mapping[str, int]:
    """The questions a person was asked for an audience, by code: how many papers ago, 1 for the last. One query."""
    rows = session.execute(AGES, {"person_id": person_id, "audience": audience})
    return {row.question: row.age for row in rows}
