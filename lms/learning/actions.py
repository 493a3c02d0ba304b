"""Practising and learning, for somebody signed in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.content.rules.library import Lesson, Library
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound
from lms.learning.queries import as_round, round_of
from lms.learning.rules import Progress, Round, Turn
from lms.people.models import Person
from lms.questions.rules import Question
from lms.tally.actions import advance
from lms.tally.rules import Stage


def answer(
    session: Session,
    person_id: int,
    lesson: Lesson,
    turn: Turn,
    question: Question,
    *,
    given: Sequence[int],
    right: bool,
) -> Round:
    """Note one answer given in practice; the round it belongs to becomes the one under way.

    `given` is the answer by the places of the question as written; the first one in a round is kept. Sending the same
    answer again only counts one try more. A round answered whole makes the lesson learnt.
    """
    at = clock.now()
    _hold(session, person_id)
    row = _round_for(session, person_id, lesson.code, turn, at)
    held = next((one for one in row.answers if one.question == question.code), None)
    if held is None:
        held = PracticeAnswer(
            question=question.code, question_version=question.version, tries=1, first_given=list(given)
        )
        row.answers.append(held)
    else:
        held.tries, held.question_version = held.tries + 1, question.version
    if right and held.right_at is None:
        held.right_at = at
    session.flush()
    now = as_round(row)
    if now.is_whole(lesson):
        _learn(session, person_id, lesson, at)
    return now


def take_over(session: Session, person_id: int, progress: Progress, library: Library) -> int:
    """Give a person what was learnt signed out on a device, after they said it was theirs; returns lessons added.

    Lessons that are gone are left out; what the person has already stays as it is.
    """
    _hold(session, person_id)
    added = 0
    for code in progress.done:
        lesson = library.lesson(code)
        if lesson is not None:
            added += _learn(session, person_id, lesson, clock.now(), on_device_before=True)
    return added


def _hold(session: Session, person_id: int) -> None:
    """Have two taps of one person wait for each other; on SQLite the transaction itself does."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def _round_for(session: Session, person_id: int, lesson: str, turn: Turn, at: datetime) -> PracticeRound:
    row = round_of(session, person_id, lesson)
    if row is None:
        row = PracticeRound(person_id=person_id, lesson=lesson, base=turn.base, number=turn.number, touched_at=at)
        session.add(row)
    elif (row.base, row.number) != (turn.base, turn.number):
        row.base, row.number = turn.base, turn.number
        row.answers.clear()
    row.touched_at = at
    session.flush()
    return row


def _learn(session: Session, person_id: int, lesson: Lesson, at: datetime, *, on_device_before: bool = False) -> int:
    """Note a lesson as learnt, once; returns 1 when it is new. The round that did it is over."""
    query = select(LessonDone.id).where(LessonDone.person_id == person_id, LessonDone.lesson == lesson.code)
    if session.scalar(query) is not None:
        return 0
    session.add(
        LessonDone(
            person_id=person_id,
            lesson=lesson.code,
            lesson_version=lesson.version,
            at=at,
            on_device_before=on_device_before,
        )
    )
    session.flush()
    advance(session, person_id, Stage.REGISTERED, Stage.LEARNING)
    return 1
