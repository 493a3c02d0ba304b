"""What a person learnt, practised and was assessed in, for their own copy: results by skill, never an item."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lms.assessments.adapters import read_score
from lms.assessments.models import Attempt, ObservedTask, Sitting, SittingPresence
from lms.confirmations.models import ProofResult
from lms.content.rules.library import Library
from lms.learning.models import LessonDone, PracticeRound

Part = list[dict[str, Any]]


def lessons(session: Session, ids: Sequence[int], library: Library) -> Part:
    """Lessons learnt, by code and today's title (None for one that is gone)."""
    query = select(LessonDone).where(LessonDone.person_id.in_(ids)).order_by(LessonDone.at)
    return [
        {
            "lesson": one.lesson,
            "title": _title(library, one.lesson),
            "at": one.at,
            "signed_out_before": one.on_device_before,
        }
        for one in session.scalars(query)
    ]


def practice(session: Session, ids: Sequence[int], library: Library) -> Part:
    """Rounds of practice under way: which questions were tried how often, the first answer, when right."""
    query = select(PracticeRound).options(selectinload(PracticeRound.answers)).where(PracticeRound.person_id.in_(ids))
    return [
        {
            "lesson": one.lesson,
            "title": _title(library, one.lesson),
            "touched_at": one.touched_at,
            "questions": [
                {"question": a.question, "tries": a.tries, "first_given": a.first_given, "right_at": a.right_at}
                for a in one.answers
            ],
        }
        for one in session.scalars(query.order_by(PracticeRound.id))
    ]


def attempts(session: Session, ids: Sequence[int], library: Library) -> Part:
    """Papers and short checks: when, how they ended, how many right in each skill."""
    query = select(Attempt).where(Attempt.person_id.in_(ids)).order_by(Attempt.started_at)
    return [
        {
            "kind": one.kind,
            "audience": one.audience,
            "framework": one.framework,
            "started_at": one.started_at,
            "finished_at": one.finished_at,
            "state": one.state,
            "annulled_why": one.annulled_why,
            "share": one.share,
            "passed": one.passed,
            "evidence": one.evidence,
            "in_a_sitting": one.sitting_id is not None,
            "read_aloud": one.read_aloud,
            "skills": _skills(one, library),
        }
        for one in session.scalars(query)
    ]


def observed(session: Session, ids: Sequence[int]) -> Part:
    """Sittings the person was at, and how many tasks were seen done there."""
    tasks = select(ObservedTask.sitting_id).where(ObservedTask.person_id.in_(ids))
    seen = list(session.scalars(tasks))
    query = (
        select(SittingPresence, Sitting.place)
        .join(Sitting, Sitting.id == SittingPresence.sitting_id)
        .where(SittingPresence.person_id.in_(ids))
        .order_by(SittingPresence.joined_at)
    )
    return [
        {
            "place": place,
            "joined_at": one.joined_at,
            "presence": one.state,
            "known_by": one.known_by,
            "tasks_seen": seen.count(one.sitting_id),
        }
        for one, place in session.execute(query)
    ]


def results(session: Session, ids: Sequence[int], library: Library) -> Part:
    """What proved or did not prove each skill."""
    query = select(ProofResult).where(ProofResult.person_id.in_(ids)).order_by(ProofResult.at, ProofResult.id)
    return [
        {
            "audience": one.audience,
            "framework": one.framework,
            "skill": one.skill,
            "name": _name(library, one.skill),
            "proof": one.proof,
            "passed": one.passed,
            "share": one.share,
            "evidence": one.evidence,
            "at": one.at,
            "annulled_at": one.annulled_at,
        }
        for one in session.scalars(query)
    ]


def _skills(attempt: Attempt, library: Library) -> Part:
    score = read_score(attempt.outcome) if attempt.outcome is not None else None
    return [
        {"skill": part.code, "name": _name(library, part.code), "right": part.right, "of": part.total}
        for part in (score.skills if score else ())
    ]


def _title(library: Library, code: str) -> str | None:
    lesson = library.lesson(code)
    return lesson.title if lesson else None


def _name(library: Library, code: str) -> str | None:
    skill = library.skill(code)
    return skill.name if skill else None
