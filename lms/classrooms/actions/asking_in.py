"""Asking to be let into a class, with its code: for the teacher to answer."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.models.rosters import JoinRequest
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.pupils import seat_now
from lms.classrooms.rules.lessons import MOST_WAITING, REQUESTS, WRONG_CLASS_CODES
from lms.errors import Refused
from lms.people.actions.limits import charge

LONGEST_ONCE_KEY = 60


def ask_in(
    session: Session, here: ClassAt, *, name: str, birth_year: int, once: str, person_id: int | None = None
) -> JoinRequest:
    """A request to be let into a class, for its teacher; one not answered yet by the same pupil stays the one.

    `name` has been cleaned. `person_id`: whoever is signed in; else whoever has this name and year. Raises Refused for
    an archived class, for somebody who sits in it, and while too many wait.
    """
    check_in_use(here)
    key = f"vao-lop:{here.room.id}:{once[:LONGEST_ONCE_KEY]}"
    known = session.scalar(select(JoinRequest).where(JoinRequest.once_key == key))
    if known is not None:
        return known
    if person_id is not None and (seat := seat_now(session, person_id)) and seat.classroom_id == here.room.id:
        raise Refused("Em đã có tên trong lớp này rồi.")
    waiting = select(JoinRequest).where(JoinRequest.classroom_id == here.room.id, JoinRequest.settled_at.is_(None))
    same = JoinRequest.person_id == person_id
    if person_id is None:
        same = JoinRequest.person_id.is_(None) & (JoinRequest.name == name) & (JoinRequest.birth_year == birth_year)
    if (asked := session.scalar(waiting.where(same).order_by(JoinRequest.id).limit(1))) is not None:
        return asked
    if (session.scalar(select(func.count()).select_from(waiting.subquery())) or 0) >= MOST_WAITING:
        raise Refused("Lớp này đang có nhiều em chờ quá. Em nói với thầy cô, rồi thử lại sau nhé.")
    request = JoinRequest(classroom_id=here.room.id, person_id=person_id, name=name, birth_year=birth_year,
                          asked_at=clock.now(), once_key=key)  # fmt: skip
    try:
        with session.begin_nested():
            session.add(request)
    except IntegrityError:
        return session.scalars(select(JoinRequest).where(JoinRequest.once_key == key)).one()
    return request


def count_request(session: Session, classroom_id: int, network: str, at: datetime) -> timedelta | None:
    """Count a request from a network for a class. Runs aside. Returns how long to wait, with nothing counted."""
    return charge(session, [(f"join-class:{classroom_id}:{network}", REQUESTS)], at)


def key_of_codes(network: str) -> str:
    """Under which class codes are counted that a network tried and no class has."""
    return f"class-codes:{network}"


def count_wrong_code(session: Session, network: str, at: datetime) -> timedelta | None:
    """Count a class code that no class has. Runs aside. Returns how long to wait, with nothing counted."""
    return charge(session, [(key_of_codes(network), WRONG_CLASS_CODES)], at)
