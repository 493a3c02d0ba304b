"""What a person tried and was asked before: how long to pause, and what a new paper or check should leave out."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.drawing import RECENT_PAPERS
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.rules.papers import Try
from lms.skills.rules import Audience

PAPERS_REMEMBERED = 12
"""How many of a person's last papers of an audience a new one looks back on."""

_attempt, _item = (one.metadata.tables[one.__tablename__].c for one in (Attempt, AttemptItem))
TRIES = (
    select(_attempt.audience, _attempt.uid, _attempt.finished_at, _attempt.passed)
    .where(
        _attempt.person_id == bindparam("person_id"),
        _attempt.state == AttemptState.FINISHED,
        _attempt.kind == AttemptKind.PAPER,
    )
    .order_by(_attempt.finished_at.desc(), _attempt.id.desc())
)


def tries_of(session: Session, person_id: int) -> Mapping[Audience, Sequence[Try]]:
    """The papers a person has handed in, by audience, the last first; neither annulled ones nor checks. One query."""
    found: dict[Audience, list[Try]] = {}
    for audience, uid, finished_at, passed in session.execute(TRIES, {"person_id": person_id}):
        if finished_at is not None:  # it never is: a constraint holds
            found.setdefault(audience, []).append(Try(finished_at, bool(passed), uid))
    return found


_last = (
    select(_attempt.id, func.row_number().over(order_by=_attempt.id.desc()).label("age"))
    .where(
        _attempt.person_id == bindparam("person_id"),
        _attempt.audience == bindparam("audience"),
        _attempt.kind == bindparam("kind"),
    )
    .order_by(_attempt.id.desc())
    .limit(PAPERS_REMEMBERED)
    .subquery()
)
AGES = (
    select(_item.question, func.min(_last.c.age).label("age"))
    .join(_last, _last.c.id == _item.attempt_id)
    .group_by(_item.question)
)


def ages_of(session: Session | Connection, person_id: int, audience: Audience) -> Mapping[str, int]:
    """The questions a person was asked for an audience, by code: how many papers ago, 1 for the last. One query."""
    return _ages(session, person_id, audience, AttemptKind.PAPER)


def asked_lately(session: Session, person_id: int, audience: Audience) -> set[str]:
    """The questions of a person's last two papers and last two checks: a check asks others if it can. Two queries."""
    ages = [_ages(session, person_id, audience, kind) for kind in AttemptKind]
    return {question for found in ages for question, age in found.items() if age <= RECENT_PAPERS}


def _ages(session: Session | Connection, person_id: int, audience: Audience, kind: AttemptKind) -> Mapping[str, int]:
    rows = session.execute(AGES, {"person_id": person_id, "audience": audience, "kind": kind})
    return {row.question: row.age for row in rows}
