"""The lines of a list as SQL: which there are, and how far each person has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Case, ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from lms.access.queries import under
from lms.listings.models import ListingLine
from lms.listings.rules.states import Mark, State, audiences_of_list
from lms.people.models import Person
from lms.people.queries.finding import LIVING
from lms.people.rules.names import search_key
from lms.skills.rules import Audience, Evidence
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import COMMUNAL, RESIDENTIAL, UnitKind

Counted = Mapping[Audience, int]
"""The lowest evidence that counts as confirmed, by audience; `supervised` where nothing is said."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a list is asked for. `unit_id` and `group_name`: one village, one class; None: all."""

    state: State | None = None
    unit_id: int | None = None
    group_name: str | None = None
    words: str = ""


def lines_of(unit: UnitVersion, filters: Filters, counted: Counted) -> Select[*tuple[Any, ...]]:
    """The lines on the list now that are asked for, each with its state, in no order yet."""
    query = all_lines_of(unit, counted).where(ListingLine.removed_at.is_(None))
    if filters.state is not None:
        query = query.where(_state(audiences_of_list(unit.kind), counted) == filters.state.value)
    if filters.unit_id is not None:
        query = query.where(UnitVersion.unit_id == filters.unit_id)
    if filters.group_name is not None:
        query = query.where(ListingLine.group_name == filters.group_name)
    return query.where(*_named(filters.words))


def all_lines_of(unit: UnitVersion, counted: Counted) -> Select[*tuple[Any, ...]]:
    """Every line ever kept there, each with its state; `unit_id` is whichever open unit the line's stands for today."""
    places = _places_of(unit)
    return (
        select(
            ListingLine.id, ListingLine.person_id, UnitVersion.unit_id, ListingLine.group_name, Person.name,
            Person.birth_year, UnitVersion.name.label("unit_name"), UnitVersion.kind, UnitVersion.code,
            Person.sort_key,
            _state(audiences_of_list(unit.kind), counted).label("state"),
        )
        .join(Person, Person.id == ListingLine.person_id)
        .join(places, places.c.held == ListingLine.unit_id)
        .join(UnitVersion, and_(UnitVersion.unit_id == places.c.heir, CURRENT))
        .where(LIVING)
    )  # fmt: skip


def _places_of(unit: UnitVersion) -> CTE:
    """The units whose lines make up a unit's list: a commune's villages with it; schools, offices have their own."""
    if unit.kind not in COMMUNAL:
        return with_heirs(UnitVersion.unit_id == unit.unit_id)
    residents = or_(UnitVersion.unit_id == unit.unit_id, UnitVersion.kind.in_(RESIDENTIAL))
    return with_heirs(and_(under(unit.path, UnitVersion.path), residents), RESIDENTIAL | COMMUNAL)


def with_heirs(which: ColumnElement[bool], kinds: frozenset[UnitKind] | None = None) -> CTE:
    """Open units (`heir`), each with itself and every closed unit merged into it (`held`): rows stay where they were.

    `kinds`: closed units count only where they were of these kinds.
    """
    standing = select(UnitVersion.unit_id.label("heir"), UnitVersion.unit_id.label("held")).where(CURRENT, which)
    places = standing.cte("places", recursive=True)
    closed = select(places.c.heir, Unit.id).join(places, Unit.successor_id == places.c.held)
    if kinds is not None:
        was = aliased(UnitVersion)
        closed = closed.where(select(was.id).where(was.unit_id == Unit.id, was.kind.in_(kinds)).exists())
    return places.union(closed)


def _named(words: str) -> list[ColumnElement[bool]]:
    """Each word has to be in the name, diacritics apart; four digits are a year of birth."""
    keys = [one.replace("%", "").replace("_", "") for one in search_key(words).split()[:8]]
    return [
        Person.birth_year == int(one)
        if one.isascii() and one.isdigit() and len(one) == 4
        else Person.search_key.like(f"%{one}%")
        for one in keys
        if one
    ]


def _state(audiences: Sequence[Audience], counted: Counted) -> Case[str]:
    """The state of a line as SQL. What somebody achieved here goes before a mark, unless they are gone."""
    confirmed = or_(
        *(
            and_(PersonStanding.audience == one, PersonStanding.evidence >= counted.get(one, Evidence.SUPERVISED))
            for one in audiences
        )
    )
    done = PersonStanding.stage == Stage.COMPLETED
    rank = case(
        (and_(done, confirmed), 3),
        (done, 2),
        (PersonStanding.stage.in_([Stage.REGISTERED, Stage.LEARNING]), 1),
        else_=0,
    )
    best = (
        select(func.max(rank))
        .where(PersonStanding.person_id == ListingLine.person_id, PersonStanding.audience.in_(audiences))
        .correlate(ListingLine)
        .scalar_subquery()
    )
    gone = [(ListingLine.mark == mark, mark.value) for mark in (Mark.MOVED_AWAY, Mark.DIED)]
    marked = [(ListingLine.mark == mark, mark.value) for mark in (Mark.RECOGNISED_ELSEWHERE, Mark.DECLINED)]
    marked.append((Person.stopped_at.is_not(None), Mark.DECLINED.value))  # they said so themselves
    reached = [(best == 3, State.CONFIRMED.value), (best == 2, State.COMPLETED.value)]
    return case(*gone, *reached, *marked, (best == 1, State.LEARNING.value), else_=State.NOT_REACHED.value)


def in_order(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """By village in the order of codes, class, and name as a class list has it."""
    return query.order_by(
        func.length(UnitVersion.code), UnitVersion.code, ListingLine.group_name, Person.sort_key, ListingLine.id
    )
