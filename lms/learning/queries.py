"""What a person has learnt so far."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lms import clock
from lms.learning.models import LessonDone, PracticeRound
from lms.learning.rules import Progress, Round, Turn


def progress_of(session: Session, person_id: int) -> Progress:
    """Lessons learnt and rounds under way, the last touched last. Three queries, however many there are."""
    done = session.scalars(select(LessonDone).where(LessonDone.person_id == person_id).order_by(LessonDone.at))
    return Progress(
        {row.lesson: clock.day_of(row.at) for row in done},
        {row.lesson: as_round(row) for row in _rounds(session, person_id)},
    )


def round_of(session: Session, person_id: int, lesson: str) -> PracticeRound | None:
    """A person's round under way in a lesson, with its answers."""
    return session.scalar(
        select(PracticeRound)
        .options(selectinload(PracticeRound.answers))
        .where(PracticeRound.person_id == person_id, PracticeRound.lesson == lesson)
    )


def as_round(row: PracticeRound) -> Round:
    """The row as a plain value."""
    right = frozenset(answer.question for answer in row.answers if answer.right_at is not None)
    return Round(Turn(row.base, row.number), right)


def _rounds(session: Session, person_id: int) -> list[PracticeRound]:
    query = (
        select(PracticeRound)
        .options(selectinload(PracticeRound.answers))
        .where(PracticeRound.person_id == person_id)
        .order_by(PracticeRound.touched_at)
    )
    return list(session.scalars(query))
