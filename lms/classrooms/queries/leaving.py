"""Somebody who sits in a class or did until lately, and where they could go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from lms import clock
from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.known_pupils import PUPILS
from lms.classrooms.queries.pupils import LARGEST_ID
from lms.classrooms.rules.kinds import SeatEnd
from lms.errors import NotFound
from lms.people.models import Membership, Person
from lms.people.queries.finding import LIVING
from lms.skills.rules import Audience
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT

SHOWN_FOR = timedelta(days=30)
"""How long somebody who has left is still shown to those who keep the class: the code to hand over, the way back."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """A person and their latest place in a class."""

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

    @property
    def gone(self) -> bool:
        """Whether that place has ended."""
        return self.seat.to_on is not None


def leaver_at(session: Session, code: str, person: int) -> Leaver:
    """Somebody who sits in the class of a code, or left it within 30 days. Raises NotFound. Two queries."""
    here = class_at(session, code)
    if person > LARGEST_ID:
        raise NotFound
    query = (
        select(Seat, Person)
        .join(Person, Person.id == Seat.person_id)
        .options(joinedload(Person.sign_in))
        .where(Seat.classroom_id == here.room.id, Seat.person_id == person, LIVING, Person.is_test.is_(False))
        .where(or_(Seat.to_on.is_(None), Seat.to_on > clock.today() - SHOWN_FOR))
        .order_by(Seat.to_on.is_not(None), Seat.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return Leaver(here, *row)


def other_classes(session: Session, here: ClassAt) -> Sequence[tuple[Classroom, str]]:
    """The other classes of the school in use, of the same school year or a later one, with their names. One query."""
    query = (
        select(Classroom, UnitVersion.name)
        .join(UnitVersion, (UnitVersion.unit_id == Classroom.unit_id) & CURRENT)
        .where(Classroom.school_id == here.room.school_id, Classroom.id != here.room.id)
        .where(Classroom.archived_at.is_(None), Classroom.school_year >= here.room.school_year)
        .order_by(Classroom.school_year, Classroom.grade, Classroom.key)
    )
    return [(room, name) for room, name in session.execute(query)]


def seat_before(session: Session, seat: Seat, school_id: int) -> Seat | None:
    """The place at the same school, in a class in use, that somebody was moved from into this one; None for none."""
    query = (
        select(Seat)
        .join(Classroom, Classroom.id == Seat.classroom_id)
        .where(Seat.person_id == seat.person_id, Seat.id < seat.id, Seat.ended_as == SeatEnd.MOVED)
        .where(Classroom.school_id == school_id, Classroom.archived_at.is_(None), Seat.to_on >= seat.from_on)
        .order_by(Seat.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def was_there_before(session: Session, seat: Seat, school_id: int) -> bool:
    """Whether somebody belonged to a school as a pupil, or sat in one of its classes, before a place was theirs."""
    sat = select(Seat.id).join(Classroom, Classroom.id == Seat.classroom_id)
    sat = sat.where(Seat.person_id == seat.person_id, Seat.id < seat.id, Classroom.school_id == school_id)
    belonged = select(Membership.id).where(
        Membership.person_id == seat.person_id, Membership.unit_id == school_id, Membership.audience.in_(PUPILS),
        Membership.from_on < seat.from_on,
    )  # fmt: skip
    return any(session.scalar(query.limit(1)) is not None for query in (sat, belonged))


def memberships_of(session: Session, person_id: int, audiences: Sequence[Audience]) -> Sequence[Membership]:
    """Where somebody belongs now, for some audiences. One query."""
    query = select(Membership).where(
        Membership.person_id == person_id, Membership.to_on.is_(None), Membership.audience.in_(audiences)
    )
    return session.scalars(query.execution_options(populate_existing=True)).all()
