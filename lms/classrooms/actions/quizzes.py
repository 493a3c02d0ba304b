"""Keeping the questions that a school's teachers brought, and what pupils answer to them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.rules.quizzes import new_seed
from lms.errors import Refused
from lms.people.models import Person
from lms.people.rules import codes
from lms.questions.adapters.bodies import body_of
from lms.questions.adapters.brought import packed_left_out, taken_from, unpacked
from lms.questions.rules import Question
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft

UID_LETTERS = 8


def keep_quiz(session: Session, origin: Origin, draft: ImportDraft) -> str:
    """Make the quiz that a draft holds, with what its owner chose, and return its uid: applying twice is applying once.

    Raises Refused when no question of it has a right answer.
    """
    if not begin_applying(session, draft):
        return str((draft.outcome or {})["quiz"])
    chosen = draft.choices
    questions, left_out = taken_from(unpacked(draft.rows), chosen.get("keys", {}), chosen.get("dropped", ()))
    if not questions:
        raise Refused("Chưa có câu nào để lưu. Chọn đáp án cho ít nhất một câu.")
    quiz = Quiz(
        uid=_unused_uid(session), school_id=draft.unit_id, title=chosen["title"], made_at=clock.now(),
        questions=[body_of(one) for one in questions], left_out=[packed_left_out(one) for one in left_out],
        made_by_id=draft.owner_id, once_key=f"draft:{draft.uid}",
    )  # fmt: skip
    session.add(quiz)
    session.flush()
    record(session, origin, Act.QUIZ_BROUGHT, unit_id=quiz.school_id, quiz=quiz.uid, questions=len(questions))
    end_applying(session, draft, {"quiz": quiz.uid})
    return quiz.uid


def archive_quiz(session: Session, origin: Origin, quiz: Quiz, *, archived: bool) -> None:
    """Put a quiz away, or take it out again: nobody begins it any more, whoever has begun goes on. Twice is once."""
    if (quiz.archived_at is not None) is archived:
        return
    quiz.archived_at = clock.now() if archived else None
    record(session, origin, Act.QUIZ_ARCHIVED, unit_id=quiz.school_id, quiz=quiz.uid, archived=archived)
    session.flush()


def begin_try(session: Session, quiz: Quiz, person_ids: Sequence[int], number: int) -> None:
    """Begin the `number`-th try of the first of these people, and one for whoever sits beside, in the same order.

    Whoever has an open try goes on with it; sending the form again begins nothing. Raises Refused for a quiz put away.
    """
    _hold(session, person_ids)
    held = _last_tries(session, quiz, person_ids)
    first = held.get(person_ids[0])
    if first is not None and (first.finished_at is None or first.number >= number):
        return
    if quiz.archived_at is not None:
        raise Refused("Thầy cô đã cất bài này, không bắt đầu thêm được.")
    seed = new_seed()
    for person_id in person_ids:
        _begin(session, quiz, person_id, held.get(person_id), seed)
    session.flush()


def answer_try(
    session: Session,
    quiz: Quiz,
    person_ids: Sequence[int],
    number: int,
    question: Question,
    *,
    given: tuple[int, ...],
    shown: tuple[int, ...],
    right: bool,
) -> None:
    """Keep an answer in the first person's try, unless that question has one: the first given counts.

    Whoever sits beside has it too, in a try of their own. An answer to a try that is not there, or over, is not kept.
    """
    _hold(session, person_ids)
    held = _last_tries(session, quiz, person_ids)
    mine = held.get(person_ids[0])
    if mine is None or mine.number != number or question.code in mine.answers:
        return
    answer = {"given": list(given), "shown": list(shown), "seed": mine.seed, "right": right}
    for person_id in person_ids:
        row = _begin(session, quiz, person_id, held.get(person_id), mine.seed)
        _keep(row, question.code, answer)
    session.flush()


def _keep(row: QuizTry, code: str, answer: Mapping[str, Any]) -> None:
    if code in row.answers:
        return
    row.answers = {**row.answers, code: dict(answer)}
    row.right_count += bool(answer["right"])
    if len(row.answers) == row.total:
        row.finished_at = clock.now()


def _begin(session: Session, quiz: Quiz, person_id: int, last: QuizTry | None, seed: int) -> QuizTry:
    """The open try of a person, a new one where there is none."""
    if last is not None and last.finished_at is None:
        return last
    number = last.number + 1 if last is not None else 1
    row = QuizTry(quiz_id=quiz.id, person_id=person_id, number=number, seed=seed, answers={}, right_count=0,
                  total=len(quiz.questions), started_at=clock.now())  # fmt: skip
    session.add(row)
    return row


def _hold(session: Session, person_ids: Collection[int]) -> None:
    """Have two taps of one person wait for each other; always in one order, for two at one screen."""
    session.execute(select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update())


def _last_tries(session: Session, quiz: Quiz, person_ids: Collection[int]) -> dict[int, QuizTry]:
    query = select(QuizTry).where(QuizTry.quiz_id == quiz.id, QuizTry.person_id.in_(person_ids))
    fresh = query.order_by(QuizTry.number).execution_options(populate_existing=True)
    return {row.person_id: row for row in session.scalars(fresh)}


def _unused_uid(session: Session) -> str:
    """An address that no quiz has; the first draw nearly always is."""
    while True:
        uid = codes.new_code(UID_LETTERS)
        if session.scalar(select(Quiz.id).where(Quiz.uid == uid)) is None:
            return uid
