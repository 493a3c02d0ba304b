"""What pupils have done since a lesson began: lessons learnt, questions right, quizzes finished, where they are now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has done since a moment. `at`: the lesson practised last, or None.

    `right` counts the questions of the rounds that are kept: one per lesson, the last.
    """

    lessons: tuple[str, ...] = ()
    right: int = 0
    quizzes: tuple[str, ...] = ()
    at: str | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.lessons or self.right or self.quizzes)


def done_since(session: Session, person_ids: Collection[int], since: datetime) -> Mapping[int, Done]:
    """What each of some people has done since a moment. Three queries; none for nobody."""
    if not person_ids:
        return {}
    lessons, quizzes = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    right, at = defaultdict[int, int](int), dict[int, str]()
    learnt = select(LessonDone.person_id, LessonDone.lesson).where(LessonDone.person_id.in_(person_ids))
    for person_id, lesson in session.execute(learnt.where(LessonDone.at >= since).order_by(LessonDone.at)):
        lessons[person_id].append(lesson)
    for person_id, lesson, count in session.execute(_rounds(person_ids, since)):
        right[person_id], at[person_id] = right[person_id] + count, lesson
    finished = select(QuizTry.person_id, Quiz.title).join(Quiz, Quiz.id == QuizTry.quiz_id)
    finished = finished.where(QuizTry.person_id.in_(person_ids), QuizTry.finished_at >= since)
    for person_id, title in session.execute(finished.order_by(QuizTry.finished_at)):
        quizzes[person_id].append(title)
    return {one: Done(tuple(lessons[one]), right[one], tuple(quizzes[one]), at.get(one)) for one in person_ids}


def _rounds(person_ids: Collection[int], since: datetime) -> Select[int, str, int]:
    """Rounds touched since then, the last touched last, with how many questions were answered right since."""
    answered = and_(PracticeAnswer.round_id == PracticeRound.id, PracticeAnswer.right_at >= since)
    return (
        select(PracticeRound.person_id, PracticeRound.lesson, func.count(PracticeAnswer.id))
        .outerjoin(PracticeAnswer, answered)
        .where(PracticeRound.person_id.in_(person_ids), PracticeRound.touched_at >= since)
        .group_by(PracticeRound.id)
        .order_by(PracticeRound.touched_at)
    )
