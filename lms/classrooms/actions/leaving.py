"""Ending a pupil's place in a class: to another class or school, out of school, or a mistake; and the way back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.actions.seats import end_seat
from lms.classrooms.actions.taking_in import hold_school, seat_person
from lms.classrooms.models.rosters import Seat
from lms.classrooms.queries.classes import SEATED, ClassAt, class_of
from lms.classrooms.queries.known_pupils import PUPILS
from lms.classrooms.queries.leaving import memberships_of, other_classes, seat_before, was_there_before
from lms.classrooms.rules.kinds import SeatEnd
from lms.errors import Refused
from lms.people.actions.caring import move as move_membership
from lms.people.actions.registering_for import give_card
from lms.people.models import Person

AWAY = (SeatEnd.TRANSFERRED, SeatEnd.LEFT)
"""The ends after which somebody is no longer counted at the school."""


def move_to(session: Session, origin: Origin, here: ClassAt, person: Person, to: str) -> ClassAt:
    """Move a pupil to another class of the school, by its number as text; returns that class. Twice is once.

    Raises Refused, beside field `to`, for a class that is not one of those to choose from.
    """
    hold_school(session, here.room.school_id)
    open_to = {str(room.id): room.id for room, _ in other_classes(session, here)}
    if to not in open_to:
        raise Refused("Chọn lớp mà em chuyển sang.", field="to")
    there = class_of(session, open_to[to])
    seat_person(session, origin, there, person)
    return there


def leave(session: Session, origin: Origin, here: ClassAt, person: Person, ended_as: SeatEnd) -> None:
    """End a pupil's place in a class; one that has ended stays as it is.

    Whoever goes to another school or leaves school is no longer counted at this one; whoever goes to another school
    gets a learner code to be taken in by. After a mistake the place that they were moved from is theirs again; whoever
    came to the school by that mistake is no longer counted there.
    """
    hold_school(session, here.room.school_id)
    query = select(Seat).where(Seat.classroom_id == here.room.id, Seat.person_id == person.id, SEATED)
    seat = session.scalar(query.with_for_update())
    if seat is None:
        return
    end_seat(session, origin, here, seat, ended_as)
    back = seat_before(session, seat, here.room.school_id) if ended_as is SeatEnd.MISTAKE else None
    if back is not None:
        back.to_on = back.ended_as = None
        room = class_of(session, back.classroom_id)
        record(session, origin, Act.SEAT_TAKEN, subject_person_id=person.id, unit_id=room.unit.unit_id)
        session.flush()
        return
    if ended_as in AWAY or not was_there_before(session, seat, here.room.school_id):
        for membership in memberships_of(session, person.id, PUPILS):
            if membership.unit_id == here.room.school_id:
                move_membership(session, origin, person, membership, None)
    if ended_as is SeatEnd.TRANSFERRED:
        give_card(session, origin, person)


def come_back(session: Session, origin: Origin, here: ClassAt, person: Person) -> None:
    """Undo the end of somebody's place: they sit in the class again. Twice is once.

    Raises Refused for an archived class, and when another school has taken them in.
    """
    check_in_use(here)
    hold_school(session, here.room.school_id)
    seat_person(session, origin, here, person)
