"""Counting again from first principles: from people, memberships and confirmations, past every sum there is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from lms.confirmations.models import Confirmation
from lms.confirmations.rules.counting import standings_of
from lms.confirmations.rules.kinds import State
from lms.coverage.models.sums import CELL, FoldedDay, FoldedMonth, FoldedPlace, FoldedSum, FoldMark
from lms.coverage.queries.sums import Folded
from lms.people.models import Membership, Person
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage

_AT_ONCE = 5_000
"""How many people are looked at together: memory stays the same however many there are."""

Cell = tuple[object, ...]

_LEDGER = ("audience", "unit_id", *CELL[1:])
_FOLDED = ("audience", "place_id", *CELL[1:])


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not agree: which check, what it concerns (numbers only), what is there, what ought to be."""

    check: str
    about: str
    there: str
    ought: str


def differences(session: Session) -> Iterator[Difference]:
    """Every difference between what is counted and what ought to be; nothing when all agrees.

    Standings are compared with memberships and valid confirmations person by person, the ledger with the standings, the
    folded sums with the ledger, those of subtrees with those of units, days and months with those of subtrees.
    """
    last = 0
    while people := _people(session, last):
        yield from _of_people(session, [row.id for row in people])
        last = people[-1].id
    yield from _ledger(session)
    yield from _folded(session)
    own = select(FoldedPlace.above_id, *_cell(FoldedSum), FoldedSum.n).where(FoldedSum.own.is_(True))
    own = own.join(FoldedPlace, FoldedPlace.unit_id == FoldedSum.place_id)
    yield from _unlike(session, "subtree", _within(FoldedSum).where(FoldedSum.own.is_(False)), own)
    for check, table in (("days", FoldedDay), ("months", FoldedMonth)):
        subtrees = _within(FoldedSum).where(FoldedSum.own.is_(False))
        yield from _unlike(session, check, _within(table), subtrees)


def _people(session: Session, after: int) -> list[Row[int]]:
    query = select(Person.id).where(Person.id > after).order_by(Person.id).limit(_AT_ONCE)
    return list(session.execute(query).all())


def _of_people(session: Session, ids: list[int]) -> Iterator[Difference]:
    span = ids[0], ids[-1]
    ought = dict(_ought(session, span))
    query = select(PersonStanding).where(PersonStanding.person_id.between(*span))
    there = {(row.person_id, row.audience): row.standing for row in session.scalars(query)}
    for key in sorted(ought.keys() | there.keys()):
        held, wanted = there.get(key), ought.get(key)
        seen = None if held is None else _plain(held.unit_id, held.birth_year, held.sex, held.stage, held.evidence)
        if seen != wanted:
            yield Difference("standing", f"person {key[0]}, {key[1]}", str(seen), str(wanted))


def _ought(session: Session, span: tuple[int, int]) -> Iterator[tuple[tuple[int, str], Cell]]:
    """By person and audience: unit, year of birth, sex, and evidence where something valid counts there."""
    best: dict[tuple[int, str], int] = {}
    valid = select(Confirmation).where(Confirmation.state == State.VALID, Confirmation.person_id.between(*span))
    for one in session.scalars(valid):
        for audience in standings_of(one.counts_for):
            key = one.person_id, str(audience)
            best[key] = max(one.evidence, best.get(key, -1))
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


def _ledger(session: Session) -> Iterator[Difference]:
    kept = _sums(session, PersonStanding.__table__, _LEDGER, func.count())
    told = _sums(session, LedgerRow.__table__, _LEDGER, func.sum(LedgerRow.change))
    yield from _compared("ledger", told, kept)


def _folded(session: Session) -> Iterator[Difference]:
    """Own sums against the rows of the ledger that they were made of."""
    top = session.scalar(select(FoldMark.ledger_id)) or 0
    rows = _sums(session, LedgerRow.__table__, _LEDGER, func.sum(LedgerRow.change), LedgerRow.id <= top)
    ought = Counter({_as_folded(key): n for key, n in rows.items()})
    there = _sums(session, FoldedSum.__table__, _FOLDED, func.sum(FoldedSum.n), FoldedSum.own.is_(True))
    yield from _compared("folded", there, ought)


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


def _sums(
    session: Session,
    table: FromClause,
    columns: tuple[str, ...],
    total: ColumnElement[int],
    *where: ColumnElement[bool],
) -> Counter[Cell]:
    named = [table.c[name] for name in columns]
    rows = session.execute(select(*named, total).where(*where).group_by(*named))
    plain = {tuple(None if value is None else str(value) for value in row[:-1]): row[-1] for row in rows}
    return Counter({key: n for key, n in plain.items() if n})


def _as_folded(key: Cell) -> Cell:
    """A key of the ledger as the sums write it."""
    empty = {"place_id": "0", "evidence": "-1", "framework": "", "sex": ""}
    return tuple(empty.get(name, "") if value is None else value for name, value in zip(_FOLDED, key, strict=True))


def _compared(check: str, there: Counter[Cell], ought: Counter[Cell]) -> Iterator[Difference]:
    for key in sorted(there.keys() | ought.keys(), key=str):
        if there[key] != ought[key]:
            yield Difference(check, str(key), str(there[key]), str(ought[key]))
