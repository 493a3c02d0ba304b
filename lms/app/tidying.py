"""`lms tidy`: what is past its time goes. To be run by a timer, once a day."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import delete

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import KEPT_MONTHS
from lms.db import Database
from lms.people.actions.limits import forget_old

COUNTERS_KEPT = timedelta(days=7)
MONTH = timedelta(days=30.5)


def tidy_up(database: Database) -> Iterator[tuple[str, int]]:
    """Remove what is too old; yields what was removed and how many rows."""
    with database.writing() as session:
        yield "Bộ đếm thử sai", forget_old(session, clock.now() - COUNTERS_KEPT)
        too_old = AuditEntry.at < clock.now() - KEPT_MONTHS * MONTH
        yield "Dòng nhật ký", session.execute(delete(AuditEntry).where(too_old)).rowcount  # type: ignore[attr-defined]
