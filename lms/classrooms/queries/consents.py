"""The pupils of a class and the leave there is to show their confirmations outside the school."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms import clock
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.pupils import Pupil, pupils_of
from lms.classrooms.rules.consents import Leave, leave_of
from lms.confirmations.models import ChildConsent
from lms.confirmations.queries.checking import consents_on_record


@dataclass(frozen=True, slots=True)
class PupilLeave:
    """A pupil, how far the two consents have come, and what is on record (None: nothing)."""

    pupil: Pupil
    leave: Leave
    consent: ChildConsent | None

    @property
    def is_missing(self) -> bool:
        """Whether one of the two, or both, are still missing."""
        return self.leave in (Leave.NONE, Leave.CHILD_MISSING)


def leaves_of(session: Session, here: ClassAt) -> Sequence[PupilLeave]:
    """The pupils of a class, in the order of its list, and their leave. Two queries."""
    pupils, today = pupils_of(session, here.room.id), clock.today()
    held = consents_on_record(session, [one.person.id for one in pupils])
    found = []
    for one in pupils:
        consent = held.get(one.person.id)
        agreed = consent.child_agreed if consent is not None else None
        found.append(PupilLeave(one, leave_of(one.person.birth_year, today, agreed), consent))
    return found
