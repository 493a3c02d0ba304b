"""The pupils of a class: those who sit in it now, in the order of its list. Teachers and test accounts never."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.classrooms.models.rosters import Seat
from lms.classrooms.queries.classes import SEATED, ClassAt, class_at
from lms.errors import NotFound
from lms.people.models import Person
from lms.people.queries.finding import LIVING

LARGEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody who sits in a class now, with their sign-in loaded; `place` counts the list from 1."""

    seat: Seat
    person: Person
    place: int

    @property
    def number(self) -> int:
        """The school's own number (STT), else the place in the list."""
        return self.seat.number or self.place


@dataclass(frozen=True, slots=True)
class PupilAt:
    """A pupil whom an address names, and the class."""

    here: ClassAt
    seat: Seat
    person: Person

    @property
    def path(self) -> str:
        """The class's place in the tree."""
        return self.here.path

    @property
    def house(self) -> str:
        """The school's place in the tree."""
        return self.here.house


def pupils_of(session: Session, classroom_id: int) -> Sequence[Pupil]:
    """Who sits in a class now: by the school's numbers, those without by given name as Vietnamese lists are. One query.

    Whoever is erased or merged is gone from it; test accounts are never there.
    """
    query = (
        select(Seat, Person)
        .join(Person, Person.id == Seat.person_id)
        .options(joinedload(Person.sign_in))
        .where(Seat.classroom_id == classroom_id, SEATED, LIVING, Person.is_test.is_(False))
        .order_by(Seat.number.is_(None), Seat.number, Person.sort_key, Person.id)
    )
    return [Pupil(seat, person, place) for place, (seat, person) in enumerate(session.execute(query), start=1)]


def pupil_at(session: Session, code: str, person: int) -> PupilAt:
    """Somebody who sits in the class of a code now. Raises NotFound. Two queries."""
    here = class_at(session, code)
    if person > LARGEST_ID:
        raise NotFound
    query = (
        select(Seat, Person)
        .join(Person, Person.id == Seat.person_id)
        .options(joinedload(Person.sign_in))
        .where(Seat.classroom_id == here.room.id, SEATED, LIVING, Seat.person_id == person)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return PupilAt(here, *row)


def seat_now(session: Session, person_id: int) -> Seat | None:
    """Where somebody sits now, or None. One query."""
    return session.scalar(select(Seat).where(Seat.person_id == person_id, SEATED))
