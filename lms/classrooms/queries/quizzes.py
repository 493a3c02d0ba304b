"""Finding the questions that a school's teachers brought, and pupils' tries at them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer

from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.queries.classes import SEATED, school_at
from lms.errors import NotFound
from lms.people.rules import codes
from lms.questions.adapters.bodies import question_of
from lms.questions.rules import Question
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT


@dataclass(frozen=True, slots=True)
class QuizAt:
    """A quiz that an address names, and its school."""

    quiz: Quiz
    school: UnitVersion

    @property
    def path(self) -> str:
        """The school's place in the tree: what a guard asks about."""
        return self.school.path

    @property
    def archived(self) -> bool:
        """Whether nobody begins it any more."""
        return self.quiz.archived_at is not None


def quiz_at(session: Session, code: str, uid: str) -> QuizAt:
    """The quiz of a school. Raises NotFound, for another school's as well. Two queries."""
    school = school_at(session, code)
    quiz = quiz_by_uid(session, uid)
    if quiz.school_id != school.unit_id:
        raise NotFound
    return QuizAt(quiz, school)


def quiz_with_school(session: Session, uid: str) -> QuizAt:
    """The quiz that a pupil's address names. Raises NotFound. Two queries."""
    quiz = quiz_by_uid(session, uid)
    school = session.scalar(select(UnitVersion).where(UnitVersion.unit_id == quiz.school_id, CURRENT))
    if school is None:
        raise NotFound
    return QuizAt(quiz, school)


def quizzes_of(session: Session, school_id: int) -> Sequence[Quiz]:
    """A school's quizzes that are not archived, the newest first. One query, their questions read when asked for."""
    return session.scalars(_listed(school_id).where(Quiz.archived_at.is_(None))).all()


def archived_of(session: Session, school_id: int) -> Sequence[Quiz]:
    """Those that were put away, the newest first. One query."""
    return session.scalars(_listed(school_id).where(Quiz.archived_at.is_not(None))).all()


def quiz_by_uid(session: Session, uid: str) -> Quiz:
    """The quiz that an address names, archived or not. Raises NotFound. One query."""
    found = session.scalar(select(Quiz).where(Quiz.uid == codes.folded(uid)))
    if found is None:
        raise NotFound
    return found


def questions_in(quiz: Quiz) -> tuple[Question, ...]:
    """The questions as they were brought, in the teacher's order; `code` names each within its quiz (`c1`, `c2`…)."""
    return tuple(question_of(body) for body in quiz.questions)


def best_tries(
    session: Session, quiz_ids: Collection[int], person_ids: Collection[int]
) -> Mapping[tuple[int, int], QuizTry]:
    """By (quiz, person): the finished try with most right answers, the first such; else the open one. One query."""
    query = select(QuizTry).where(QuizTry.quiz_id.in_(quiz_ids), QuizTry.person_id.in_(person_ids))
    best: dict[tuple[int, int], QuizTry] = {}
    for row in session.scalars(query.order_by(QuizTry.id)):
        key = (row.quiz_id, row.person_id)
        if key not in best or _worth(row) > _worth(best[key]):
            best[key] = row
    return best


def tries_of(session: Session, quiz_id: int, person_id: int) -> Sequence[QuizTry]:
    """Somebody's tries at a quiz, the first first. One query."""
    query = select(QuizTry).where(QuizTry.quiz_id == quiz_id, QuizTry.person_id == person_id)
    return session.scalars(query.order_by(QuizTry.number)).all()


def grades_at(session: Session, school_id: int, person_ids: Collection[int]) -> Mapping[int, int]:
    """The grade in which each of these people sits at a school now; whoever sits elsewhere is left out. One query."""
    query = select(Seat.person_id, Classroom.grade).join(Classroom, Classroom.id == Seat.classroom_id)
    query = query.where(Seat.person_id.in_(person_ids), SEATED, Classroom.school_id == school_id)
    return dict(session.execute(query).all())


def question_counts(session: Session, quiz_ids: Collection[int]) -> Mapping[int, int]:
    """How many questions each quiz has, counted by the database. One query."""
    query = select(Quiz.id, func.json_array_length(Quiz.questions)).where(Quiz.id.in_(quiz_ids))
    return dict(session.execute(query).all())


def people_who_tried(session: Session, quiz_ids: Collection[int]) -> Mapping[int, int]:
    """How many people have begun each quiz; one that nobody began is left out. One query."""
    query = select(QuizTry.quiz_id, func.count(QuizTry.person_id.distinct())).where(QuizTry.quiz_id.in_(quiz_ids))
    return dict(session.execute(query.group_by(QuizTry.quiz_id)).all())


def _listed(school_id: int) -> Select[Quiz]:
    query = select(Quiz).where(Quiz.school_id == school_id).options(defer(Quiz.left_out), defer(Quiz.questions))
    return query.order_by(Quiz.made_at.desc(), Quiz.id.desc())


def _worth(row: QuizTry) -> tuple[bool, int]:
    return row.finished_at is not None, row.right_count
