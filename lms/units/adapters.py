"""The built-in list of provinces and communes, read from the package's own data file."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from lms.units.rules import ListedUnit, UnitKind


def built_in_list() -> Iterator[ListedUnit]:
    """Every dated row of the shipped list, parents before children. Source: `data/README.md`."""
    with files("lms.units").joinpath("data/don-vi.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield ListedUnit(
                code=row["code"],
                kind=UnitKind(row["kind"]),
                name=row["name"],
                parent_code=row["parent"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                decision=row["decision"],
            )
