"""What settling a paper and settling a check have in common."""

from datetime import datetime

from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.adapters import kept_score
from lms.assessments.models import Attempt
from lms.assessments.queries.lending import paper_evidence
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.papers import Score
from lms.assessments.rules.sittings import least
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
    begun, ended = begun_here(attempt, attempt.finished_at), attempt.finished_at
    lent = paper_evidence(session, attempt.sitting_id, attempt.person_id, begun, ended)
    return least(attempt.carried, lent)


def begun_here(attempt: Attempt, at: datetime) -> datetime:
    """From when what was done until `at` is the sitting's to attest: of a paper of several parts its last part only.

    That one was begun by the opener of the sitting it is in (`resume`).
    """
    return attempt.started_at if attempt.carried is None else at
