"""Opening a sitting for a class: everybody who sits in it is expected."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.expecting import expect, open_for
from lms.assessments.models import Sitting
from lms.assessments.queries.sittings import sittings_at
from lms.assessments.rules.sittings import is_open
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.models.rosters import Classroom
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.pupils import pupils_of
from lms.errors import Refused


def open_class_sitting(
    session: Session, origin: Origin, here: ClassAt, *, place: str, hours: int, once: str
) -> Sitting:
    """A new sitting at a class with its pupils expected; the one that its opener has open there stays the one, and
    those who are not on its list yet are put there.

    Raises Refused for an archived or empty class, without a place, or for a length that is not offered.
    """
    check_in_use(here)
    session.execute(select(Classroom.id).where(Classroom.id == here.room.id).with_for_update())
    expected = [one.person.id for one in pupils_of(session, here.room.id)]
    if not expected:
        raise Refused("Lớp chưa có em nào. Đưa danh sách vào lớp trước.")
    at = clock.now()
    for sitting, _, _ in sittings_at(session, here.unit.unit_id):
        if sitting.opened_by_id == origin.person_id and is_open(sitting, at):
            expect(session, sitting, expected)
            return sitting
    return open_for(session, origin, here.unit.unit_id, expected, place=place, hours=hours, once=once)
