"""Targets: the share of a group to reach in a year, in a document's own words. Source: design §4, Eligible numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lms.coverage.rules.kinds import TargetCount
from lms.units.rules import SCHOOLS, UnitKind

ONLY_SCHOOLS = "schools"


@dataclass(frozen=True, slots=True)
class TargetSaid:
    """A target as it is said of a unit. `share` is 0–1; `unit_code` says whose it is (`vn`: the country's).

    `kinds` empty: it holds for every unit under that one. `checked` is False until somebody has held the original
    beside it; `shipped` tells those that came with the product from those a unit has entered.
    """

    group: str
    year: int
    share: float
    counts: TargetCount
    words: str
    document: str
    document_on: date
    unit_code: str
    kinds: str = ""
    checked: bool = False
    shipped: bool = True
    id: int | None = None

    def holds_for(self, kind: UnitKind) -> bool:
        """Whether it speaks of units of a kind."""
        return self.kinds != ONLY_SCHOOLS or kind in SCHOOLS


def holding(targets: Iterable[TargetSaid], line: Sequence[str], kind: UnitKind) -> list[TargetSaid]:
    """The targets that hold at a unit, the nearest unit's first; `line`: the codes of the unit and of those above."""
    ours = [one for one in targets if one.unit_code in line and one.holds_for(kind)]
    return sorted(ours, key=lambda one: (line.index(one.unit_code), one.shipped, -(one.id or 0)))


def main_target(targets: Iterable[TargetSaid], group: str) -> TargetSaid | None:
    """The target that a group's rate is drawn against: the nearest one compared with a figure of ours, or None."""
    return next((one for one in targets if one.group == group and one.counts is not TargetCount.BY_HAND), None)
