"""What a screen of a unit puts on record by itself: that names were read there."""

from flask import request

from lms.audit.actions import record
from lms.audit.rules import Act
from lms.units.models import UnitVersion
from lms.web.database import aside, db
from lms.web.identity import origin
from lms.web.rules import SAFE_METHODS


def look(act: Act, unit: UnitVersion, *, subject_person_id: int | None = None, **details: str | int | None) -> None:
    """Put on record that the visitor reads names at a unit: one person's, or as many as `details` say.

    Aside, so that it stays whatever becomes of the page; within the transaction of a form that is kept.
    """
    if request.method in SAFE_METHODS:
        with aside() as session:
            record(session, origin(), act, subject_person_id=subject_person_id, unit_id=unit.unit_id, **details)
    else:
        record(db(), origin(), act, subject_person_id=subject_person_id, unit_id=unit.unit_id, **details)
