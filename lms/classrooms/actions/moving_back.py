"""Undoing a yearly move: everything as it was, but for those who have gone elsewhere since."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.actions.bands import put_bands_back
from lms.classrooms.actions.classes import archive, reopen
from lms.classrooms.actions.seats import end_seat
from lms.classrooms.models.rosters import Seat, YearMove
from lms.classrooms.queries.classes import SEATED, class_of
from lms.classrooms.rules.kinds import SeatEnd
from lms.errors import Refused
from lms.people.actions.caring import move as move_membership
from lms.people.actions.posts import take_back
from lms.people.models import Membership, Person
from lms.units.actions import hold_tree
from lms.units.models import UnitVersion

UNDONE_WITHIN = timedelta(days=30)


def undo_move(session: Session, origin: Origin, school: UnitVersion, move: YearMove) -> None:
    """Put everything back as it was before a move; whoever has meanwhile been seated elsewhere stays there.

    What was learnt since stays learnt. Raises Refused after 30 days. Twice is once.
    """
    hold_tree(session)
    session.refresh(move, with_for_update=True)
    if move.undone_at is not None:
        return
    if clock.now() - move.made_at > UNDONE_WITHIN:
        raise Refused("Đã quá %(days)s ngày nên không bỏ được nữa. Sửa từng em ở trang của lớp.",
                      days=UNDONE_WITHIN.days)  # fmt: skip
    done = move.plan
    _seats_back(session, origin, move)
    put_bands_back(session, origin, school.unit_id, done["bands"])
    _leavers_back(session, origin, school, done["left"])
    for post_id in done["posts"]:
        take_back(session, origin, post_id)
    for room_id in done["archived"]:
        reopen(session, origin, class_of(session, room_id))
    for room_id in done["made"]:
        archive(session, origin, class_of(session, room_id))
    move.undone_at, move.undone_by_id = clock.now(), origin.person_id
    record(session, origin, Act.YEAR_UNDONE, unit_id=school.unit_id, year=move.from_year + 1, move=move.id)
    session.flush()


def _seats_back(session: Session, origin: Origin, move: YearMove) -> None:
    """End the places that the move gave, and open those again that it ended, of those who sit nowhere now."""
    for seat in session.scalars(select(Seat).where(Seat.year_move_id == move.id, SEATED)).all():
        end_seat(session, origin, class_of(session, seat.classroom_id), seat, SeatEnd.MISTAKE)
    query = select(Seat).where(Seat.id.in_(move.plan["ended"]), Seat.to_on.is_not(None))
    ended = session.scalars(query).all()
    sitting = set(session.scalars(select(Seat.person_id).where(Seat.person_id.in_([one.person_id for one in ended]),
                                                               SEATED)))  # fmt: skip
    for seat in ended:
        if seat.person_id not in sitting:
            seat.to_on = seat.ended_as = None
    session.flush()


def _leavers_back(session: Session, origin: Origin, school: UnitVersion, left: Iterable[tuple[int, int]]) -> None:
    """Count those who left at the school again, unless another school has taken them in."""
    for person_id, membership_id in left:
        membership = session.get(Membership, membership_id)
        if membership is not None and membership.to_on is None and membership.unit_id is None:
            move_membership(session, origin, session.get_one(Person, person_id), membership, school.unit_id)
