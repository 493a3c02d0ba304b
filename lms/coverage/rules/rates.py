"""Rates: of how many people, over which units, what is said where numbers are missing. Source: design §5, Coverage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from lms.documents.rules import percent as in_percent

FEWEST_FOR_A_RATE = 30
"""A unit with fewer people shows numbers without a rate: one person more or less would move it by points."""


@dataclass(frozen=True, slots=True)
class Figures:
    """People of one group in one subtree, by how far they have come; `by_evidence` are the completed, level 0 to 3.

    Each includes the next: registered ⊇ learning ⊇ completed ⊇ confirmed. `listed` are not reached yet.
    """

    listed: int = 0
    registered: int = 0
    learning: int = 0
    completed: int = 0
    by_evidence: tuple[int, int, int, int] = (0, 0, 0, 0)
    counted_from: int = 1

    @property
    def confirmed(self) -> int:
        """Completed at or above the counted evidence."""
        return sum(self.by_evidence[self.counted_from :])

    @property
    def known(self) -> int:
        """Everybody we know of."""
        return self.listed + self.registered

    def __add__(self, other: "Figures") -> "Figures":
        """The figures of two subtrees that share nobody."""
        levels = tuple(a + b for a, b in zip(self.by_evidence, other.by_evidence, strict=True))
        return Figures(
            self.listed + other.listed,
            self.registered + other.registered,
            self.learning + other.learning,
            self.completed + other.completed,
            levels,  # type: ignore[arg-type]
            self.counted_from,
        )


@dataclass(frozen=True, slots=True)
class Carrier:
    """A unit below whose own number is used because the unit asked about has none: its number and its figures."""

    unit_id: int
    number: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the eligible. `number` None: none is known, so there is no rate.

    `figures` are those that the number is compared with: the whole subtree when the number is the unit's `own`, else
    only the units whose number is known; `left_out` is everybody in the others. `below` is the sum of what stands
    directly below a unit with a number of its own (None: none of them has one). `smaller`: how many of the numbers that
    are added up are of units smaller than those counted by `known_units`.
    """

    number: int | None
    own: bool
    figures: Figures
    left_out: Figures
    known_units: int
    all_units: int
    below: int | None = None
    smaller: int = 0

    @property
    def confirmed(self) -> float | None:
        """Confirmed ÷ eligible, 0–1; None without a number, for fewer than 30 people, or when it cannot be right."""
        return self._share(self.figures.confirmed)

    @property
    def completed(self) -> float | None:
        """Completed ÷ eligible, alike."""
        return self._share(self.figures.completed)

    @property
    def too_few(self) -> bool:
        """Whether there are too few people for a rate."""
        return self.number is not None and self.number < FEWEST_FOR_A_RATE

    @property
    def impossible(self) -> bool:
        """Whether more have completed than there are: a number to correct, never 104 %."""
        return self.number is not None and self.figures.completed > self.number

    @property
    def partial(self) -> bool:
        """Whether it is taken over some of the units only."""
        return self.number is not None and not self.own and self.known_units < self.all_units

    @property
    def passes_over(self) -> int:
        """How many completed are not in it though every unit below has a number: they belong to none of those."""
        return 0 if self.number is None or self.own or self.partial else self.left_out.completed

    def _share(self, part: int) -> float | None:
        if self.number is None or self.too_few or self.impossible:
            return None
        return part / self.number


def rate_of(
    figures: Figures,
    own: int | None,
    carriers: Sequence[Carrier],
    *,
    all_units: int,
    known_units: int,
    smaller: int = 0,
) -> Rate:
    """The rate of a unit: by its own number, else over the units below whose number is known."""
    below = sum(one.number for one in carriers) if carriers else None
    if own is not None:
        return Rate(own, True, figures, Figures(counted_from=figures.counted_from), known_units, all_units, below)
    if not carriers:
        return Rate(None, False, Figures(counted_from=figures.counted_from), figures, 0, all_units)
    over = Figures(counted_from=figures.counted_from)
    for one in carriers:
        over = over + one.figures
    return Rate(below, False, over, less(figures, over), known_units, all_units, below, smaller)


def percent(share: float | None) -> str:
    """A share as papers write it, never rounded up to 100 % or down to 0 %; an en dash where there is none."""
    return "–" if share is None else in_percent(share)


def whole(number: int) -> str:
    """A whole number as people write it here: `1.204`."""
    return f"{number:,}".replace(",", ".")


def still_to_reach(number: int | None, share: float | None, counted: int) -> int | None:
    """How many more people a target asks for; 0 when it is reached, None without a number or a share."""
    if number is None or share is None:
        return None
    return max(0, ceil(Decimal(number) * Decimal(str(share))) - counted)


def less(all_of: Figures, part: Figures) -> Figures:
    """The figures of a subtree without those of a part of it."""
    levels = tuple(a - b for a, b in zip(all_of.by_evidence, part.by_evidence, strict=True))
    return Figures(
        all_of.listed - part.listed,
        all_of.registered - part.registered,
        all_of.learning - part.learning,
        all_of.completed - part.completed,
        levels,  # type: ignore[arg-type]
        all_of.counted_from,
    )


def added(figures: Iterable[Figures]) -> Figures:
    """The sum of figures that share nobody."""
    total = Figures()
    for one in figures:
        total = total + one
    return total
