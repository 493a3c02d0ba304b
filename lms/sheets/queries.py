"""Finding the draft of an import."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.errors import NotFound
from lms.sheets.models import ImportDraft

KEPT = timedelta(hours=24)


def own_draft(session: Session, uid: str, owner_id: int, kind: str, unit_id: int | None = None) -> ImportDraft:
    """The draft that this person made on this screen, and for this unit where one is named, within 24 hours.

    Raises NotFound for an unknown or old one, another's, or one of another screen or unit.
    """
    query = select(ImportDraft).where(
        ImportDraft.uid == uid,
        ImportDraft.owner_id == owner_id,
        ImportDraft.kind == kind,
        ImportDraft.made_at > clock.now() - KEPT,
    )
    found = session.scalar(query)
    if found is None or (unit_id is not None and found.unit_id != unit_id):
        raise NotFound
    return found
