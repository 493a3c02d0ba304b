"""Having a person for this transaction alone, as they stand now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.errors import NotFound
from lms.people.models import Person


def hold_people(session: Session, *person_ids: int) -> dict[int, Person]:
    """The people, locked until the transaction ends and read anew. Raises NotFound for one that does not exist.

    Their open papers come first, as they do where a paper is handed in; then the people by number, so that two who
    want the same never wait for each other.
    """
    ids = sorted(set(person_ids))
    papers = select(Attempt.id).where(Attempt.person_id.in_(ids), Attempt.state == AttemptState.OPEN)
    session.execute(papers.order_by(Attempt.id).with_for_update())
    query = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()
    found = {one.id: one for one in session.scalars(query.execution_options(populate_existing=True))}
    if len(found) != len(ids):
        raise NotFound
    return found


def hold_one(session: Session, person_id: int) -> Person:
    """One person, likewise. Raises NotFound, also for one who was merged or erased."""
    person = hold_people(session, person_id)[person_id]
    if person.merged_into_id is not None or person.erased_at is not None:
        raise NotFound
    return person
