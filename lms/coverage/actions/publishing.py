"""Showing a unit's totals to everybody, and showing them no longer."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.coverage.models.publishing import PublicPage
from lms.coverage.queries.publishing import open_page


def publish_totals(session: Session, origin: Origin, unit_id: int) -> None:
    """Have the unit's public page from now on; twice is once."""
    if open_page(session, unit_id) is not None:
        return
    try:
        with session.begin_nested():
            session.add(PublicPage(unit_id=unit_id, on_at=clock.now(), on_by_id=origin.person_id))
    except IntegrityError:  # somebody else has just pressed
        return
    record(session, origin, Act.TOTALS_PUBLISHED, unit_id=unit_id)
    session.flush()


def withdraw_totals(session: Session, origin: Origin, unit_id: int) -> None:
    """Have it no longer; twice is once."""
    held = open_page(session, unit_id)
    if held is None:
        return
    held.off_at, held.off_by_id = clock.now(), origin.person_id
    record(session, origin, Act.TOTALS_WITHDRAWN, unit_id=unit_id)
    session.flush()
