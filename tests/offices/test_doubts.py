"""`/don-vi/<code>/xac-nhan`: what waits to be looked at, newest first, for managers near enough for names."""

from datetime import date, timedelta

import pytest

from lms import clock
from lms.access.rules import Role
from lms.confirmations.models import NotMe
from lms.confirmations.queries.doubts import MOST_A_PAGE
from lms.confirmations.rules.serials import shown
from lms.people.actions.registering import join
from lms.people.models import Person, Post
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience, Evidence
from lms.units.models import Unit, UnitVersion
from tests.builders import PASSWORD, someone
from tests.databases import listen, stop_listening


@pytest.fixture
def doubted(house, database):
    """`doubted(who, minutes_ago)` confirms one of the cast and has somebody doubt it."""

    def make(who: str, minutes: int = 0, audience: Audience = Audience.CITIZEN, *, settled: bool = False):
        one = house.confirm(who, audience, Evidence.SUPERVISED)
        at = clock.now() - timedelta(minutes=minutes)
        with database.writing() as session:
            session.add(NotMe(confirmation_id=one.id, at=at, network=None, settled_at=at if settled else None))
        return one

    return make


def names(page) -> list[str]:
    """The people listed, in order."""
    return [one.b.get_text() for one in page.soup.select("main .picks a.pick")]


def test_the_last_reported_comes_first_with_its_link(visit, cast, doubted):
    older = doubted("citizen", 30)
    doubted("facilitator", 5)

    page = visit(cast.manager).get("/don-vi/77001/xac-nhan")

    assert names(page) == [cast.facilitator.name, cast.citizen.name]
    assert f"/xac-nhan/{shown(older.serial)}/quan-ly" in page.links().values()
    assert "2 giấy đang chờ xem" in page.text


def test_settled_ones_and_those_of_other_places_are_not_there(visit, cast, doubted):
    doubted("citizen", settled=True)
    doubted("stranger", audience=Audience.OFFICIAL)
    manager = visit(cast.manager)

    assert "Không có lời báo nào đang chờ" in manager.get("/don-vi/77001/xac-nhan").text
    assert "đang chờ xem" not in manager.get("/don-vi/77001/").text
    assert "đang chờ xem" not in manager.get("/toi").text
    assert names(visit(cast.stranger).get("/don-vi/77002/xac-nhan")) == []  # their own: somebody else's to settle


def test_a_person_with_two_memberships_there_is_listed_once(visit, cast, doubted):
    doubted("official")

    assert names(visit(cast.manager).get("/don-vi/77001/xac-nhan")) == [cast.official.name]


def test_the_unit_and_ones_own_page_lead_there(visit, cast, doubted):
    doubted("citizen")
    manager = visit(cast.manager)

    links = manager.get("/don-vi/77001/").links()
    assert links["1 giấy có báo “Không phải tôi” đang chờ xem"] == "/don-vi/77001/xac-nhan"
    mine = manager.get("/toi")
    assert "1 giấy có báo “Không phải tôi” đang chờ xem" in mine.text
    assert mine.links()["Xem các lời báo “Không phải tôi”"] == "/don-vi/77001/xac-nhan"
    for other in (cast.facilitator, cast.admin):
        assert "đang chờ xem" not in visit(other).get("/toi").text
    assert "đang chờ xem" not in visit(cast.facilitator).get("/don-vi/77001-1/").text
    assert visit(cast.manager).get("/don-vi/77001-2/xac-nhan").status == 200
    assert names(visit(cast.manager).get("/don-vi/77001-2/xac-nhan")) == []


def test_a_province_does_not_reach_names(visit, cast, doubted, database):
    doubted("citizen")
    with database.writing() as session:
        person = someone(session, name="Người Tỉnh", sign_in="nguoitinh", kind=SecretKind.PASSWORD)
        unit = cast.units["77"].unit_id
        session.add(Post(person_id=person.id, role=Role.MANAGER, unit_id=unit, from_at=clock.now()))
    visitor = visit()
    visitor.sign_in("nguoitinh", PASSWORD)

    assert [visitor.get(f"/don-vi/{code}/xac-nhan").status for code in ("77", "77001")] == [403, 403]
    assert "đang chờ xem" not in visitor.get("/don-vi/77/").text
    assert "đang chờ xem" not in visitor.get("/toi").text


@pytest.mark.parametrize("page", ["0", "-1", "9999999", "hai", "٣", ""])
def test_a_page_that_is_not_there_is_the_nearest(visit, cast, doubted, page):
    doubted("citizen")

    assert names(visit(cast.manager).get(f"/don-vi/77001/xac-nhan?trang={page}")) == [cast.citizen.name]


def test_a_long_list_has_pages_and_asks_as_often(visit, cast, house, doubted, database):
    first = doubted("citizen")
    manager = visit(cast.manager)
    few = _asked(database, manager)
    with database.writing() as session:
        columns = {one.name: getattr(first, one.name) for one in type(first).__table__.columns if one.name != "id"}
        for number in range(MOST_A_PAGE):
            person = someone(session, name=f"Người Thứ {number}")
            join(session, session.get(Person, person.id), Audience.CITIZEN, cast.units["77001-1"].unit_id)
            made = type(first)(**{**columns, "person_id": person.id, "serial": f"S{number}", "subject": f"u{number}"})
            session.add(made)
            session.flush()
            session.add(NotMe(confirmation_id=made.id, at=clock.now() + timedelta(minutes=1), network=None))

    assert _asked(database, manager) == few
    assert len(names(manager.get("/don-vi/77001/xac-nhan"))) == MOST_A_PAGE
    last = manager.get("/don-vi/77001/xac-nhan?trang=2")
    assert names(last) == [cast.citizen.name]
    assert last.soup.select_one("nav.pages")


def _asked(database, visitor) -> int:
    sent: list[str] = []

    def note(*parts: object) -> None:
        sent.append(str(parts[2]))

    visitor.get("/don-vi/77001/xac-nhan")
    listen(database, note)
    assert visitor.get("/don-vi/77001/xac-nhan").status == 200
    stop_listening(database, note)
    assert sent
    return len(sent)


def test_people_of_a_unit_that_was_merged_are_found_where_it_went(visit, cast, doubted, database):
    doubted("citizen")
    with database.writing() as session:
        version = session.get(UnitVersion, cast.units["77001-1"].id)
        version.valid_to = date(2026, 6, 30)
        unit = session.get(Unit, version.unit_id)
        unit.closed_on, unit.successor_id = date(2026, 6, 30), cast.units["77002"].unit_id

    assert names(visit(cast.stranger).get("/don-vi/77002/xac-nhan")) == [cast.citizen.name]
    assert names(visit(cast.manager).get("/don-vi/77001/xac-nhan")) == []
