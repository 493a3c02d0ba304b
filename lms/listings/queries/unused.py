"""Who may be forgotten: on lists that nobody has used for long, and never reached."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.listings.models import ListingLine
from lms.people.models import Person, SignIn
from lms.people.queries.finding import LIVING
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from lms.units.queries import living_by_id

USES = (Act.LISTING_CHANGED, Act.LISTING_IMPORTED, Act.LISTING_READ)
"""What counts as using a list: reading it, at its unit or at the commune above, and changing it."""


def unused_since(session: Session, moment: datetime, person_id: int | None = None) -> Sequence[int]:
    """People (or this one) without a sign-in, none of whose lists was used after a moment, by number.

    Only those whom a list once named: whoever was registered by hand is not forgotten here.
    """
    lines = select(ListingLine.id).where(ListingLine.person_id == Person.id)
    sign_in = select(SignIn.id).where(SignIn.person_id == Person.id)
    further = select(PersonStanding.id).where(
        PersonStanding.person_id == Person.id, PersonStanding.stage != Stage.LISTED
    )
    query = select(Person.id).where(
        LIVING,
        lines.exists(),
        ~lines.where(_used(_units_used(session, moment), moment)).exists(),
        ~sign_in.exists(),
        ~further.exists(),
    )
    if person_id is not None:
        query = query.where(Person.id == person_id)
    return session.scalars(query.order_by(Person.id)).all()


def _used(units: Sequence[int], moment: datetime) -> ColumnElement[bool]:
    return or_(
        ListingLine.last_used_at > moment, and_(ListingLine.removed_at.is_(None), ListingLine.unit_id.in_(units))
    )


def _units_used(session: Session, moment: datetime) -> list[int]:
    """The units whose list was used after a moment: there, at a unit above, or at the one it was merged into."""
    acts = select(AuditEntry.unit_id).where(AuditEntry.act.in_(USES), AuditEntry.at > moment).distinct()
    seen = living_by_id(session, [one for one in session.scalars(acts) if one is not None])
    above = tuple(one.path for one in seen.values())
    listed = session.scalars(select(ListingLine.unit_id).where(ListingLine.removed_at.is_(None)).distinct()).all()
    return [unit_id for unit_id, unit in living_by_id(session, listed).items() if unit.path.startswith(above)]
