"""Reading the ledger."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.tally.models import PersonStanding
from lms.tally.rules import Standing


def standing_of(session: Session, person_id: int, audience: str) -> Standing | None:
    """Where a person stands for an audience, or None when they are not counted in it."""
    row = session.scalar(
        select(PersonStanding).where(PersonStanding.person_id == person_id, PersonStanding.audience == audience)
    )
    return row.standing if row else None
