"""Taking pupils into a class, and ending their place in it. What they learnt goes with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record, record_many
from lms.audit.rules import Act
from lms.classrooms.models.rosters import Seat
from lms.classrooms.queries.classes import SEATED, ClassAt
from lms.classrooms.rules.kinds import SeatEnd
from lms.people.models import Person


@dataclass(frozen=True, slots=True)
class Seating:
    """What became of people taken into a class: newly in, there already, moved here from another class."""

    new: int
    there: int
    moved: int


def seat_people(
    session: Session,
    origin: Origin,
    here: ClassAt,
    numbers: Mapping[int, int | None],
    *,
    leaving_as: SeatEnd = SeatEnd.MOVED,
    year_move_id: int | None = None,
) -> Seating:
    """Take people (by id, each with the school's number or None) into a class.

    Whoever sits there stays, with the number given; whoever sits in another class is moved, and that place ends as
    `leaving_as`. A few statements whatever their number; the people's rows are held, so that two lists at once wait.
    """
    if not numbers:
        return Seating(0, 0, 0)
    session.execute(select(Person.id).where(Person.id.in_(numbers)).order_by(Person.id).with_for_update())
    query = select(Seat).where(Seat.person_id.in_(numbers), SEATED).execution_options(populate_existing=True)
    sitting = {seat.person_id: seat for seat in session.scalars(query)}
    there = {one for one, seat in sitting.items() if seat.classroom_id == here.room.id}
    for person_id, seat in sitting.items():
        if person_id in there:
            seat.number = numbers[person_id] or seat.number
        else:
            _end(seat, leaving_as)
    session.flush()
    new = [one for one in numbers if one not in there]
    _sit_down(session, origin, here, {one: numbers[one] for one in new}, year_move_id)
    moved = len(sitting) - len(there)
    return Seating(len(new) - moved, len(there), moved)


def _sit_down(
    session: Session, origin: Origin, here: ClassAt, numbers: Mapping[int, int | None], year_move_id: int | None
) -> None:
    rows = [
        {"classroom_id": here.room.id, "person_id": one, "number": number, "from_on": clock.today(),
         "year_move_id": year_move_id}
        for one, number in numbers.items()
    ]  # fmt: skip
    if rows:
        session.execute(insert(Seat), rows)
        record_many(session, origin, Act.SEAT_TAKEN, [(one, here.unit.unit_id) for one in numbers])


def end_seat(session: Session, origin: Origin, here: ClassAt, seat: Seat, ended_as: SeatEnd) -> None:
    """End somebody's place in a class today; one that has ended stays as it is."""
    session.refresh(seat, with_for_update=True)
    if seat.to_on is not None:
        return
    _end(seat, ended_as)
    told = {"ended_as": ended_as.value}
    record(session, origin, Act.SEAT_ENDED, subject_person_id=seat.person_id, unit_id=here.unit.unit_id, **told)
    session.flush()


def _end(seat: Seat, ended_as: SeatEnd) -> None:
    seat.to_on, seat.ended_as = max(clock.today(), seat.from_on), ended_as
