"""Entering the numbers of a file, once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from lms.access.rules import Actor, Origin
from lms.coverage.actions.numbers import NewNumber, enter_number, use_number
from lms.errors import Refused
from lms.offices.queries.number_drafts import judged
from lms.offices.rules.number_rows import NumberRow, Verdict
from lms.offices.rules.numbers import above
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft
from lms.units.models import UnitVersion

MOST = 3_000
"""Numbers entered at once: a province has some 900."""
LEAST_REASON = 5


def enter_numbers(
    session: Session, who: tuple[Actor, Origin], unit: UnitVersion, draft: ImportDraft, *, reason: str
) -> None:
    """Enter what the draft's rows say that is new; a draft that was applied before is left as it is.

    With a reason the new numbers are used from now on, in place of those in use; without one they stand beside them.
    Raises Refused for too many at once, or a reason that says nothing.
    """
    said = " ".join(reason.split())
    if said and len(said) < LEAST_REASON:
        raise Refused("Ghi lý do rõ hơn, hoặc để trống.", field="reason")
    if not begin_applying(session, draft):
        return
    rows = judged(session, unit, draft)
    new = [row for row in rows if row.verdict is Verdict.ADD]
    if len(new) > MOST:
        raise Refused("Mỗi lần nhập tối đa %(most)s số. Chia tệp ra rồi nhập từng phần.", most=MOST)
    for row in new:
        _enter(session, who, draft, row, said)
    counts = {verdict.value: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    end_applying(session, draft, {**counts, "left_out": left_out(rows), "used": bool(said)})


def left_out(rows: Sequence[NumberRow]) -> list[dict[str, Any]]:
    """The rows that are not taken, as a draft keeps them: what they say, and why."""
    return [
        {"line": row.line, "code": row.code, "group": row.group_words, "number": row.written,
         "why": row.why.message, "values": dict(row.why.values)}
        for row in rows
        if row.verdict is Verdict.WRONG
    ]  # fmt: skip


def _enter(session: Session, who: tuple[Actor, Origin], draft: ImportDraft, row: NumberRow, reason: str) -> None:
    actor, origin = who
    if row.place is None or row.group is None:
        return
    new = NewNumber(
        group=row.group.code,
        year=int(draft.choices["year"]),
        number=row.number,
        source=row.source,
        counting=row.counting,
        document=row.document,
        document_on=row.document_on,
    )
    place = row.place
    entered = enter_number(
        session, origin, place.unit_id, new, once=f"{draft.uid}-{row.line}",
        above_id=above(actor, place.unit_id, place.path),
    )  # fmt: skip
    if reason:
        use_number(session, origin, place.unit_id, entered.id, reason)
