"""Writing the record."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act

_entries = AuditEntry.metadata.tables[AuditEntry.__tablename__]


def record(
    session: Session,
    origin: Origin,
    act: Act,
    *,
    subject_person_id: int | None = None,
    unit_id: int | None = None,
    **details: str | int | bool | None,
) -> None:
    """Add one entry to the caller's own transaction: it is kept exactly when the act is.

    `details` holds codes and numbers, never a name, a secret or free text.
    """
    entry = {
        "at": clock.now(),
        "act": act,
        "person_id": origin.person_id,
        "subject_person_id": subject_person_id,
        "unit_id": unit_id,
        "network": origin.network,
        "details": details,
    }
    session.execute(_entries.insert(), entry)


def record_many(
    session: Session,
    origin: Origin,
    act: Act,
    subjects: Sequence[tuple[int, int | None]],
    **details: str | int | bool | None,
) -> None:
    """Add one entry for each of many people, by (person id, unit id): the same act done to all of them at once."""
    if subjects:
        who = {"person_id": origin.person_id, "network": origin.network}
        said = {"at": clock.now(), "act": act, "details": details, **who}
        rows = [{**said, "subject_person_id": person_id, "unit_id": unit_id} for person_id, unit_id in subjects]
        session.execute(_entries.insert(), rows)
