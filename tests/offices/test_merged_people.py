"""Whoever is recorded at a unit that was merged is found, reached and counted at the unit it went into."""

from datetime import date

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.confirmations.queries.adopting import count_gaining
from lms.dossiers.queries.pairs import reached_from
from lms.offices.queries.people import member_in
from lms.offices.queries.unit_effects import count_people
from lms.people.models import Person, Post
from lms.people.queries.finding import Wanted, likely_same, people_in, places_under
from lms.units.actions import close_unit
from lms.units.queries import unit_by_code
from tests.offices.units import village


@pytest.fixture
def merged(cast, database) -> str:
    """The citizen's village is merged into another; the code of that one."""
    heir = village(database, cast, "Thôn Chùa", "77001-3")
    with database.writing() as session:
        close_unit(session, cast.units["77001-1"].unit_id, date(2026, 9, 1), heir)
    return "77001-3"


@pytest.mark.parametrize("code", ["77001-3", "77001", "77"])
def test_they_are_found_and_counted_there_and_above(cast, database, merged, code):
    with database.session(write=False) as session:
        path = unit_by_code(session, code).path
        found, count = people_in(session, path, Wanted(words=("mai",)), page=1, size=20)

        assert [one.id for one in found] == [cast.citizen.id]
        assert count == 1
        assert count_people(session, path) >= 2
        assert [one.id for one in likely_same(session, "Lo Thi Mai", 1958, path)] == [cast.citizen.id]
        assert member_in(session, code, cast.citizen.id).person.id == cast.citizen.id
        ((_, unit),) = places_under(session, [cast.citizen.id], path)[cast.citizen.id]
        assert unit.code == merged
        reached = session.scalars(select(Person.id).where(reached_from(path))).all()
        assert cast.citizen.id in reached


def test_they_are_not_found_elsewhere(cast, database, merged):
    with database.session(write=False) as session:
        for code in ("77001-2", "77002", "78"):
            path = unit_by_code(session, code).path
            assert people_in(session, path, Wanted(words=("mai",)), page=1, size=20) == ([], 0)


def test_the_helper_of_the_heir_reads_them_and_the_neighbour_does_not(visit, cast, database, merged):
    with database.writing() as session:
        at = unit_by_code(session, merged).unit_id
        session.add(Post(person_id=cast.facilitator.id, role=Role.FACILITATOR, unit_id=at, from_at=clock.now()))
    helper = visit(cast.facilitator)

    assert "Lò Thị Mai" in helper.get(f"/don-vi/{merged}/nguoi").text
    assert helper.get(f"/don-vi/{merged}/nguoi/{cast.citizen.id}").status == 200
    assert visit(cast.manager).get(f"/don-vi/77001/nguoi/{cast.citizen.id}").status == 200
    assert visit(cast.stranger).get(f"/don-vi/77002/nguoi/{cast.citizen.id}").status == 404


def test_a_document_of_the_heir_gains_their_slips(cast, database, house, merged):
    house.confirm()

    with database.session(write=False) as session:
        paths = [unit_by_code(session, code).path for code in (merged, "77002")]
        assert [count_gaining(session, "hoan-thanh", path) for path in paths] == [1, 0]
