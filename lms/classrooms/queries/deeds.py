"""What pupils have done, as far as work set for them asks: a few selects, however many pupils and pieces of work."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.rules.kinds import WorkKind
from lms.classrooms.rules.standing import Deeds, Go, Held
from lms.classrooms.rules.things import Thing
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound

Goes = dict[tuple[int, WorkKind, str], tuple[Go, ...]]


def deeds_of(session: Session, person_ids: Collection[int], things: Iterable[Thing]) -> Deeds:
    """What these people have done of these things. At most four queries; none for nobody or nothing."""
    told = list(things)
    lessons = {code for one in told for code in one.lessons}
    audiences = {one.target for one in told if one.kind is WorkKind.PAPER}
    quizzes = {one.target for one in told if one.kind is WorkKind.QUIZ}
    if not person_ids:
        return Deeds()
    return Deeds(
        _learnt(session, person_ids, lessons) if lessons else {},
        _rounds(session, person_ids, lessons) if lessons else {},
        {
            **(_papers(session, person_ids, audiences) if audiences else {}),
            **(_quizzes(session, person_ids, quizzes) if quizzes else {}),
        },
    )


def _learnt(session: Session, person_ids: Collection[int], lessons: Collection[str]) -> dict[tuple[int, str], date]:
    query = select(LessonDone.person_id, LessonDone.lesson, LessonDone.at).where(
        LessonDone.person_id.in_(person_ids), LessonDone.lesson.in_(lessons)
    )
    return {(person_id, lesson): clock.day_of(at) for person_id, lesson, at in session.execute(query)}


def _rounds(session: Session, person_ids: Collection[int], lessons: Collection[str]) -> dict[tuple[int, str], Held]:
    not_right = func.max(case((PracticeAnswer.right_at.is_(None), PracticeAnswer.tries), else_=0))
    query = (
        select(PracticeRound.person_id, PracticeRound.lesson, PracticeRound.touched_at, not_right)
        .join(PracticeAnswer, PracticeAnswer.round_id == PracticeRound.id)
        .where(PracticeRound.person_id.in_(person_ids), PracticeRound.lesson.in_(lessons))
        .group_by(PracticeRound.id)
    )
    return {(who, lesson): Held(clock.day_of(at), int(tries)) for who, lesson, at, tries in session.execute(query)}


def _papers(session: Session, person_ids: Collection[int], audiences: Collection[str]) -> Goes:
    query = (
        select(
            Attempt.person_id, Attempt.audience, Attempt.uid, Attempt.started_at, Attempt.finished_at, Attempt.passed,
            func.max(AttemptItem.saved_at).label("saved_at"),
        )
        .outerjoin(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(
            Attempt.person_id.in_(person_ids), Attempt.audience.in_(audiences),
            Attempt.kind == AttemptKind.PAPER, Attempt.state != AttemptState.ANNULLED,
        )
        .group_by(Attempt.id)
    )  # fmt: skip
    found: dict[tuple[int, WorkKind, str], list[Go]] = defaultdict(list)
    for row in session.execute(query):
        finished = clock.day_of(row.finished_at) if row.finished_at else None
        go = Go(row.uid, clock.day_of(row.saved_at or row.started_at), finished, bool(row.passed))
        found[row.person_id, WorkKind.PAPER, row.audience.value].append(go)
    return {key: tuple(goes) for key, goes in found.items()}


def _quizzes(session: Session, person_ids: Collection[int], uids: Collection[str]) -> Goes:
    query = (
        select(QuizTry.person_id, Quiz.uid, QuizTry.started_at, QuizTry.finished_at, QuizTry.right_count, QuizTry.total)
        .join(Quiz, Quiz.id == QuizTry.quiz_id)
        .where(QuizTry.person_id.in_(person_ids), Quiz.uid.in_(uids))
    )
    found: dict[tuple[int, WorkKind, str], list[Go]] = defaultdict(list)
    for row in session.execute(query):
        finished = clock.day_of(row.finished_at) if row.finished_at else None
        go = Go(row.uid, clock.day_of(row.started_at), finished, row.right_count == row.total)
        found[row.person_id, WorkKind.QUIZ, row.uid].append(go)
    return {key: tuple(goes) for key, goes in found.items()}
