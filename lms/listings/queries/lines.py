"""The lines of a list with their states: page by page, counted, and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.listings.models import ListingLine
from lms.listings.queries.selecting import Counted, Filters, all_lines_of, in_order, lines_of
from lms.listings.rules.states import State
from lms.people.models import Person
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, unit_by_code
from lms.units.rules import RESIDENTIAL, spoken

PER_PAGE = 50
LARGEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list as it is shown; `place` is the village or class in words, empty where the list says none."""

    id: int
    person_id: int
    name: str
    birth_year: int
    unit_id: int
    unit_name: str
    group_name: str
    state: State


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: its rows, how many there are in all, which page it is and of how many."""

    rows: Sequence[Line]
    total: int
    at: int
    pages: int


@dataclass(frozen=True, slots=True)
class LineIn:
    """A line with its person, found at the unit that keeps it or at the commune above."""

    unit: UnitVersion
    line: ListingLine
    person: Person
    unit_name: str
    state: State

    @property
    def path(self) -> str:
        """Where a guard asks."""
        return self.unit.path


def listing_of(
    session: Session, unit: UnitVersion, filters: Filters, page: int = 1, *, counted: Counted | None = None
) -> Listing:
    """One page of a unit's list with everybody's state; a commune's is that of its villages too. Two queries."""
    query = lines_of(unit, filters, counted or {})
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    at = min(max(page, 1), pages)
    rows = session.execute(in_order(query).limit(PER_PAGE).offset((at - 1) * PER_PAGE)).all()
    return Listing([_line(row) for row in rows], total, at, pages)


def to_visit(session: Session, unit: UnitVersion, filters: Filters, *, counted: Counted | None = None) -> list[Line]:
    """Everybody still to be reached: no sign-in, and nothing marked by hand. By village, then by name. One query."""
    wanted = Filters(State.NOT_REACHED, filters.unit_id, filters.group_name)
    return [_line(row) for row in session.execute(in_order(lines_of(unit, wanted, counted or {})))]


def counts_of(
    session: Session, unit: UnitVersion, *, counted: Counted | None = None
) -> dict[tuple[int, str], dict[State, int]]:
    """How many stand where, by (unit, class or hamlet) and state, whatever is filtered. One query."""
    lines = lines_of(unit, Filters(), counted or {}).subquery()
    columns = (lines.c.unit_id, lines.c.group_name, lines.c.state)
    found: dict[tuple[int, str], dict[State, int]] = {}
    for unit_id, group, state, count in session.execute(select(*columns, func.count()).group_by(*columns)):
        found.setdefault((unit_id, group), {})[State(state)] = count
    return found


def line_in(session: Session, code: str, line: int) -> LineIn:
    """A line kept at a unit, or at a village of that commune. Raises NotFound; for lines that were taken off too."""
    return _one(session, code, line, ListingLine.removed_at.is_(None))


def removed_line_in(session: Session, code: str, line: int) -> LineIn:
    """The same for a line that was taken off. Raises NotFound."""
    return _one(session, code, line, ListingLine.removed_at.is_not(None))


def _one(session: Session, code: str, line: int, there: ColumnElement[bool]) -> LineIn:
    unit = unit_by_code(session, code)
    query = all_lines_of(unit, {}).where(ListingLine.id == min(line, LARGEST_ID), there)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    found = session.get_one(ListingLine, row.id)
    place = spoken(row.kind, row.unit_name)
    return LineIn(unit, found, session.get_one(Person, row.person_id), place, State(row.state))


def lists_below(session: Session, commune: UnitVersion) -> Sequence[tuple[UnitVersion, int]]:
    """The schools, offices and enterprises below a commune, each with how many are on its list. One query."""
    lines = and_(ListingLine.unit_id == UnitVersion.unit_id, ListingLine.removed_at.is_(None))
    query = (
        select(UnitVersion, func.count(ListingLine.id))
        .outerjoin(ListingLine, lines)
        .where(CURRENT, UnitVersion.parent_id == commune.unit_id, UnitVersion.kind.not_in(RESIDENTIAL))
        .group_by(UnitVersion.id)
        .order_by(func.length(UnitVersion.code), UnitVersion.code)
    )
    return [(unit, count) for unit, count in session.execute(query)]


def _line(row: Any) -> Line:
    place = spoken(row.kind, row.unit_name)
    return Line(row.id, row.person_id, row.name, row.birth_year, row.unit_id, place, row.group_name, State(row.state))
