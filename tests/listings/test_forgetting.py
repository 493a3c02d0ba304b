"""Who was never reached is forgotten a year after their list was last used; nobody else is."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin
from lms.app.tidying import tidy_up
from lms.listings.actions.adding import Listed, add_lines
from lms.listings.models import ListingLine
from lms.people.actions.registering_for import give_card
from lms.people.models import Membership, Person
from lms.tally.models import LedgerRow, PersonStanding
from tests.builders import rows

WHAT = "Người chưa tiếp cận, danh sách đã 12 tháng không dùng"


@pytest.fixture
def lan(database, cast) -> int:
    """Bà Lan, on the list of the village beside the citizen, who has a sign-in."""
    village = cast.units["77001-1"].unit_id
    people = [Listed("Nông Thị Lan", 1948, village), Listed("Lò Thị Mai", 1958, village, person_id=cast.citizen.id)]
    with database.writing() as session:
        add_lines(session, Origin(cast.manager.id, None), people)
    return rows(database, select(Person.id).where(Person.name == "Nông Thị Lan"))[0]


def later(days: int) -> None:
    clock.set_now(clock.now() + timedelta(days=days))


def tidied(database) -> int:
    return dict(tidy_up(database))[WHAT]


def test_after_twelve_months_they_are_forgotten_and_counted_out(database, lan, cast):
    before = rows(database, select(func.sum(LedgerRow.change)))[0]
    later(364)
    assert tidied(database) == 0
    later(3)
    assert tidied(database) == 1

    (shell,) = rows(database, select(Person).where(Person.id == lan))
    assert (shell.name, shell.search_key, shell.erased_at is not None) == ("—", "", True)
    for table in (ListingLine, Membership, PersonStanding):
        assert rows(database, select(table).where(table.person_id == lan)) == []
    assert rows(database, select(func.sum(LedgerRow.change)))[0] == before - 1
    assert rows(database, select(ListingLine.person_id)) == [cast.citizen.id]
    assert tidied(database) == 0


@pytest.mark.parametrize("address", ["/don-vi/77001-1/ra-soat", "/don-vi/77001-1/ra-soat/in", "/don-vi/77001/ra-soat"])
def test_a_list_that_is_read_is_in_use(visit, cast, database, lan, address):
    later(200)
    assert visit(cast.manager).get(address).status == 200
    later(200)

    assert tidied(database) == 0
    later(200)
    assert tidied(database) == 1


def test_another_units_list_being_used_helps_nobody(visit, cast, database, lan):
    later(200)
    assert visit(cast.manager).get("/don-vi/77001-2/ra-soat").status == 200
    later(200)

    assert tidied(database) == 1


def test_whoever_has_a_card_by_then_stays(database, cast, lan):
    with database.writing() as session:
        give_card(session, Origin(cast.facilitator.id, None), session.get_one(Person, lan))
    later(800)

    assert tidied(database) == 0


def test_whoever_was_taken_off_is_forgotten_too(visit, cast, database, lan):
    (line,) = rows(database, select(ListingLine.id).where(ListingLine.person_id == lan))
    answer = visit(cast.facilitator).post(f"/don-vi/77001-1/ra-soat/{line}/bo-ra", {"why": "mistake"})
    assert answer.status == 303
    later(200)
    assert visit(cast.facilitator).get("/don-vi/77001-1/ra-soat").status == 200
    later(200)

    assert tidied(database) == 1
