"""Counting again from first principles: nothing after real acts, and each thing that somebody tampered with."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, insert, select, update

from lms import clock
from lms.access.rules import Origin
from lms.app.cli import main
from lms.confirmations.actions.ending import revoke
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.models import Confirmation
from lms.confirmations.rules.kinds import Reason, State
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.models.sums import FoldedDay, FoldedMonth, FoldedSum
from lms.coverage.queries.coverage import coverage_of
from lms.coverage.queries.recount import differences
from lms.people.actions.caring import move
from lms.people.actions.registering import join
from lms.people.models import Membership, Person
from lms.skills.rules import ADULTS, Audience, Evidence
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage
from lms.units.actions import close_unit, move_under
from lms.units.models import UnitVersion
from lms.units.queries import living_by_id
from tests import builders
from tests.databases import address_of

ORIGIN = Origin(None, "203.0.113.0/24")


def found(database) -> list:
    with database.session(write=False) as session:
        return list(differences(session))


def _no_standing(session) -> None:
    session.execute(delete(PersonStanding).where(PersonStanding.audience == "citizen"))


def _raised(session) -> None:
    session.execute(update(PersonStanding).values(stage=Stage.COMPLETED, evidence=3))


def _moved(session) -> None:
    session.execute(update(PersonStanding).values(unit_id=None))


def _one_more(session) -> None:
    row = session.scalars(select(LedgerRow)).first()
    names = ("audience", "unit_id", "stage", "birth_year", "sex", "framework", "evidence", "at", "day", "change")
    session.execute(insert(LedgerRow).values({name: getattr(row, name) for name in names}))


def _sum_grown(session) -> None:
    session.execute(update(FoldedSum).where(FoldedSum.own.is_(True)).values(n=FoldedSum.n + 1))


def _subtree_grown(session) -> None:
    session.execute(update(FoldedSum).where(FoldedSum.own.is_(False)).values(n=FoldedSum.n + 1))


def _day_gone(session) -> None:
    session.execute(delete(FoldedDay))


def _month_grown(session) -> None:
    session.execute(update(FoldedMonth).values(n=FoldedMonth.n + 1))


@pytest.mark.parametrize(
    ("tamper", "check"),
    [
        (_no_standing, "standing"),
        (_raised, "standing"),
        (_moved, "standing"),
        (_one_more, "ledger"),
        (_sum_grown, "folded"),
        (_subtree_grown, "subtree"),
        (_day_gone, "days"),
        (_month_grown, "months"),
    ],
)
def test_each_kind_of_tampering_is_found(database, cast, tamper, check):
    fold_ledger(database)
    assert found(database) == []
    with database.writing() as session:
        tamper(session)

    assert check in {one.check for one in found(database)}


def test_the_command_prints_differences_and_ends_with_1(database, cast, monkeypatch, tmp_path):
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LMS_DATABASE_URL", address_of(database))
    sound = CliRunner().invoke(main, ["coverage", "verify"])
    with database.writing() as session:
        _raised(session)
    wrong = CliRunner().invoke(main, ["coverage", "verify"])

    assert (sound.exit_code, wrong.exit_code) == (0, 1)
    assert "0 chỗ khác nhau" in sound.output
    assert "standing: person" in wrong.output


def _act(session, chance: random.Random, house, places: list[int]) -> None:
    """One thing that somebody does: register, move, have a confirmation taken back."""
    kind = chance.choice(["join", "join", "move", "revoke"])
    if kind == "join":
        join(session, builders.someone(session, born=chance.choice([1950, 1990, 2012])), Audience.CITIZEN,
             chance.choice([*places, None]))  # fmt: skip
    elif kind == "move":
        held = chance.choice(session.scalars(select(Membership).where(Membership.to_on.is_(None))).all())
        move(session, ORIGIN, held.person, held, chance.choice([*places, None]))
    else:
        valid = session.scalars(select(Confirmation).where(Confirmation.state == State.VALID)).all()
        if valid:
            revoke(session, ORIGIN, chance.choice(valid), Reason.MISTAKE)


def _counted_by_hand(session, unit: UnitVersion) -> Counter[str]:
    """Adults in a unit's subtree, and how many of them are confirmed with somebody present, one by one."""
    figures: Counter[str] = Counter()
    query = select(Membership, Person).join(Person).where(Membership.to_on.is_(None))
    adults = Membership.audience == Audience.CITIZEN, Person.birth_year <= clock.today().year - 18
    for held, person in session.execute(query.where(*adults)):
        living = living_by_id(session, [held.unit_id]) if held.unit_id else {}
        if not any(one.path.startswith(unit.path) for one in living.values()):
            continue
        papers = session.scalars(
            select(Confirmation).where(Confirmation.person_id == person.id, Confirmation.state == State.VALID)
        )
        evidence = max((one.evidence for one in papers if {"citizen", ADULTS} & set(one.counts_for)), default=None)
        figures.update({"registered": 1, "completed": evidence is not None, "confirmed": (evidence or 0) >= 1})
    return figures


def _as_shown(session, unit: UnitVersion) -> Counter[str]:
    line = coverage_of(session, unit).line(ADULTS)
    if line is None:
        return Counter()
    one = line.figures
    return Counter({"registered": one.registered, "completed": one.completed, "confirmed": one.confirmed})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_whatever_people_do_the_page_shows_what_counting_by_hand_gives(house, database, cast, seed):
    chance = random.Random(seed)
    places = [cast.units[code].unit_id for code in ("77001", "77001-1", "77002", "78001")]
    for number in range(25):
        clock.set_now(clock.now() + timedelta(hours=chance.randrange(30)))
        with database.writing() as session:
            _act(session, chance, house, places)
        if number % 4 == 0:
            who = chance.choice(["citizen", "official", "facilitator"])
            level = chance.choice([Evidence.SELF, Evidence.SUPERVISED, Evidence.IDENTIFIED])
            house.confirm(who, evidence=level, source=f"attempt:{who}-{number}")
        if chance.random() < 0.3:
            fold_ledger(database)

    assert found(database) == []
    with database.session(write=False) as session:
        for code in ("vn", "77", "77001", "77001-1", "77002", "78"):
            unit = cast.units[code]
            assert _as_shown(session, unit) == _counted_by_hand(session, unit), code


def test_a_unit_merged_inside_the_quarter_counts_at_its_heir_and_nobody_is_lost(house, database, cast, crowd):
    crowd("77001-1", registered=4, completed=2)
    fold_ledger(database)
    with database.session(write=False) as session:
        before = _as_shown(session, cast.units["77"])
        there = _as_shown(session, cast.units["77002"]) + _as_shown(session, cast.units["77001-1"])
    yesterday = clock.today()
    clock.set_now(clock.now() + timedelta(days=3))
    with database.writing() as session:
        close_unit(session, cast.units["77001-1"].unit_id, clock.today(), cast.units["77002"].unit_id)
    for folded in (False, True):
        if folded:
            fold_ledger(database)
        with database.session(write=False) as session:
            assert _as_shown(session, cast.units["77"]) == before
            past = coverage_of(session, cast.units["77001"], until=yesterday).line(ADULTS)
        assert past is not None
        assert past.figures.completed == 2
    with database.session(write=False) as session:
        assert _as_shown(session, cast.units["77002"]) == there
        assert [one for one in differences(session) if one.check not in ("standing", "ledger")] == []


def test_a_commune_that_moves_to_another_province_takes_its_figures_along(database, cast, crowd):
    crowd("77002", registered=6, completed=3)
    fold_ledger(database)
    clock.set_now(clock.now() + timedelta(days=3))
    with database.writing() as session:
        move_under(session, cast.units["77002"].unit_id, cast.units["78"], clock.today(), "NQ 1")
    fold_ledger(database)
    with database.session(write=False) as session:
        assert _as_shown(session, cast.units["78"])["completed"] == 3
        assert _as_shown(session, cast.units["77"])["completed"] == 0
        assert [one for one in differences(session) if one.check not in ("standing", "ledger")] == []


def test_a_rule_that_changes_in_mid_quarter_changes_no_figure_of_before(house, database, cast):
    house.confirm("citizen")
    newer = replace(house.rule(), version="2026.9")
    clock.set_now(clock.now() + timedelta(days=1))
    with database.writing() as session:
        record_results(session, ORIGIN, house.id_of("official"), Audience.CITIZEN, newer, house.results(source="b"))
    with database.session(write=False) as session:
        versions = set(session.scalars(select(Confirmation.rule_version)))
        assert versions == {house.rule().version, "2026.9"}
        line = coverage_of(session, cast.units["77001"]).line(ADULTS)
        assert line is not None
        assert line.figures.confirmed == 2
    assert found(database) == []
