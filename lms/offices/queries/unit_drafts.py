"""The draft of a file of units: whose it is, what its owner chose, what would become of its rows."""

from sqlalchemy.orm import Session

from lms.offices.rules.unit_rows import Choice, UnitRow, judge
from lms.sheets.models import ImportDraft
from lms.sheets.rules.tables import Table, unpacked
from lms.units.models import UnitVersion
from lms.units.queries import children
from lms.units.rules import UnitKind

KIND = "units"


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
