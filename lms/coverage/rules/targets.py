"""Targets: what is to be reached in a year, in a document's own words. Source: design §4, Eligible numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lms.coverage.rules.kinds import HandCounted, TargetCount
from lms.skills.rules import ADULTS
from lms.units.rules import COMMUNAL, PROVINCIAL, SCHOOLS, UnitKind

ONLY_SCHOOLS = "schools"
EACH_COMMUNE = "each_commune"
"""An amount that every commune is to reach for itself: it is said of communes, and counted out above them."""


@dataclass(frozen=True, slots=True)
class TargetSaid:
    """A target as it is said of a unit: a `share` of a group, 0–1, or an `amount` of people; the other one is None.

    `unit_code` says whose it is (`vn`: the country's). `kinds` empty: a share holds for every unit under that one, an
    amount for that one alone. `about`: which number typed in it is compared with, where `counts` is by hand. `checked`
    is False until somebody has held the original beside it; `shipped` tells those that came with the product from
    those a unit has entered.
    """

    group: str
    year: int
    share: float | None
    counts: TargetCount
    words: str
    document: str
    document_on: date
    unit_code: str
    kinds: str = ""
    checked: bool = False
    shipped: bool = True
    id: int | None = None
    amount: int | None = None
    about: HandCounted | None = None

    def holds_for(self, kind: UnitKind, *, own: bool) -> bool:
        """Whether it speaks of units of a kind; `own`: of the very unit whose target it is."""
        if self.kinds == EACH_COMMUNE:
            return kind in COMMUNAL | PROVINCIAL | {UnitKind.COUNTRY}
        if self.amount is not None:
            return own
        return self.kinds != ONLY_SCHOOLS or kind in SCHOOLS


def about_of(group: str) -> HandCounted:
    """What a unit's own target that is compared with a number typed in is about."""
    return HandCounted.VNEID if group == ADULTS else HandCounted.OTHER


def holding(targets: Iterable[TargetSaid], line: Sequence[str], kind: UnitKind) -> list[TargetSaid]:
    """The targets that hold at a unit, the nearest unit's first; `line`: the codes of the unit and of those above."""
    ours = [one for one in targets if one.unit_code in line and one.holds_for(kind, own=one.unit_code == line[0])]
    return sorted(ours, key=lambda one: (line.index(one.unit_code), one.shipped, -(one.id or 0)))


def main_target(targets: Iterable[TargetSaid], group: str) -> TargetSaid | None:
    """The target that a group's rate is drawn against: the nearest share compared with a figure of ours, or None."""
    ours = (one for one in targets if one.counts is not TargetCount.BY_HAND and one.share is not None)
    return next((one for one in ours if one.group == group), None)


def beside_rates(targets: Iterable[TargetSaid]) -> list[TargetSaid]:
    """The targets that no rate is drawn against: amounts, and those compared with a number typed in."""
    return [one for one in targets if one.amount is not None or one.counts is TargetCount.BY_HAND]
