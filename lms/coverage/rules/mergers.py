"""Numbers of units that went into others: what a number decided before a merger does not hold yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Part(Generic[Named]):
    """A unit that went into another on a day, and its number of a group as it was used last."""

    unit: Named
    closed_on: date
    number: int


@dataclass(frozen=True, slots=True)
class Gone(Generic[Named]):
    """A unit that went into another at a moment; `used`: by group its number, and when that was decided on."""

    unit_id: int
    unit: Named
    closed_on: date
    moment: datetime
    used: Mapping[str, tuple[int, datetime]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged(Generic[Named]):
    """The units that went into others, by those."""

    into: Mapping[int, Sequence[Gone[Named]]]

    def lacking(self, unit_id: int, group: str, decided: datetime | None) -> list[Part[Named]]:
        """The numbers that one decided on at a moment (None: there is none) does not hold, the last merged first.

        A number that was decided on after a merger holds it: whoever chose it knew.
        """
        parts = [part for gone in self.into.get(unit_id, ()) for part in self._of(gone, group, decided)]
        return sorted(parts, key=lambda one: one.closed_on, reverse=True)

    def _of(self, gone: Gone[Named], group: str, decided: datetime | None) -> Iterator[Part[Named]]:
        if decided is not None and decided >= gone.moment:
            return
        held = gone.used.get(group)
        if held is not None:
            yield Part(gone.unit, gone.closed_on, held[0])
        yield from self.lacking(gone.unit_id, group, held[1] if held else None)
