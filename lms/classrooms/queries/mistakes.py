"""What a class gets wrong in practice and quizzes, and which skills its papers show to be weak."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessments.adapters import read_score
from lms.assessments.models import Attempt
from lms.assessments.queries.results import MOST_LESSONS
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.queries.quizzes import questions_in
from lms.classrooms.rules.mistakes import First, Missed, WeakSkill, first_answer, missed
from lms.content.rules.library import Lesson, Library
from lms.learning.models import PracticeAnswer, PracticeRound
from lms.questions.rules import Question
from lms.skills.rules import CompletionRule


def missed_in_lessons(
    session: Session, person_ids: Collection[int], library: Library, lessons: Collection[str] | None
) -> list[Missed]:
    """The practice questions that most pupils got wrong at first, of some lessons or (None) of all. One query.

    Questions that are no longer asked are left out; what was chosen in an older wording is counted, never told.
    """
    query = (
        select(
            PracticeAnswer.question, PracticeAnswer.question_version, PracticeAnswer.first_given,
            PracticeAnswer.tries, PracticeAnswer.right_at,
        )
        .join(PracticeRound, PracticeRound.id == PracticeAnswer.round_id)
        .where(PracticeRound.person_id.in_(person_ids))
    )  # fmt: skip
    if lessons is not None:
        query = query.where(PracticeRound.lesson.in_(lessons))
    told: dict[Question, list[First]] = defaultdict(list)
    for code, version, given, tries, right_at in session.execute(query):
        question = library.question(code)
        if question is not None:
            kept = given if version == question.version else None
            told[question].append(first_answer(question, kept, right_at_once=tries == 1 and right_at is not None))
    titles = {question: lesson for question in told if (lesson := library.lesson(question.lesson)) is not None}
    return missed((question, titles[question].title, titles[question].address, told[question]) for question in titles)


def missed_in_quizzes(session: Session, person_ids: Collection[int], school_id: int) -> list[Missed]:
    """The questions of the school's own quizzes that most pupils got wrong the first time. Two queries."""
    query = select(QuizTry.quiz_id, QuizTry.answers).where(QuizTry.person_id.in_(person_ids), QuizTry.number == 1)
    tries: dict[int, list[Mapping[str, Mapping[str, Sequence[int]]]]] = defaultdict(list)
    for quiz_id, answers in session.execute(query):
        tries[quiz_id].append(answers)
    if not tries:
        return []
    quizzes = session.scalars(select(Quiz).where(Quiz.id.in_(tries), Quiz.school_id == school_id)).all()
    return missed(
        (question, quiz.title, "", _firsts(question, tries[quiz.id]))
        for quiz in quizzes
        for question in questions_in(quiz)
    )


def _firsts(question: Question, tries: Iterable[Mapping[str, Mapping[str, Sequence[int]]]]) -> list[First]:
    told = [answers[question.code] for answers in tries if question.code in answers]
    return [first_answer(question, one.get("given"), right_at_once=bool(one.get("right"))) for one in told]


def weak_skills(
    session: Session, person_ids: Collection[int], rule: CompletionRule, library: Library
) -> list[WeakSkill]:
    """The skills that most pupils were not sure of in the last paper they handed in, with lessons for each. One query.

    Skills and lessons, never an item (design §5).
    """
    query = (
        select(Attempt.person_id, Attempt.outcome)
        .where(
            Attempt.person_id.in_(person_ids), Attempt.audience == rule.audience,
            Attempt.kind == AttemptKind.PAPER, Attempt.state == AttemptState.FINISHED,
        )
        .order_by(Attempt.finished_at, Attempt.id)
    )  # fmt: skip
    last = {person_id: outcome for person_id, outcome in session.execute(query) if outcome is not None}
    told: dict[str, list[bool]] = defaultdict(list)
    for outcome in last.values():
        for part in read_score(outcome).skills:
            told[part.code].append(part.reaches(rule.pass_mark))
    found = [
        WeakSkill(_named(code, library), sure.count(False), len(sure), _lessons(code, rule, library))
        for code, sure in told.items()
        if not all(sure)
    ]
    return sorted(found, key=lambda one: (-one.unsure, one.asked, one.name))


def _named(code: str, library: Library) -> str:
    skill = library.skill(code)
    return (skill.plain or skill.name) if skill is not None else code


def _lessons(code: str, rule: CompletionRule, library: Library) -> tuple[Lesson, ...]:
    return library.lessons_for(rule.audience, code)[:MOST_LESSONS]
