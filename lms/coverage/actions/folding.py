"""Folding the ledger: rows are summed by place, so that a read never asks how many people there are.

`lms tidy` does it; whatever has not been folded yet is read beside the sums, so figures are exact at any moment.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, false, func, insert, literal, select, text, true
from sqlalchemy.orm import Session

from lms import clock
from lms.coverage.adapters.adding import POSTGRESQL, add_to, month_of
from lms.coverage.models.sums import CELL, FoldedDay, FoldedMonth, FoldedPlace, FoldedSum, FoldMark
from lms.coverage.queries.lines import lines_of
from lms.db import Database
from lms.tally.models import LedgerRow

_sum, _day, _month, _place = (
    one.metadata.tables[one.__tablename__] for one in (FoldedSum, FoldedDay, FoldedMonth, FoldedPlace)
)


def fold_ledger(database: Database) -> int:
    """Fold everything there is; returns how many rows of the ledger that was. Two at once wait for each other."""
    with database.writing() as session:
        top = settled_top(session)
    with database.writing() as session:
        return fold(session, top)


def settled_top(session: Session) -> int:
    """The number of the last row of the ledger, no row of a lower number being still to come; 0 for an empty one.

    PostgreSQL draws numbers before it commits: this waits, for a moment, for whoever is writing.
    """
    if _dialect(session) == POSTGRESQL:
        session.execute(text("LOCK TABLE ledger_row IN SHARE MODE"))
    return session.scalar(select(func.max(LedgerRow.id))) or 0


def fold(session: Session, top: int) -> int:
    """Add the rows up to `top` to the sums; returns how many there were."""
    mark = _mark(session)
    fresh = (LedgerRow.id > mark.ledger_id) & (LedgerRow.id <= top)
    count = session.scalar(select(func.count()).select_from(LedgerRow).where(fresh)) or 0
    place = func.coalesce(LedgerRow.unit_id, 0)
    _settle_places(session, session.scalars(select(place).where(fresh).distinct()))
    if count:
        _sum_up(session, place, fresh)
    mark.ledger_id = max(mark.ledger_id, top)
    session.flush()
    return count


def follow_tree(session: Session) -> None:
    """Have figures follow the tree: before it changes, so that what was recorded stays where it was, and after.

    In the transaction of whoever changes the tree: nobody reads figures of a tree that is not there.
    """
    fold(session, settled_top(session))


def _mark(session: Session) -> FoldMark:
    """The mark, for this transaction alone."""
    found = session.scalar(select(FoldMark).with_for_update())
    if found is None:
        found = FoldMark(id=1, ledger_id=0)
        session.add(found)
        session.flush()
    return found


def _sum_up(session: Session, place: ColumnElement[int], fresh: ColumnElement[bool]) -> None:
    cell = _cell()
    own = select(place.label("place_id"), true().label("own"), *cell, _total()).where(fresh).group_by(place, *cell)
    session.execute(add_to(_sum, ("place_id", "own", *CELL), own, _dialect(session)))
    day: ColumnElement[Any] = LedgerRow.day.expression
    for table, when in ((_sum, None), (_day, day), (_month, month_of(day, _dialect(session)))):
        since = false().label("own") if when is None else when.label("since")
        rows = select(_place.c.above_id.label("place_id"), since, *cell, _total()).where(fresh)
        rows = rows.select_from(LedgerRow).join(_place, _place.c.unit_id == place)
        groups = [_place.c.above_id, *cell] if when is None else [_place.c.above_id, when, *cell]
        key = ("place_id", since.name, *CELL)
        session.execute(add_to(table, key, rows.group_by(*groups), _dialect(session)))
    session.execute(delete(_sum).where(_sum.c.n == 0))


def _cell() -> list[ColumnElement[Any]]:
    """A row's cell as the sums know it: nothing unknown is NULL."""
    empty: dict[str, Any] = {"evidence": -1, "framework": "", "sex": ""}
    return [
        (func.coalesce(getattr(LedgerRow, name), empty[name]) if name in empty else getattr(LedgerRow, name)).label(
            name
        )
        for name in CELL
    ]


def _total() -> ColumnElement[int]:
    return func.sum(LedgerRow.change).label("n")


def _settle_places(session: Session, fresh: Iterable[int]) -> None:
    """Have every unit counted where it stands in the tree now; one that has moved takes its people along, today."""
    known: dict[int, set[int]] = {}
    for unit_id, above_id in session.execute(select(_place.c.unit_id, _place.c.above_id)):
        known.setdefault(unit_id, set()).add(above_id)
    lines = lines_of(session, {*known, *fresh})
    new = [(unit, above) for unit, line in lines.items() if unit not in known for above in line]
    if new:
        session.execute(insert(_place), [{"unit_id": unit, "above_id": above} for unit, above in new])
    for unit, before in known.items():
        for above in before - lines[unit]:
            _carry(session, unit, above, -1)
            session.execute(delete(_place).where(_place.c.unit_id == unit, _place.c.above_id == above))
        for above in lines[unit] - before:
            _carry(session, unit, above, +1)
            session.execute(insert(_place).values(unit_id=unit, above_id=above))


def _carry(session: Session, unit: int, above: int, sign: int) -> None:
    """Count a unit's own people in a subtree from today on, or (−1) no longer."""
    today = clock.today()
    times: tuple[tuple[Table, date | None], ...] = ((_sum, None), (_day, today), (_month, today.replace(day=1)))
    for table, since in times:
        named = false().label("own") if since is None else literal(since).label("since")
        cell = [_sum.c[name] for name in CELL]
        rows: Select[Any] = select(literal(above).label("place_id"), named, *cell, (_sum.c.n * sign).label("n")).where(
            _sum.c.place_id == unit, _sum.c.own
        )
        session.execute(add_to(table, ("place_id", named.name, *CELL), rows, _dialect(session)))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
