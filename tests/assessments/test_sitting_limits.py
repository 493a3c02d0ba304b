"""Guessing codes has to wait; sixty people at a sitting cost no more than one; pressing at once is pressing once."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.assessments.models import Sitting, SittingPresence
from lms.assessments.rules.kinds import Presence
from lms.people.actions.registering import add_person
from lms.people.models import FailureCounter
from tests.builders import rows
from tests.databases import listen, stop_listening


def test_guessing_codes_has_to_wait_and_those_expected_do_not(hall, cast):
    guesser = hall.opened().joined(cast.citizen)
    tried = [guesser.get(f"/buoi/ZZZZ{n:02}").status for n in range(10)]

    assert tried == [404] * 9 + [404]
    assert guesser.get("/buoi/ZZZZZZ").status == 429
    assert "Đợi" in guesser.get("/buoi/ZZZZZZ").text
    assert guesser.get(hall.at()).status == 200  # on its list
    other = hall.another(cast.manager, "77001")
    assert guesser.get(other.at()).status == 429  # right this time, but not to be told so
    assert hall.visit(cast.official).get(other.at()).status == 200  # somebody else, same network


def test_a_network_that_guesses_has_to_wait_as_well(hall, cast, database):
    hall.opened().visit(cast.official).get("/buoi/ZZZZZZ")
    with database.writing() as session:
        session.execute(
            update(FailureCounter).where(FailureCounter.key.startswith("sitting-codes:")).values(failures=200)
        )

    hall.visit(cast.official).get("/buoi/YYYYYY")

    assert hall.visit(cast.citizen).get(hall.at()).status == 429
    assert hall.opener.get(hall.at()).status == 200
    away = hall.visit(cast.citizen)
    away.from_address = "198.51.100.9"
    assert away.get(hall.at()).status == 200


def test_right_codes_are_not_counted(hall, cast, database):
    hall.opened()
    for _ in range(12):
        assert hall.visit(cast.citizen).get(hall.at()).status == 200

    assert {
        one.failures for one in rows(database, select(FailureCounter).where(FailureCounter.key.startswith("sitting")))
    } == {0}


@pytest.fixture
def statements(database):
    """The statements that a look at an address sends, transactions' own apart."""

    def counted(visitor, address: str) -> int:
        assert visitor.get(address).status == 200
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
                sent.append(statement)

        listen(database, note)
        try:
            assert visitor.get(address).status == 200
        finally:
            stop_listening(database, note)
        return len(sent)

    return counted


def test_sixty_people_cost_no_more_questions_than_one(hall, cast, database, statements):
    hall.opened().joined(cast.citizen)
    addresses = (hall.at(), hall.person(cast.citizen), "/buoi/")
    few = [statements(hall.opener, address) for address in addresses]
    with database.writing() as session:
        people = [add_person(session, name=f"Lò Văn {word}", birth_year=1970) for word in ("An", "Bình", "Chi") * 20]
        sitting_id, states = hall.sitting().id, itertools.cycle(Presence)
        for person in people:
            row = {"state": next(states), "joined_at": clock.now()}
            session.add(SittingPresence(sitting_id=sitting_id, person_id=person.id, **row))

    assert [statements(hall.opener, address) for address in addresses] == few
    page = hall.opener.get(hall.at())
    assert "Có mặt: 15" in page.text
    assert len(page.soup.select("input[name=people]")) == 31


def test_sixty_people_are_ticked_with_one_press(hall, cast, database):
    hall.opened().joined(cast.citizen)
    with database.writing() as session:
        people = [add_person(session, name="Lò Văn An", birth_year=1970) for _ in range(60)]
        for person in people:
            row = {"state": Presence.JOINED, "joined_at": clock.now()}
            session.add(SittingPresence(sitting_id=hall.sitting().id, person_id=person.id, **row))

    form = hall.opener.get(hall.at()).hidden()
    assert hall.opener.post(hall.at("/diem-danh"), {"listed": form["listed"], "all": "1", "known": "y"}).status == 303
    assert set(rows(database, select(SittingPresence.state))) == {Presence.PRESENT}


def test_many_presses_at_the_same_moment_are_one(hall, cast, database):
    form = {"unit": "77001-1", "place": "Đình", "hours": "2", "once": "same"}
    openers, joiners = ([hall.visit(who) for _ in range(6)] for who in (cast.facilitator, cast.citizen))
    with ThreadPoolExecutor(6) as together:
        opened = list(together.map(lambda one: one.post("/buoi/mo", form), openers))
        (address,) = {one.location for one in opened}
        joined = list(together.map(lambda one: one.post(address), joiners))

    assert {one.status for one in opened + joined} == {303}
    assert len(rows(database, select(Sitting))) == len(rows(database, select(SittingPresence))) == 1
