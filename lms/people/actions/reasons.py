"""Stating why names are looked at."""

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.people.models import StatedReason
from lms.people.queries.reasons import reason_in_force
from lms.people.rules.reasons import NAMES_SHOWN_FOR
from lms.units.models import UnitVersion


def state_reason(session: Session, origin: Origin, unit: UnitVersion, reason: str) -> StatedReason:
    """Keep why somebody wants to read names at a unit, for an hour; `reason` has been cleaned.

    The same reason stated again within its hour changes nothing. Raises RuntimeError when nobody is signed in.
    """
    if origin.person_id is None:
        raise RuntimeError("nobody is signed in")
    at = clock.now()
    held = reason_in_force(session, origin.person_id, unit.path, at)
    if held is not None and held.reason == reason:
        return held
    made = StatedReason(
        person_id=origin.person_id, unit_id=unit.unit_id, reason=reason, at=at, until=at + NAMES_SHOWN_FOR
    )
    session.add(made)
    session.flush()
    record(session, origin, Act.REASON_STATED, unit_id=unit.unit_id, reason=made.id)
    return made
