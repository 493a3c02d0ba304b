"""What everybody may see of confirmations, by serial, and the leave to show a child's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from lms.confirmations.models import ChildConsent, Confirmation
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.openness import Openness, openness
from lms.confirmations.rules.serials import read_serial
from lms.people.models import Person

ACTIVE_CONSENT = and_(ChildConsent.withdrawn_at.is_(None), ChildConsent.child_agreed)


def by_serial(session: Session, typed: str) -> Confirmation | None:
    """The confirmation with a serial, however it was typed; None when nobody's or mistyped."""
    serial = read_serial(typed)
    return session.scalar(select(Confirmation).where(Confirmation.serial == serial)) if serial else None


@dataclass(frozen=True, slots=True)
class Checked:
    """A confirmation that everybody may see, and how much of it; `successor` is the serial that holds instead."""

    confirmation: Confirmation
    openness: Openness
    successor: str | None

    @property
    def name(self) -> str:
        """The name as everybody may read it."""
        return self.openness.name(self.confirmation.name)


def checked(session: Session, serials: Iterable[str], today: date) -> dict[str, Checked]:
    """What everybody may see of these serials; unknown ones and hidden children are left out alike. One query."""
    now = aliased(Confirmation)
    query = (
        select(Confirmation, Person.birth_year, ChildConsent.id, now.serial)
        .join(Person, Person.id == Confirmation.person_id)
        .outerjoin(ChildConsent, and_(ChildConsent.person_id == Confirmation.person_id, ACTIVE_CONSENT))
        .outerjoin(
            now,
            and_(
                Confirmation.state == State.SUPERSEDED,
                now.person_id == Confirmation.person_id,
                now.audience == Confirmation.audience,
                now.framework == Confirmation.framework,
                now.state == State.VALID,
            ),
        )
        .where(Confirmation.serial.in_(set(serials)))
    )
    found = {}
    for one, born, consent, successor in session.execute(query):
        shown = openness((one.birth_year, born), consented=consent is not None, today=today)
        if not shown.hidden:
            found[one.serial] = Checked(one, shown, successor)
    return found


def openness_of(session: Session, confirmation: Confirmation, today: date) -> Openness:
    """What of one confirmation may be shown to everybody today."""
    born = session.scalars(select(Person.birth_year).where(Person.id == confirmation.person_id)).one()
    consented = active_consent(session, confirmation.person_id) is not None
    return openness((confirmation.birth_year, born), consented=consented, today=today)


def active_consent(session: Session, person_id: int) -> ChildConsent | None:
    """The leave on record to show a child's confirmations outside the school, or None."""
    return session.scalar(select(ChildConsent).where(ChildConsent.person_id == person_id, ACTIVE_CONSENT))


def consents_on_record(session: Session, ids: Iterable[int]) -> dict[int, ChildConsent]:
    """What is on record of each of some children and not withdrawn, also where the child has not agreed. One query."""
    wanted = ChildConsent.person_id.in_(set(ids)), ChildConsent.withdrawn_at.is_(None)
    return {one.person_id: one for one in session.scalars(select(ChildConsent).where(*wanted))}


def last_recorded(session: Session, recorder_id: int, ids: Iterable[int]) -> ChildConsent | None:
    """What somebody recorded last of some children: the next paper often lies in the same place. One query."""
    wanted = ChildConsent.person_id.in_(set(ids)), ChildConsent.recorded_by_id == recorder_id
    return session.scalar(select(ChildConsent).where(*wanted).order_by(ChildConsent.id.desc()).limit(1))
