"""Writing the record."""

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act


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
    session.add(
        AuditEntry(
            at=clock.now(),
            act=act,
            person_id=origin.person_id,
            subject_person_id=subject_person_id,
            unit_id=unit_id,
            network=origin.network,
            details=details,
        )
    )
