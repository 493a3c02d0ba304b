"""Forgetting those whom a list named and nobody ever reached, a year after that list was last used."""

from datetime import timedelta

from sqlalchemy.orm import Session

from lms import clock
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.dossiers.actions.erasing import BY_ITSELF, clear
from lms.dossiers.actions.holding import hold_people
from lms.dossiers.queries.records import merged_into
from lms.listings.queries.unused import unused_since
from lms.people.queries.accounts import holds_post

UNUSED_FOR = timedelta(days=366)
"""Twelve months, whichever they are: nobody is forgotten a day early."""


def forget(session: Session, person_id: int) -> bool:
    """Forget somebody without a sign-in whose lists are unused; False when that has changed meanwhile.

    What was counted of them is counted out, as for anybody who goes; closed figures keep what they said.
    """
    people = hold_people(session, person_id, *merged_into(session, person_id))
    unused = unused_since(session, clock.now() - UNUSED_FOR, person_id)
    if person_id not in unused or holds_post(session, person_id, clock.now()):
        return False
    clear(session, people)
    record(session, BY_ITSELF, Act.PERSON_ERASED, subject_person_id=person_id, records=len(people), why="unused")
    session.flush()
    session.expire_all()
    return True
