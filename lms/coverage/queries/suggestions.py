"""A number that could be used where units became one: the sum of those they used. Offered, never used by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.coverage.queries.ground import today
from lms.coverage.queries.mergers import merged_into
from lms.coverage.queries.numbers import used_numbers
from lms.coverage.rules.groups import GROUPS
from lms.coverage.rules.mergers import Part
from lms.units.models import UnitVersion


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a group's numbers of merged units add up to; `own`: the unit's own from before, None where it has none."""

    own: int | None
    parts: Sequence[Part[UnitVersion]]

    @property
    def total(self) -> int:
        """The sum."""
        return (self.own or 0) + sum(one.number for one in self.parts)


def suggested(session: Session, unit: UnitVersion, year: int) -> Mapping[str, Suggestion]:
    """By group what can be offered at a unit for a year; empty where nothing has gone into it since. Three queries."""
    ground, years = today(unit), {group.code: year for group in GROUPS}
    merged = merged_into(session, ground, years)
    used = {one.group: one for one in used_numbers(session, ground, years) if one.unit_id == unit.unit_id}
    found = {}
    for group in years:
        held = used.get(group)
        parts = merged.lacking(unit.unit_id, group, held.at if held else None)
        if parts:
            found[group] = Suggestion(held.row.number if held else None, parts)
    return found
