"""What a draft would do to a list, told before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lms.listings.queries.known import ground_of, known_here
from lms.listings.rules.matching import Judged, Verdict, judge
from lms.listings.rules.places import Ground
from lms.listings.rules.rows import read_rows
from lms.sheets.models import ImportDraft
from lms.sheets.rules.choosing import Choice, choice_of
from lms.sheets.rules.tables import Table, unpacked
from lms.units.models import UnitVersion

KIND = "listing"


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be applied now: its table, what is read of it, the unit's ground, and every row judged."""

    table: Table
    choice: Choice
    ground: Ground
    judged: Sequence[Judged]

    def of(self, verdict: Verdict) -> list[Judged]:
        """The rows that come out so."""
        return [one for one in self.judged if one.verdict is verdict]

    @property
    def undecided(self) -> int:
        """How many rows wait for somebody to say whether it is the same person."""
        return sum(1 for one in self.judged if one.undecided)


def preview_of(session: Session, unit: UnitVersion, draft: ImportDraft, today: date) -> Preview:
    """What the draft would do now. Its owner's choices go before what was guessed. Three queries, however many rows."""
    table, choice, ground = unpacked(draft.rows), choice_of(draft.choices), ground_of(session, unit)
    rows = read_rows(table, choice, ground, today)
    years = {row.birth_year for row in rows if row.problem is None}
    known = known_here(session, unit, years) if years else []
    judged = judge(rows, known, draft.choices.get("same", {}), keeper=unit.unit_id)
    return Preview(table, choice, ground, judged)
