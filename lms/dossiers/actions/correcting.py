"""Correcting what is written of somebody, where the paper in hand says otherwise: name and year of birth."""

from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.renewing import reissue_renamed
from lms.dossiers.actions.holding import hold_one
from lms.dossiers.actions.standings import settle
from lms.people.actions.account import rename


def correct(session: Session, origin: Origin, person_id: int, *, name: str, birth_year: int) -> None:
    """Write name and year as they are; both have been cleaned. Papers that name them are issued again."""
    person = hold_one(session, person_id)
    if birth_year != person.birth_year:
        person.birth_year = birth_year
        record(session, origin, Act.PERSON_RENAMED, subject_person_id=person.id, birth_year=True)
        session.flush()
        settle(session, person)
    if name != person.name:
        rename(session, origin, person, name)
    reissue_renamed(session, origin, person.id)
