"""The draft of a file of units: whose it is, what its owner chose, what would become of its rows."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.offices.rules.unit_rows import Choice, UnitRow, judge
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft
from lms.sheets.rules.tables import Table, unpacked
from lms.units.models import UnitVersion
from lms.units.queries import children, unit_by_code
from lms.units.rules import UnitKind

KIND = "units"


@dataclass(frozen=True, slots=True)
class UnitDraftAt:
    """The unit of a draft's address; whose draft it is, is asked once the door is open."""

    unit: UnitVersion
    uid: str

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.unit.path


def unit_draft_at(session: Session, code: str, uid: str) -> UnitDraftAt:
    """The unit and the draft's name out of an address. Raises NotFound for an unknown unit."""
    return UnitDraftAt(unit_by_code(session, code), uid)


def own_unit_draft(session: Session, found: UnitDraftAt, owner_id: int) -> ImportDraft:
    """The draft of an address, its owner's own. Raises NotFound."""
    return own_draft(session, found.uid, owner_id, KIND, found.unit.unit_id)


def choice_of(draft: ImportDraft) -> Choice:
    """What the owner chose to have read."""
    columns = draft.choices.get("columns")
    kind = draft.choices.get("kind")
    return Choice(
        draft.choices.get("sheet", ""),
        {key: tuple(found) for key, found in columns.items()} if columns else None,
        UnitKind(kind) if kind else None,
    )


def judged(session: Session, unit: UnitVersion, draft: ImportDraft) -> tuple[Table, list[UnitRow]]:
    """What the file held, and what would become of each of its rows now."""
    table = unpacked(draft.rows)
    there = [(one.kind, one.name) for one in children(session, unit)]
    return table, judge(table, choice_of(draft), unit.kind, there)
