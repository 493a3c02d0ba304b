"""Adding the units of a file, once."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.errors import Refused
from lms.offices.queries.unit_drafts import choice_of
from lms.offices.rules.unit_rows import MOST, UnitRow, Verdict, judge
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft
from lms.sheets.rules.tables import unpacked
from lms.units.actions import add_below, hold_tree
from lms.units.models import UnitVersion
from lms.units.queries import children


def add_units(
    session: Session, origin: Origin, parent: UnitVersion, draft: ImportDraft, *, since: date, decision: str
) -> None:
    """Add what the draft's rows say and is not there yet; a draft that was applied before is left as it is.

    Raises Refused for more than 1,000 new units at once.
    """
    hold_tree(session)
    if not begin_applying(session, draft):
        return
    session.refresh(parent)
    there = [(one.kind, one.name) for one in children(session, parent)]
    rows = judge(unpacked(draft.rows), choice_of(draft), parent.kind, there)
    new = [row for row in rows if row.verdict is Verdict.ADD]
    if len(new) > MOST:
        raise Refused("Mỗi lần thêm tối đa %(most)s đơn vị. Chia tệp ra rồi nhập từng phần.", most=MOST)
    for row in new:
        if row.kind:
            add_below(session, origin, parent, kind=row.kind, name=row.name, since=since, decision=decision,
                      once=f"{draft.uid}-{row.key}")  # fmt: skip
    end_applying(session, draft, {"added": len(new), "there": _count(rows, Verdict.THERE),
                                  "wrong": _count(rows, Verdict.WRONG)})  # fmt: skip


def _count(rows: Sequence[UnitRow], verdict: Verdict) -> int:
    return sum(row.verdict is verdict for row in rows)
