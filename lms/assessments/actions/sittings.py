"""Opening, prolonging and closing a sitting, and joining it with its code."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Held, Origin
from lms.assessments.models import Attempt, Sitting, SittingPresence
from lms.assessments.queries.sittings import SittingAt, presence_of
from lms.assessments.rules.kinds import AttemptState, Presence
from lms.assessments.rules.sittings import (
    HOURS,
    LONGEST,
    MORE,
    WRONG_CODES,
    WRONG_CODES_OF_A_NETWORK,
    check_open,
    is_open,
    may_open_at,
    new_code,
)
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, Refused
from lms.people.actions.limits import charge, take_back

LONGEST_ONCE_KEY = 80
LONGEST_PLACE = 120


def open_sitting(
    session: Session, origin: Origin, posts: Sequence[Held], unit_id: int, *, place: str, hours: int, once: str
) -> Sitting:
    """A new sitting at the unit of a post, or the one that the same form opened: sending twice is opening once.

    Raises Forbidden at another unit, Refused without a place or for a length that is not offered.
    """
    if origin.person_id is None or not any(may_open_at(post) and post.unit_id == unit_id for post in posts):
        raise Forbidden
    return put_up(session, origin, origin.person_id, unit_id, place=place, hours=hours, once=once)


def put_up(
    session: Session, origin: Origin, opener_id: int, unit_id: int, *, place: str, hours: int, once: str
) -> Sitting:
    """A new sitting, or the one that the same form opened; whoever calls has asked whether it may be opened there.

    Raises Refused without a place or for a length that is not offered.
    """
    said = _checked(place, hours)
    key = f"{opener_id}:{once[:LONGEST_ONCE_KEY]}"
    same = select(Sitting).where(Sitting.once_key == key)
    if (known := session.scalar(same)) is not None:
        return known
    at = clock.now()
    sitting = Sitting(
        code=_unused_code(session),
        unit_id=unit_id,
        place=said,
        opened_by_id=opener_id,
        opened_at=at,
        ends_at=at + timedelta(hours=hours),
        once_key=key,
    )
    try:
        with session.begin_nested():
            session.add(sitting)
    except IntegrityError:
        return session.scalars(same).one()
    record(session, origin, Act.SITTING_OPENED, unit_id=unit_id, sitting=sitting.id, hours=hours)
    return sitting


def prolong(session: Session, origin: Origin, here: SittingAt, seen_end: int) -> None:
    """Let it end an hour later, never more than eight after it was opened. Sent twice is once:
    `seen_end` (seconds since 1970) is the end that whoever pressed had before them.

    Raises Forbidden for others than its opener, Refused when it is over or as long as it may be.
    """
    sitting = own(origin, here)
    session.refresh(sitting, with_for_update=True)
    check_open(sitting, clock.now())
    if int(sitting.ends_at.timestamp()) != seen_end:
        return
    longest = sitting.opened_at + LONGEST
    if sitting.ends_at >= longest:
        raise Refused("Một buổi dài nhất %(hours)s giờ. Cần nữa thì mở buổi mới.", hours=LONGEST // timedelta(hours=1))
    sitting.ends_at = min(sitting.ends_at + MORE, longest)
    record(session, origin, Act.SITTING_PROLONGED, unit_id=sitting.unit_id, sitting=sitting.id)
    session.flush()


def close(session: Session, origin: Origin, here: SittingAt) -> None:
    """End it now; one that is over stays as it is. Raises Forbidden for others than its opener."""
    sitting, at = own(origin, here), clock.now()
    session.refresh(sitting, with_for_update=True)
    if not is_open(sitting, at):
        return
    sitting.closed_at = at
    record(session, origin, Act.SITTING_CLOSED, unit_id=sitting.unit_id, sitting=sitting.id)
    session.flush()


def join(session: Session, origin: Origin, here: SittingAt, person_id: int) -> SittingPresence:
    """Put somebody on the list of a sitting; whoever is on it stays as they are, but is expected no longer.

    A paper they began since it was opened, before they joined, belongs to it. Raises Refused when it is over, and for
    whoever opened it.
    """
    sitting, at = here.sitting, clock.now()
    known = presence_of(session, sitting.id, person_id)
    if known is not None and (known.state is not Presence.EXPECTED or not is_open(sitting, at)):
        return known
    check_open(sitting, at)
    if person_id == sitting.opened_by_id:
        raise Refused("Người mở buổi không tự chứng kiến cho mình được.")
    presence = known or SittingPresence(sitting_id=sitting.id, person_id=person_id)
    if known is not None:
        session.refresh(known, with_for_update=True)
        if known.state is not Presence.EXPECTED:  # ticked in this very moment
            return known
    presence.state, presence.joined_at = Presence.JOINED, at
    try:
        with session.begin_nested():
            session.add(presence)
    except IntegrityError:
        return presence_of(session, sitting.id, person_id) or presence
    begun = Attempt.person_id == person_id, Attempt.state == AttemptState.OPEN, Attempt.started_at >= sitting.opened_at
    session.execute(update(Attempt).where(*begun, Attempt.sitting_id.is_(None)).values(sitting_id=sitting.id))
    record(session, origin, Act.SITTING_JOINED, subject_person_id=person_id, sitting=sitting.id)
    session.flush()
    return presence


def count_code(session: Session, keys: tuple[str, str], at: datetime, *, right: bool) -> timedelta | None:
    """Count a code that was tried, unless it was right: by person and by network. Runs aside.

    Returns how long to wait, right or not, once there have been too many wrong ones.
    """
    person, network = keys
    wait = charge(session, [(person, WRONG_CODES), (network, WRONG_CODES_OF_A_NETWORK)], at)
    if wait is None and right:
        take_back(session, person, at)
        take_back(session, network, at)
    return wait


def own(origin: Origin, here: SittingAt) -> Sitting:
    """The sitting, for its opener only. Raises Forbidden for everybody else."""
    if origin.person_id is None or origin.person_id != here.sitting.opened_by_id:
        raise Forbidden
    return here.sitting


def _checked(place: str, hours: int) -> str:
    """The place as it is kept. Raises Refused."""
    said = " ".join(place.split())
    if not said or len(said) > LONGEST_PLACE:
        raise Refused("Ghi nơi tổ chức, tối đa %(most)s chữ cái.", field="place", most=LONGEST_PLACE)
    if hours not in HOURS:
        raise Refused("Chọn buổi kéo dài bao lâu.", field="hours")
    return said


def _unused_code(session: Session) -> str:
    """A code that no sitting has had; the first draw nearly always is."""
    while True:
        code = new_code()
        if session.scalar(select(Sitting.id).where(Sitting.code == code)) is None:
            return code
