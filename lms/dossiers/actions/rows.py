"""Rows as a merger moves and remembers them: told by table, column and number, whatever the table is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, Table, UniqueConstraint, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.assessments import models as _assessments
from lms.classrooms.models import lessons as _lessons
from lms.classrooms.models import quizzes as _quizzes
from lms.classrooms.models import rosters as _rosters
from lms.classrooms.models import work as _work
from lms.confirmations import models as _confirmations
from lms.db import Model, Moment
from lms.dossiers import models as _dossiers
from lms.dossiers.rules.keys import Key
from lms.learning import models as _learning
from lms.listings import models as _listings
from lms.people import models as _people
from lms.sheets import models as _sheets

WHERE = (
    _assessments,
    _confirmations,
    _dossiers,
    _learning,
    _lessons,
    _listings,
    _people,
    _quizzes,
    _rosters,
    _sheets,
    _work,
)
"""Where the rows are that name people: importing the models registers their tables, whatever process this is."""

Changed = dict[str, Any]
"""One row that was changed: {table, id, before: {column: value}, after: {…}}, as JSON keeps it."""


def move(session: Session, keys: Iterable[Key], gone_id: int, kept_id: int) -> dict[str, list[int]]:
    """Give every row of one person to another; returns which, by `table.column`.

    A row that the other has already (the same lesson learnt, the same device) stays behind: the constraints say which.
    """
    moved = {}
    for key in keys:
        table = table_of(key)
        ids = [one for one in _ids(session, table, key.column, gone_id) if one not in
               _had_already(session, table, key.column, gone_id, kept_id)]  # fmt: skip
        if ids:
            session.execute(update(table).where(table.c.id.in_(ids)).values({key.column: kept_id}))
            moved[f"{key.table}.{key.column}"] = ids
    session.expire_all()
    return moved


def put_back(session: Session, moved: Mapping[str, Sequence[int]], gone_id: int, kept_id: int) -> None:
    """Give rows back that are still there and still the other's."""
    for name, ids in moved.items():
        table_name, _, column = name.partition(".")
        table = Model.metadata.tables[table_name]
        theirs = table.c.id.in_(ids) & (table.c[column] == kept_id)
        session.execute(update(table).where(theirs).values({column: gone_id}))
    session.expire_all()


def change(session: Session, row: Model, **values: Any) -> Changed:
    """Change a row and return what undoing has to know."""
    before = {name: _plain(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return {
        "table": row.__tablename__,
        "id": row.id,
        "before": before,
        "after": {name: _plain(value) for name, value in values.items()},
    }


def change_back(session: Session, changed: Iterable[Changed]) -> None:
    """Undo changes of rows that still are as they were left; what was changed since, or is in the way, stays."""
    for one in changed:
        table = Model.metadata.tables[one["table"]]
        columns = [table.c[name] for name in one["after"]]
        row = session.execute(select(*columns).where(table.c.id == one["id"])).one_or_none()
        if row is None or {name: _plain(row._mapping[name]) for name in one["after"]} != one["after"]:
            continue
        values = {name: _read(table, name, value) for name, value in one["before"].items()}
        try:
            with session.begin_nested():
                session.execute(update(table).where(table.c.id == one["id"]).values(values))
        except IntegrityError:  # something else took the place since: it stays
            continue
    session.expire_all()


def table_of(key: Key) -> Table:
    """The table of a key."""
    return Model.metadata.tables[key.table]


def _ids(session: Session, table: Table, column: str, person_id: int) -> list[int]:
    return list(session.scalars(select(table.c.id).where(table.c[column] == person_id).order_by(table.c.id)))


def _had_already(session: Session, table: Table, column: str, gone_id: int, kept_id: int) -> set[int]:
    """The rows of `gone` that could not stand beside those of `kept`, by each constraint that names the person."""
    found: set[int] = set()
    for others, only in _uniques(table, column):
        there = [table.c.id, table.c[column], *(table.c[name] for name in others)]
        query = select(*there).where(table.c[column].in_([gone_id, kept_id]))
        rows = session.execute(query.where(only) if only is not None else query).all()
        held = {row[2:] for row in rows if row[1] == kept_id}
        found |= {row[0] for row in rows if row[1] == gone_id and row[2:] in held and None not in row[2:]}
    return found


def _uniques(table: Table, column: str) -> list[tuple[list[str], Any]]:
    """Each unique constraint or index over a column: the columns beside it, and the condition under which it holds."""
    found: list[tuple[list[str], Any]] = []
    for one in [*table.constraints, *table.indexes]:
        if isinstance(one, UniqueConstraint) or (isinstance(one, Index) and one.unique):
            names = [part.name for part in one.columns]
            if column in names:
                only = one.dialect_options["sqlite"].get("where") if isinstance(one, Index) else None
                found.append(([name for name in names if name != column], only))
    return found


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(table: Table, name: str, value: Any) -> Any:
    """A value as the column takes it; a choice takes its own text."""
    kind = table.c[name].type
    if value is None or not isinstance(kind, Moment | Date):
        return value
    return datetime.fromisoformat(value) if isinstance(kind, Moment) else date.fromisoformat(value)
