"""The ledger: every change of a standing adds a −1 row and a +1 row, so that its sums are the standings there are."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from lms.people.actions.registering import join
from lms.skills.rules import Audience
from lms.tally.actions import FIELDS, advance, restate
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.queries import standing_of
from lms.tally.rules import Sex, Stage, Standing
from tests import builders


@pytest.fixture
def person(session):
    return builders.someone(session)


@pytest.fixture
def somewhere(cast) -> Standing:
    return Standing("citizen", cast.units["77001"].unit_id, Stage.REGISTERED, 1960)


def _sums(session) -> Counter:
    """What the ledger adds up to: how many people stand where; groups of nobody left out."""
    columns = [getattr(LedgerRow, name) for name in FIELDS]
    rows = session.execute(select(*columns, func.sum(LedgerRow.change)).group_by(*columns))
    return Counter({tuple(row[:-1]): row[-1] for row in rows if row[-1]})


def _standings(session) -> Counter:
    rows = session.scalars(select(PersonStanding))
    return Counter(tuple(getattr(row, name) for name in FIELDS) for row in rows)


def _count(session) -> int:
    return session.scalar(select(func.count()).select_from(LedgerRow))


def test_the_cast_is_counted_where_it_stands(session):
    assert _sums(session) == _standings(session)
    assert sum(_sums(session).values()) == sum(len(belongs) for *_, belongs, _ in builders.PEOPLE)


def test_a_first_standing_adds_one_row(session, person, somewhere):
    before = _count(session)
    restate(session, person.id, "citizen", somewhere)

    assert _count(session) == before + 1
    assert standing_of(session, person.id, "citizen") == somewhere
    assert _sums(session) == _standings(session)


@pytest.mark.parametrize(
    "change",
    [
        {"stage": Stage.LEARNING},
        {"unit_id": None},
        {"birth_year": 1961},
        {"sex": Sex.FEMALE},
        {"framework": "TT02-2025"},
        {"stage": Stage.COMPLETED, "evidence": 2},
    ],
)
def test_a_change_takes_one_away_there_and_adds_one_here(session, person, somewhere, change):
    restate(session, person.id, "citizen", somewhere)
    before = _count(session)
    restate(session, person.id, "citizen", replace(somewhere, **change))
    last = session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc()).limit(2)).all()

    assert _count(session) == before + 2
    assert {row.change: row.standing for row in last} == {-1: somewhere, 1: replace(somewhere, **change)}
    assert _sums(session) == _standings(session)


def test_no_change_adds_no_row(session, person, somewhere):
    restate(session, person.id, "citizen", somewhere)
    before = _count(session)
    restate(session, person.id, "citizen", replace(somewhere))
    restate(session, person.id, "official", None)

    assert _count(session) == before


def test_whoever_is_taken_out_is_counted_no_more(session, person, somewhere):
    restate(session, person.id, "citizen", somewhere)
    restate(session, person.id, "citizen", None)

    assert standing_of(session, person.id, "citizen") is None
    assert _sums(session) == _standings(session)
    assert session.scalar(select(func.sum(LedgerRow.change)).where(LedgerRow.birth_year == 1960)) == 0


def test_advancing_moves_only_those_who_stand_at_the_first_stage(session, person, somewhere):
    elsewhere = replace(somewhere, audience="official", stage=Stage.COMPLETED, evidence=1)
    restate(session, person.id, "citizen", somewhere)
    restate(session, person.id, "official", elsewhere)
    advance(session, person.id, Stage.REGISTERED, Stage.LEARNING)

    assert standing_of(session, person.id, "citizen") == replace(somewhere, stage=Stage.LEARNING)
    assert standing_of(session, person.id, "official") == elsewhere
    assert _sums(session) == _standings(session)


def test_advancing_twice_counts_once(session, person, somewhere):
    restate(session, person.id, "citizen", somewhere)
    advance(session, person.id, Stage.REGISTERED, Stage.LEARNING)
    before = _count(session)
    advance(session, person.id, Stage.REGISTERED, Stage.LEARNING)

    assert _count(session) == before


def test_after_any_changes_the_sums_are_the_standings(session, cast):
    chance = random.Random(20261120)
    people = [builders.someone(session).id for _ in range(5)]
    units = [*(unit.unit_id for unit in cast.units.values()), None]
    for _ in range(150):
        person_id, audience = chance.choice(people), chance.choice(["citizen", "official"])
        new = Standing(audience, chance.choice(units), chance.choice(list(Stage)), 1960, chance.choice([None, *Sex]))
        if chance.random() < 0.3:
            advance(session, person_id, chance.choice(list(Stage)), chance.choice(list(Stage)))
        else:
            restate(session, person_id, audience, chance.choice([new, new, None]))

    assert _sums(session) == _standings(session)
    assert sum(_sums(session).values()) == session.scalar(select(func.count()).select_from(PersonStanding))


def test_test_accounts_are_never_counted(session, person):
    before = _count(session)
    person.is_test = True
    join(session, person, Audience.CITIZEN, None)

    assert _count(session) == before


def test_whose_place_is_unknown_is_counted_in_a_row_of_its_own(session, person):
    join(session, person, Audience.CITIZEN, None)

    assert standing_of(session, person.id, Audience.CITIZEN).unit_id is None
    assert _sums(session)[("citizen", None, Stage.REGISTERED, 1960, None, None, None)] == 1
