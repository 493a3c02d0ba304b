"""What stands beside the figures on the page of a unit: who is behind them, and how they came about."""

from typing import Any

from lms.coverage.forms.columns import Table
from lms.coverage.forms.tables import age_table, evidence_table, trend_table
from lms.coverage.queries.picture import Picture
from lms.coverage.rules.rates import whole
from lms.web.words import in_words


def tables_shown(picture: Picture) -> dict[str, Any]:
    """The evidence, ages and months, as the page writes them."""
    ages = age_table(picture)
    return {
        "evidence_rows": _written(evidence_table(picture)),
        "age_heads": [in_words(one.words) for one in ages.columns],
        "age_rows": _written(ages),
        "trend_rows": _written(trend_table(picture)),
    }


def missing_shown(picture: Picture) -> list[tuple[str, list[str]]]:
    """By group the units directly below that have no number."""
    found = [(line.group.short, picture.coverage.missing[line.group.code]) for line in picture.coverage.lines]
    return [(group, [one.spoken for one in units]) for group, units in found if units]


def _written(table: Table) -> list[list[str]]:
    """A table's values as the page writes them."""
    return [[whole(value) if isinstance(value, int) else in_words(str(value)) for value in row] for row in table.rows]
