"""Adding to sums that may be there already."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Table, cast, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

POSTGRESQL = "postgresql"


def add_to(table: Table, key: Sequence[str], rows: Select[Any], dialect: str) -> Insert:
    """Insert what a query gives, its columns named as the table's; where `key` is there already, `n` grows.

    The query needs a WHERE: without one SQLite takes ON for the beginning of a join.
    """
    names = [column.name for column in rows.selected_columns]
    if dialect == POSTGRESQL:
        one = postgresql.insert(table).from_select(names, rows)
        return one.on_conflict_do_update(index_elements=list(key), set_={"n": table.c.n + one.excluded.n})
    other = sqlite.insert(table).from_select(names, rows)
    return other.on_conflict_do_update(index_elements=list(key), set_={"n": table.c.n + other.excluded.n})


def month_of(day: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """The first day of a day's month."""
    if dialect == POSTGRESQL:
        return cast(func.date_trunc("month", day), Date)
    return func.date(day, "start of month", type_=Date)
