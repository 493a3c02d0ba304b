"""What was brought to a unit's screens and waits for its owner to look at it: the unit and the draft of an address."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.coverage.queries.places import covered_unit
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code


@dataclass(frozen=True, slots=True)
class DraftAt:
    """The unit of a draft's address; whose draft it is, is asked once the door is open."""

    unit: UnitVersion
    uid: str

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.unit.path


def draft_at(session: Session, code: str, uid: str) -> DraftAt:
    """The unit and the draft's name out of an address. Raises NotFound for an unknown unit."""
    return DraftAt(unit_by_code(session, code), uid)


def number_draft_at(session: Session, code: str, uid: str) -> DraftAt:
    """The same, of a unit that has numbers. Raises NotFound for an unknown one and for one without."""
    return DraftAt(covered_unit(session, code), uid)


def draft_here(session: Session, found: DraftAt, owner_id: int, kind: str) -> ImportDraft:
    """The draft of an address, its owner's own. Raises NotFound."""
    return own_draft(session, found.uid, owner_id, kind, found.unit.unit_id)
