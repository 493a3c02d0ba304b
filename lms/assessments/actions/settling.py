"""What settling a paper and settling a check have in common."""

from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.adapters import kept_score
from lms.assessments.models import Attempt
from lms.assessments.queries.sittings import paper_evidence
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.papers import Score
from lms.skills.rules import Evidence


def finish(attempt: Attempt, worth: Score) -> None:
    """Write what an attempt was worth; from now on nothing of it changes."""
    attempt.finished_at = clock.now()
    attempt.state = AttemptState.FINISHED
    attempt.share, attempt.passed, attempt.outcome = worth.whole.share, worth.passed, kept_score(worth)


def lent_to(session: Session, attempt: Attempt) -> Evidence:
    """How it is known who answered: by themselves, unless it belongs to a sitting and they were seen there."""
    if attempt.sitting_id is None or attempt.finished_at is None:
        return Evidence.SELF
    begun, ended = attempt.started_at, attempt.finished_at
    return paper_evidence(session, attempt.sitting_id, attempt.person_id, begun, ended)
