"""Counting again from first principles: from people, memberships and confirmations, past every sum there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, literal, select, text, type_coerce, union_all
from sqlalchemy.orm import Session

from lms.confirmations.models import Confirmation
from lms.confirmations.rules.counting import standings_of
from lms.confirmations.rules.kinds import State
from lms.coverage.models.sums import CELL, FoldedDay, FoldedMonth, FoldedPlace, FoldedSum, FoldMark
from lms.coverage.queries.lines import NOWHERE
from lms.coverage.queries.sums import Folded
from lms.people.models import Membership, Person
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage

_AT_ONCE = 5_000
"""How many people are looked at together: memory stays the same however many there are."""

Cell = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not agree: which check, what it concerns (numbers only), what is there, what ought to be."""

    check: str
    about: str
    there: str
    ought: str


def differences(session: Session) -> Iterator[Difference]:
    """Every difference between what is counted and what ought to be; nothing when all agrees.

    Standings are compared with memberships and valid confirmations person by person, some thousand people at a time;
    the ledger with the standings, the folded sums with the ledger, those of subtrees with those of units, days and
    months with those of subtrees, each in the database, which says only where they are not alike. So memory stays the
    same however many people there are.
    """
    if session.get_bind().dialect.name == "sqlite":  # what is sorted there lies in memory otherwise, all of it
        session.execute(text("PRAGMA temp_store=FILE"))
    last = 0
    while (top := _some_thousand(session, last)) is not None:
        yield from _of_people(session, (last + 1, top))
        last = top
    yield from _unlike(session, "ledger", _ledger(), _standings())
    yield from _unlike(session, "folded", _within(FoldedSum).where(FoldedSum.own.is_(True)), _ledger(folded=True))
    own = select(FoldedPlace.above_id, *_cell(FoldedSum), FoldedSum.n).where(FoldedSum.own.is_(True))
    own = own.join(FoldedPlace, FoldedPlace.unit_id == FoldedSum.place_id)
    yield from _unlike(session, "subtree", _within(FoldedSum).where(FoldedSum.own.is_(False)), own)
    for check, table in (("days", FoldedDay), ("months", FoldedMonth)):
        subtrees = _within(FoldedSum).where(FoldedSum.own.is_(False))
        yield from _unlike(session, check, _within(table), subtrees)


def _some_thousand(session: Session, after: int) -> int | None:
    """The last of the next people by number; None when there are no more."""
    some = select(Person.id).where(Person.id > after).order_by(Person.id).limit(_AT_ONCE).subquery()
    found: int | None = session.scalar(select(func.max(some.c.id)))
    return found


def _of_people(session: Session, span: tuple[int, int]) -> Iterator[Difference]:
    ought = dict(_ought(session, span))
    there = dict(_kept(session, span))
    for key in sorted(ought.keys() | there.keys()):
        if there.get(key) != ought.get(key):
            yield Difference("standing", f"person {key[0]}, {key[1]}", str(there.get(key)), str(ought.get(key)))


def _kept(session: Session, span: tuple[int, int]) -> Iterator[tuple[tuple[int, str], Cell]]:
    """By person and audience what their standing says."""
    names = ("person_id", "audience", "unit_id", "birth_year", "sex", "stage", "evidence")
    query = select(*(getattr(PersonStanding, name) for name in names))
    for row in session.execute(query.where(PersonStanding.person_id.between(*span))):
        yield (row[0], str(row[1])), _plain(*row[2:])


def _ought(session: Session, span: tuple[int, int]) -> Iterator[tuple[tuple[int, str], Cell]]:
    """By person and audience: unit, year of birth, sex, and evidence where something valid counts there."""
    best: dict[tuple[int, str], int] = {}
    valid = select(Confirmation.person_id, Confirmation.counts_for, Confirmation.evidence)
    valid = valid.where(Confirmation.state == State.VALID, Confirmation.person_id.between(*span))
    for person_id, counts_for, evidence in session.execute(valid):
        for audience in standings_of(counts_for):
            key = person_id, str(audience)
            best[key] = max(evidence, best.get(key, -1))
    query = (
        select(Membership.person_id, Membership.audience, Membership.unit_id, Person.birth_year, Person.sex)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.to_on.is_(None),
            Membership.person_id.between(*span),
            Person.is_test.is_(False),
            Person.erased_at.is_(None),
            Person.merged_into_id.is_(None),
            Person.stopped_at.is_(None),
        )
    )
    for row in session.execute(query):
        key = row.person_id, str(row.audience)
        stage = Stage.COMPLETED if key in best else None
        yield key, _plain(row.unit_id, row.birth_year, row.sex, stage, best.get(key))


def _plain(
    unit_id: int | None, born: int, sex: object, stage: Stage | None, evidence: int | None
) -> tuple[object, ...]:
    """What can be told from first principles: how far somebody has come before completing is not."""
    return unit_id, born, str(sex or ""), stage is Stage.COMPLETED, evidence


def _standings() -> Select[Any]:
    """How many people stand in each cell, by what is kept of each."""
    cell = _folded_cell(PersonStanding)
    return select(*cell, func.count().label("n")).group_by(*cell)


def _ledger(*, folded: bool = False) -> Select[Any]:
    """How many people the ledger says stand in each cell; `folded`: by those of its rows that were folded."""
    cell = _folded_cell(LedgerRow)
    query = select(*cell, func.sum(LedgerRow.change).label("n")).group_by(*cell)
    if not folded:
        return query
    top = select(func.coalesce(func.max(FoldMark.ledger_id), 0)).scalar_subquery()
    return query.where(LedgerRow.id <= top)


def _folded_cell(table: type[PersonStanding] | type[LedgerRow]) -> list[ColumnElement[Any]]:
    """The place and cell of a row as the sums write them: nothing unknown is NULL."""
    columns = table.__table__.c
    empty: dict[str, Any] = {"evidence": -1, "framework": "", "sex": ""}
    plain = {"sex": type_coerce(columns.sex, String)}
    named: dict[str, ColumnElement[Any]] = {
        name: func.coalesce(plain.get(name, columns[name]), empty[name]) if name in empty else columns[name]
        for name in CELL
    }
    place = func.coalesce(columns.unit_id, NOWHERE).label("place_id")
    return [place, *(one.label(name) for name, one in named.items())]


def _cell(table: Folded) -> list[ColumnElement[Any]]:
    return [table.__table__.c[name] for name in CELL]


def _within(table: Folded) -> Select[Any]:
    """The numbers of a table by place and cell."""
    return select(table.place_id, *_cell(table), table.n)


def _unlike(session: Session, check: str, there: Select[Any], ought: Select[Any]) -> Iterator[Difference]:
    """Where two columns of numbers do not add up alike; compared in the database, however many there are."""
    one, other = there.subquery(), ought.subquery()
    sides = union_all(
        select(*list(one.c)[:-1], one.c.n.label("there"), literal(0).label("ought")),
        select(*list(other.c)[:-1], literal(0).label("there"), other.c.n.label("ought")),
    ).subquery()
    key = list(sides.c)[:-2]
    totals = func.sum(sides.c.there), func.sum(sides.c.ought)
    query = select(*key, *totals).group_by(*key).having(totals[0] != totals[1]).order_by(*key)
    for row in session.execute(query):
        yield Difference(check, str(tuple(str(value) for value in row[:-2])), str(row[-2]), str(row[-1]))
