"""Typing in a number that was counted elsewhere, to stand beside a target, and taking one back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.coverage.models.numbers import HandCount
from lms.coverage.rules.kinds import HandCounted
from lms.errors import NotFound


@dataclass(frozen=True, slots=True)
class NewHandCount:
    """A number as it was typed in, cleaned: of which group, about what, as of which day, by which document."""

    group: str
    year: int
    about: HandCounted
    number: int
    counted_on: date
    document: str


def enter_hand_count(session: Session, origin: Origin, unit_id: int, new: NewHandCount, *, once: str) -> None:
    """A number typed in; it holds until another comes. Sent twice it is entered once."""
    row = HandCount(
        unit_id=unit_id,
        group_code=new.group,
        year=new.year,
        about=new.about,
        number=new.number,
        counted_on=new.counted_on,
        document=new.document,
        entered_by_id=origin.person_id,
        at=clock.now(),
        once_key=f"{origin.person_id}:{once}",
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        known = select(HandCount.id).where(HandCount.once_key == row.once_key)
        if session.scalar(known) is None:
            raise
        return
    about = new.about.value
    record(session, origin, Act.HAND_COUNT_ENTERED, unit_id=unit_id, group=new.group, year=new.year, about=about)


def withdraw_hand_count(session: Session, origin: Origin, unit_id: int, count_id: int) -> None:
    """Take a number back that was typed in by mistake. Raises NotFound for another unit's."""
    row = session.get(HandCount, count_id)
    if row is None or row.unit_id != unit_id:
        raise NotFound
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        record(session, origin, Act.HAND_COUNT_WITHDRAWN, unit_id=unit_id, number=row.id)
        session.flush()
