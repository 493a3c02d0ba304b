"""Holding a lesson: opening it, putting its end off, closing it; and who comes to it."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.models.lessons import LessonPeriod, PeriodVisit
from lms.classrooms.models.rosters import Classroom
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.lessons import period_now
from lms.classrooms.rules.lessons import goes_on, length_of, prolonged_end
from lms.errors import Forbidden

LONGEST_ONCE_KEY = 80


def open_lesson(session: Session, origin: Origin, here: ClassAt, *, minutes: int, once: str) -> LessonPeriod:
    """Begin a lesson with a class; the one that it is having, or that the same form began, stays the one.

    One whose time is over is closed at that time. Raises Forbidden for nobody in particular, Refused for an archived
    class and for a length that is not offered.
    """
    if origin.person_id is None:
        raise Forbidden
    check_in_use(here)
    length, at, key = length_of(minutes), clock.now(), f"{origin.person_id}:{once[:LONGEST_ONCE_KEY]}"
    session.execute(select(Classroom.id).where(Classroom.id == here.room.id).with_for_update())
    same = select(LessonPeriod).where(LessonPeriod.once_key == key, LessonPeriod.classroom_id == here.room.id)
    known = session.scalar(same) or period_now(session, here.room.id, at)
    if known is not None:
        return known
    _close_expired(session, here.room.id, at)
    period = LessonPeriod(classroom_id=here.room.id, opened_by_id=origin.person_id, opened_at=at, ends_at=at + length,
                          once_key=key)  # fmt: skip
    session.add(period)
    session.flush()
    record(session, origin, Act.LESSON_OPENED, unit_id=here.unit.unit_id, lesson=period.id, minutes=minutes)
    return period


def prolong(session: Session, origin: Origin, here: ClassAt, seen_end: int) -> None:
    """Let the lesson that goes on end a quarter of an hour later; when none does, nothing happens.

    Sent twice is once: `seen_end` (seconds since 1970) is the end that whoever pressed had before them.

    Raises Refused when it is as long as it may be.
    """
    period = _held(session, here)
    if period is None or int(period.ends_at.timestamp()) != seen_end:
        return
    period.ends_at = prolonged_end(period)
    record(session, origin, Act.LESSON_PROLONGED, unit_id=here.unit.unit_id, lesson=period.id)
    session.flush()


def close(session: Session, origin: Origin, here: ClassAt) -> None:
    """End the lesson that goes on; when none does, nothing happens."""
    period = _held(session, here)
    if period is None:
        return
    period.closed_at = clock.now()
    record(session, origin, Act.LESSON_CLOSED, unit_id=here.unit.unit_id, lesson=period.id)
    session.flush()


def come(session: Session, period_id: int, person_id: int, *, beside_id: int | None = None) -> None:
    """Note that somebody is at a lesson, alone or beside another; whoever came before is there again. Twice is once."""
    at = clock.now()
    query = select(PeriodVisit).where(PeriodVisit.period_id == period_id, PeriodVisit.person_id == person_id)
    visit = session.scalar(query.with_for_update())
    if visit is None:
        try:
            with session.begin_nested():
                session.add(PeriodVisit(period_id=period_id, person_id=person_id, beside_id=beside_id, at=at))
            return
        except IntegrityError:
            visit = session.scalars(query.with_for_update()).one()
    visit.beside_id, visit.left_at = beside_id, None
    session.flush()


def leave(session: Session, period_id: int, *people: int) -> None:
    """Note that people have left a lesson, for whoever came to it and has not left."""
    query = update(PeriodVisit).where(PeriodVisit.period_id == period_id, PeriodVisit.person_id.in_(people))
    session.execute(query.where(PeriodVisit.left_at.is_(None)).values(left_at=clock.now()))


def _held(session: Session, here: ClassAt) -> LessonPeriod | None:
    """The lesson that goes on, held against others who prolong or close it."""
    period = period_now(session, here.room.id, clock.now())
    if period is not None:
        session.refresh(period, with_for_update=True)
    return period if period is not None and goes_on(period, clock.now()) else None


def _close_expired(session: Session, classroom_id: int, at: datetime) -> None:
    expired = update(LessonPeriod).where(LessonPeriod.classroom_id == classroom_id, LessonPeriod.closed_at.is_(None))
    session.execute(expired.where(LessonPeriod.ends_at <= at).values(closed_at=LessonPeriod.ends_at))
