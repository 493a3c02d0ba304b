"""Lessons held with a class: the one that goes on, who came, who is at a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select
from sqlalchemy.orm import Session, aliased, joinedload

from lms.classrooms.models.lessons import LessonPeriod, PeriodVisit
from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.queries.classes import SEATED
from lms.classrooms.queries.pupils import LARGEST_ID
from lms.errors import NotFound
from lms.people.models import Person, SignIn
from lms.people.queries.finding import LIVING

_GOES_ON = and_(LessonPeriod.closed_at.is_(None), LessonPeriod.ends_at > bindparam("at"))
_IN_USE = and_(Classroom.id == LessonPeriod.classroom_id, Classroom.archived_at.is_(None))

NOW = select(LessonPeriod).join(Classroom, _IN_USE).where(LessonPeriod.classroom_id == bindparam("room"), _GOES_ON)
AT_SCREEN = (
    select(Person.id, Person.name, Person.given_name, Person.stopped_at, SignIn.epoch)
    .join(Seat, and_(Seat.person_id == Person.id, SEATED))
    .join(LessonPeriod, LessonPeriod.classroom_id == Seat.classroom_id)
    .join(Classroom, _IN_USE)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(LessonPeriod.id == bindparam("period"), _GOES_ON, LIVING)
    .where(Person.id.in_(bindparam("people", expanding=True)))
)
"""Built once: the second is asked with every request of a lesson's sessions."""

_beside = aliased(Person)


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody of a class at a screen of its lesson."""

    id: int
    name: str
    given_name: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """A pupil who came to a lesson; `beside` is the name of whoever they share a screen with, or None."""

    visit: PeriodVisit
    person: Person
    beside: str | None


def period_now(session: Session, classroom_id: int, at: datetime) -> LessonPeriod | None:
    """The lesson that a class is having at a moment; None between lessons, and for an archived class. One query."""
    return session.scalar(NOW, {"room": classroom_id, "at": at})


def period_by_id(session: Session, period_id: int) -> LessonPeriod | None:
    """A lesson, over or not; None for one that is not there."""
    return session.get(LessonPeriod, period_id)


def who_is_at(
    session: Session | Connection, period_id: int, kept: Sequence[tuple[int, int]], at: datetime
) -> list[Here]:
    """Who of those at a screen, (person, epoch), is in the lesson still, in the order given. One query.

    Nobody when the lesson is over or its class archived. Left out: whoever no longer sits in the class, or has been
    signed out everywhere; of a second one also whoever wishes that nothing more be recorded.
    """
    asked = {"period": period_id, "people": [person for person, _ in kept] or [0], "at": at}
    rows = {row.id: row for row in session.execute(AT_SCREEN, asked)}
    there = [rows[person] for person, epoch in kept if person in rows and rows[person].epoch == epoch]
    return [Here(row.id, row.name, row.given_name) for n, row in enumerate(there) if n == 0 or row.stopped_at is None]


def pupil_in(session: Session, classroom_id: int, person_id: int) -> Person:
    """Somebody who sits in a class, with their sign-in. Raises NotFound, for test accounts too. One query."""
    if person_id > LARGEST_ID:
        raise NotFound
    seated = select(Seat.id).where(Seat.person_id == Person.id, Seat.classroom_id == classroom_id, SEATED).exists()
    query = select(Person).options(joinedload(Person.sign_in)).where(Person.id == person_id, seated, LIVING)
    found = session.scalar(query.where(Person.is_test.is_(False)))
    if found is None:
        raise NotFound
    return found


def living_among(session: Session, ids: Sequence[int]) -> list[Person]:
    """Those of some people who are not erased or merged, in the order given. One query."""
    found = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(ids), LIVING))}
    return [found[one] for one in ids if one in found]


def visitors_of(session: Session, period_id: int) -> list[Visitor]:
    """Who came to a lesson, the first first; those since erased or merged are left out. One query."""
    query = (
        select(PeriodVisit, Person, _beside.name)
        .join(Person, Person.id == PeriodVisit.person_id)
        .outerjoin(_beside, _beside.id == PeriodVisit.beside_id)
        .where(PeriodVisit.period_id == period_id, LIVING)
        .order_by(PeriodVisit.at, PeriodVisit.id)
    )
    return [Visitor(*row) for row in session.execute(query)]


def came_to(session: Session, period_id: int) -> set[int]:
    """Who has come to a lesson and not left it. One query."""
    query = select(PeriodVisit.person_id).where(PeriodVisit.period_id == period_id, PeriodVisit.left_at.is_(None))
    return set(session.scalars(query))
