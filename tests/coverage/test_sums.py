"""Sums: folded or not, now or at the end of a past day, they are what counting one by one gives."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from lms import clock
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.models.sums import FoldedPlace, FoldedSum
from lms.coverage.queries.lines import NOWHERE
from lms.coverage.queries.sums import by_month, counted
from lms.tally.actions import restate
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage, Standing
from lms.units.models import UnitVersion
from tests import builders


@pytest.fixture(autouse=True)
def _nobody_before(database):
    """The cast stands somewhere already: here everybody is counted from nothing."""
    with database.writing() as session:
        session.execute(delete(PersonStanding))
        session.execute(delete(LedgerRow))


def _plain(sums) -> dict:
    found: dict = {}
    for key, n in sums.items():
        found[key.audience, key.stage, key.evidence] = found.get((key.audience, key.stage, key.evidence), 0) + n
    return {key: n for key, n in found.items() if n}


def test_any_place_at_the_end_of_any_day_is_as_counted_one_by_one(database, lived):
    places = [*(one.unit_id for one in lived.units), NOWHERE]
    days = sorted(lived.days)
    with database.session(write=False) as session:
        for day in [*days[::12], days[-2], days[-1]]:
            for place in places:
                assert _plain(counted(session, 2026, [place], until=day)) == lived.figures(day, place), (day, place)


def test_now_is_the_end_of_today_and_traits_add_up(database, lived):
    place = lived.units[0].unit_id
    with database.session(write=False) as session:
        now = _plain(counted(session, 2026, [place]))

        assert now == lived.figures(max(lived.days), place)
        assert _plain(counted(session, 2026, [place], traits=True)) == now


def test_folding_changes_no_figure_and_twice_is_once(database, lived):
    places = [one.unit_id for one in lived.units]
    with database.session(write=False) as session:
        before = counted(session, 2026, places)
    folded = fold_ledger(database)
    with database.session(write=False) as session:
        assert folded > 0
        assert counted(session, 2026, places) == before
    assert fold_ledger(database) == 0
    with database.session(write=False) as session:
        assert counted(session, 2026, places) == before


def test_ends_of_months_are_what_each_last_day_says(database, lived):
    place = lived.units[0].unit_id
    with database.session(write=False) as session:
        found = by_month(session, 2026, place, [date(2026, 7, 1), date(2026, 8, 1)])
        assert by_month(session, 2026, place, []) == {}
    ends = {month: min(max(lived.days), _end(month)) for month in found}
    assert {month: _plain(sums) for month, sums in found.items()} == {
        month: lived.figures(day, place) for month, day in ends.items()
    }


def test_the_year_decides_who_is_of_age(database, lived):
    with database.writing() as session:
        person = builders.someone(session, born=2008).id
        restate(session, person, "citizen", Standing("citizen", lived.units[5].unit_id, Stage.REGISTERED, 2008))
    place = [lived.units[5].unit_id]
    with database.session(write=False) as session:
        grown, child = counted(session, 2026, place), counted(session, 2025, place)
    key = ("citizen", Stage.REGISTERED, -1)
    assert _plain(grown)[key] == _plain(child).get(key, 0) + 1


def test_a_unit_that_moves_takes_its_people_along_from_that_day_on(database, cast, lived):
    fold_ledger(database)
    village, old, new = (lived.units[3], cast.units["77001"].unit_id, cast.units["77002"].unit_id)
    with database.session(write=False) as session:
        there, before = _plain(counted(session, 2026, [village.unit_id])), _plain(counted(session, 2026, [old]))
    yesterday = clock.today()
    clock.set_now(clock.now() + timedelta(days=1))
    with database.writing() as session:
        moved = session.scalars(select(UnitVersion).where(UnitVersion.unit_id == village.unit_id)).one()
        moved.path, moved.parent_id = f"{cast.units['77002'].path}{village.unit_id}/", new
    fold_ledger(database)

    with database.session(write=False) as session:
        assert _plain(counted(session, 2026, [village.unit_id])) == there
        assert _plain(counted(session, 2026, [old], until=yesterday)) == before
        assert _sum(_plain(counted(session, 2026, [old]))) == _sum(before) - _sum(there)
        assert _sum(_plain(counted(session, 2026, [cast.units["77"].unit_id]))) == _sum(
            lived.figures(yesterday, cast.units["77"].unit_id)
        )
        assert session.scalar(select(FoldedPlace.id).where(FoldedPlace.unit_id == village.unit_id,
                                                           FoldedPlace.above_id == old)) is None  # fmt: skip
        assert session.scalar(select(FoldedSum.id).where(FoldedSum.n < 0)) is None


def _sum(figures: dict) -> int:
    return sum(figures.values())


def _end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
