"""Applying a draft to a list: once, all of it or nothing."""

from datetime import date

from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.listings.actions.adding import Listed, add_lines
from lms.listings.queries.drafts import Preview, preview_of
from lms.listings.rules.matching import SAME_ROW, Judged, Verdict
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft
from lms.sheets.rules.tables import said
from lms.units.models import UnitVersion

LeftOut = tuple[str, str, str, str, str]
"""A row that was not taken: where it stands, its three cells as written, and why."""

UNDECIDED = said("Có người giống tên và năm sinh, chưa chọn là một người hay hai người.")


def apply_draft(session: Session, origin: Origin, unit: UnitVersion, draft: ImportDraft, today: date) -> list[int]:
    """Put on the list what the preview says; returns who of those was known before. Applying again changes nothing.

    Rows that are wrong, and those of which nobody has said whether it is the same person, are left out and kept in the
    outcome for a day, so that they can be put right.
    """
    if not begin_applying(session, draft):
        return []
    preview = preview_of(session, unit, draft, today)
    added = add_lines(session, origin, [_listed(one) for one in preview.judged if _taken(one)])
    left_out = left_out_of(preview)
    outcome = {"added": len(added), "listed": len(preview.of(Verdict.LISTED)), "left_out": left_out}
    end_applying(session, draft, outcome)
    record(session, origin, Act.LISTING_IMPORTED, unit_id=unit.unit_id, added=len(added), left_out=len(left_out))
    known = {one.chosen for one in preview.judged if one.verdict is Verdict.MAYBE}
    return [person_id for person_id in added if str(person_id) in known]


def left_out_of(preview: Preview) -> list[LeftOut]:
    """The rows that would not be taken, with the reason in words, in the order of the file."""
    return [_left_out(one, _why(one)) for one in preview.judged if one.verdict is Verdict.WRONG or one.undecided]


def _why(one: Judged) -> str:
    problem = one.row.problem
    return UNDECIDED if problem is None else problem.message % problem.values if problem.values else problem.message


def _left_out(one: Judged, why: str) -> LeftOut:
    where = f"{one.row.sheet}, {one.row.number}".removeprefix(", ")
    return (where, *one.row.written, why)


def _taken(one: Judged) -> bool:
    return one.verdict is Verdict.ADD or (one.verdict is Verdict.MAYBE and one.chosen not in ("", SAME_ROW))


def _listed(one: Judged) -> Listed:
    row = one.row
    known = next((same for same in one.alike if str(same.person_id) == one.chosen), None)
    person_id, line_id = (known.person_id, known.line_id) if known else (None, 0)
    place = (row.unit_id, row.group_name, row.audience, row.band)
    return Listed(row.name, row.birth_year, *place, person_id, line_id)
