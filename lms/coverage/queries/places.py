"""Which unit a coverage page is about."""

from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.units.rules import UnitKind


def covered_unit(session: Session, code: str) -> UnitVersion:
    """The unit with a code, as its figures are asked for. Raises NotFound, also for a class: classes are no rows."""
    unit = unit_by_code(session, code)
    if unit.kind is UnitKind.CLASS:
        raise NotFound
    return unit
