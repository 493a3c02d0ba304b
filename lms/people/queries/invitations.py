"""Finding the invitation that a typed code belongs to."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from lms.people.models import Invitation, Person
from lms.people.queries.finding import LIVING


def invitation_behind(session: Session, code_hash: str, at: datetime) -> tuple[Invitation, Person] | None:
    """The invitation with that keyed hash and whom it is for; None for one unknown, used, too old or replaced."""
    last = select(func.max(Invitation.id)).where(Invitation.person_id == Person.id).correlate(Person).scalar_subquery()
    query = (
        select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .options(joinedload(Person.sign_in))
        .where(Invitation.code_hash == code_hash, Invitation.used_at.is_(None), Invitation.expires_at > at)
        .where(LIVING, Invitation.id == last)
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None
