"""Which totals everybody may see: no cell under five people, nor one that follows by subtraction.

Subtraction within a row, from the number of people it is a share of, and from the public pages of units below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.coverage.rules.trees import Tree, topmost

FEWEST = 5

Cells = tuple[int | None, ...]
"""Counts each of which includes the next; None: not shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's counts for one group, each of which includes the next, and of how many people they are."""

    path: str
    values: tuple[int, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    path: str
    cells: Cells


def shown_cells(rows: Sequence[Row]) -> Mapping[str, Cells]:
    """By the units' places what is shown of each: those furthest down are decided first, those above heed them."""
    found: dict[str, Cells] = {}
    for row in sorted(rows, key=lambda one: -len(one.path)):
        below = Tree((path, _Shown(path, cells)) for path, cells in found.items()).below(row.path)
        found[row.path] = _cells(row, below)
    return found


def _cells(row: Row, below: Sequence[_Shown]) -> Cells:
    """The largest first; a cell is shown when it, and what it differs by from those shown before it, tell of nobody."""
    found: list[int | None] = []
    for place, value in enumerate(row.values):
        before = [earlier for earlier, cell in enumerate(found) if cell is not None]
        fine = (
            value >= FEWEST
            and (row.number is None or _vague(row.number - value))
            and _vague(value - _sum(below, place))
            and all(_apart(row, below, earlier, place) for earlier in before)
        )
        found.append(value if fine else None)
    return tuple(found)


def _apart(row: Row, below: Sequence[_Shown], earlier: int, place: int) -> bool:
    """Whether two cells differ by nobody or by enough people, also once those shown below are taken off."""
    gap = row.values[earlier] - row.values[place]
    return _vague(gap) and _vague(gap - (_sum(below, earlier, place) - _sum(below, place, earlier)))


def _sum(below: Sequence[_Shown], place: int, beside: int | None = None) -> int:
    """What the topmost pages below show in a column: only those that show the other column too, where one is named."""
    places = (place,) if beside is None else (place, beside)
    shown = (one for one in below if all(one.cells[column] is not None for column in places))
    return sum(one.cells[place] or 0 for one in topmost(shown))


def _vague(number: int) -> bool:
    """Whether a number that somebody can work out tells of no single person: nobody, or five and more.

    Below nothing there is no person either: a number of people that is too low is an error, and says so.
    """
    return number <= 0 or number >= FEWEST
