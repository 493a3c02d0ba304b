"""From sums to figures: by how far people have come, cumulated."""

from collections import Counter
from collections.abc import Collection, Mapping

from lms.coverage.queries.sums import Counted
from lms.coverage.rules.rates import Figures
from lms.tally.rules import Stage

Levels = Mapping[str, int]
"""By audience the least evidence that counts as confirmed."""

SUPERVISED = 1


def figures_of(sums: Counter[Counted], levels: Levels) -> dict[tuple[int, str], Figures]:
    """The figures of each place and audience."""
    cells: dict[tuple[int, str], list[tuple[Counted, int]]] = {}
    for key, n in sums.items():
        cells.setdefault((key.place_id, key.audience), []).append((key, n))
    return {where: figures_alike(rows, levels.get(where[1], SUPERVISED)) for where, rows in cells.items()}


def figures_alike(rows: Collection[tuple[Counted, int]], counted_from: int) -> Figures:
    """The figures of people of one place and audience; `counted_from`: the least evidence that counts as confirmed."""
    stages: Counter[Stage] = Counter()
    levels = [0, 0, 0, 0]
    for key, n in rows:
        stages[key.stage] += n
        if key.stage is Stage.COMPLETED:
            levels[max(key.evidence, 0)] += n
    completed = stages[Stage.COMPLETED]
    learning = completed + stages[Stage.LEARNING]
    registered = learning + stages[Stage.REGISTERED]
    return Figures(stages[Stage.LISTED], registered, learning, completed, tuple(levels), counted_from)  # type: ignore[arg-type]
