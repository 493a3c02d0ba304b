"""The targets that come with the product, read from the package's own data file."""

import csv
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from lms.coverage.rules.kinds import HandCounted, TargetCount
from lms.coverage.rules.targets import TargetSaid


@cache
def shipped_targets() -> Sequence[TargetSaid]:
    """Every target of the shipped file. Source: the documents that each row names, none compared with its original."""
    with files("lms.coverage").joinpath("data/chi-tieu.csv").open(encoding="utf-8") as lines:
        return tuple(
            TargetSaid(
                group=row["group"],
                year=int(row["year"]),
                share=float(row["share"]) if row["share"] else None,
                amount=int(row["amount"]) if row["amount"] else None,
                counts=TargetCount(row["counts"]),
                about=HandCounted(row["about"]) if row["about"] else None,
                words=row["words"],
                document=row["document"],
                document_on=date.fromisoformat(row["document_on"]),
                unit_code=row["unit"],
                kinds=row["kinds"],
                checked=row["checked"] == "yes",
            )
            for row in csv.DictReader(lines)
        )
