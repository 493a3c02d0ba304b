"""Targets that no rate is drawn against: a number to reach beside the number there is. Source: design §4, Targets."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from lms.coverage.rules.targets import TargetSaid


@dataclass(frozen=True, slots=True)
class Aim:
    """A target and the number that it is compared with; `have` None: nobody has typed it in yet.

    `of`: of how many people a share is taken, None where none is known. `counted_on`, `document`: of a number that was
    typed in. `communes`: of a target that every commune is to reach for itself, how many have, of how many.
    """

    target: TargetSaid
    have: int | None
    of: int | None = None
    counted_on: date | None = None
    document: str = ""
    communes: tuple[int, int] | None = None

    @property
    def needed(self) -> int | None:
        """How many people, or communes, it asks for; None for a share of nobody knows how many."""
        if self.communes is not None:
            return self.communes[1]
        if self.target.share is None:
            return self.target.amount
        return None if self.of is None else ceil(round(self.of * self.target.share, 6))

    @property
    def there(self) -> int | None:
        """How many people, or communes, there are already; None where it is not known."""
        return self.have if self.communes is None else self.communes[0]

    @property
    def missing(self) -> int | None:
        """How many are missing; 0 when it is reached, None where it cannot be told."""
        needed, there = self.needed, self.there
        return None if needed is None or there is None else max(0, needed - there)
