"""What a unit below reported of a group beside what is counted for the same period now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lms.coverage.queries.coverage import Line
from lms.reports.models import Report
from lms.units.models import UnitVersion
from lms.web.words import in_words

NAMES = ("eligible", "completed", "confirmed")
NOBODY: tuple[int | None, ...] = (None, 0, 0)
"""The figures of a group that is not there."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit and a group: (reported, live) of each figure of `NAMES`; None where there is no number."""

    unit: UnitVersion
    report: Report
    group: str
    figures: tuple[tuple[int | None, int | None], ...]

    @property
    def same(self) -> bool:
        """Whether nothing has changed since it was reported."""
        return all(reported == live for reported, live in self.figures)


def compared(unit: UnitVersion, report: Report, live: Sequence[Line]) -> list[Compared]:
    """A row for each group that was reported or is counted now. `report.frozen` must have been read."""
    reported = _reported(report)
    now = {in_words(line.group.words): line for line in live}
    found = []
    for group in dict.fromkeys([*reported, *now]):
        then, line = reported.get(group), now.get(group)
        present = _live(line) if line is not None else NOBODY
        figures = tuple(zip(then or NOBODY, present, strict=True))
        found.append(Compared(unit, report, group, figures))
    return found


def _live(line: Line) -> tuple[int | None, ...]:
    return line.used.row.number if line.used else None, line.figures.completed, line.figures.confirmed


def _reported(report: Report) -> dict[str, tuple[int | None, ...]]:
    """By group the figures of the unit's own rows, as frozen."""
    content = json.loads(report.frozen or "{}")
    table = content["tables"]["figures"]
    place = {one["key"]: n for n, one in enumerate(table["columns"])}
    code = content["unit"]["code"]
    rows = [row for row in table["rows"] if row[place["unit_code"]] == code]
    return {row[place["group"]]: tuple(row[place[name]] for name in NAMES) for row in rows}
