"""Lessons that are closed for somebody: what they teach was shown on a paper, or seen done."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms.assessments.adapters import read_score, read_snapshot
from lms.assessments.models import Attempt
from lms.assessments.rules.closing import Settled, closed_by, shown_on
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.confirmations.queries.results import proved_skills
from lms.content.rules.library import Library

_attempt = Attempt.metadata.tables[Attempt.__tablename__].c
SETTLED = select(_attempt.audience, _attempt.rule, _attempt.outcome).where(
    _attempt.person_id == bindparam("person_id"),
    _attempt.state == AttemptState.FINISHED,
    _attempt.kind == AttemptKind.PAPER,
)


def closed_lessons(session: Session, person_id: int, library: Library) -> frozenset[str]:
    """The codes of the lessons that somebody need not learn any more, learnt or not. Two queries."""
    shown = set(proved_skills(session, person_id))
    for row in session.execute(SETTLED, {"person_id": person_id}):
        if row.outcome:  # it always is kept with a settled paper, but no column says so
            shown |= shown_on(Settled(row.audience, read_snapshot(row.rule), read_score(row.outcome)))
    return closed_by(shown, library.book.lessons)
