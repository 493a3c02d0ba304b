"""Stopping: nothing more is recorded, one less is counted, what is confirmed stays; and going on from there."""

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.dossiers.actions.stopping import resume, stop
from lms.errors import Refused
from lms.listings.models import ListingLine
from lms.listings.queries.lines import to_visit
from lms.listings.queries.selecting import Filters
from lms.people.actions.registering import join
from lms.people.models import Person
from lms.skills.rules import Audience
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import rows


@pytest.fixture
def stopped(twice, database):
    """Somebody who has stopped."""
    with database.writing() as session:
        stop(session, Origin(twice.kept, None), twice.kept)
    return twice


def test_the_count_loses_one_until_they_go_on(twice, database):
    twice.confirm(twice.kept)
    before = twice.counted()
    with database.writing() as session:
        stop(session, Origin(twice.kept, None), twice.kept)
    assert twice.counted() == before - 1
    with database.writing() as session:
        resume(session, Origin(twice.kept, None), twice.kept)

    assert twice.counted() == before
    (standing,) = rows(database, select(PersonStanding).where(PersonStanding.person_id == twice.kept))
    assert (standing.stage, standing.evidence) == (Stage.COMPLETED, 1)


def test_what_is_confirmed_stays(stopped, visit):
    with pytest.raises(Refused, match="đã dừng"):
        stopped.confirm(stopped.kept)


def test_a_confirmation_from_before_is_still_checked(twice, database, visit):
    serial = twice.confirm(twice.kept).serial
    with database.writing() as session:
        stop(session, Origin(twice.kept, None), twice.kept)

    assert "còn hiệu lực" in visit().get(f"/xac-nhan/{serial}").h1


@pytest.mark.parametrize("address", ["/luyen/dich-vu-cong/nop-ho-so", "/danh-gia/", "/buoi/", "/toi/bai-vua-hoc"])
def test_nothing_that_is_sent_is_recorded(stopped, visit, cast, address):
    page = visit(cast.citizen).post(address)

    assert page.status == 422
    assert "Đang dừng theo ý mình" in page.text


def test_reading_signing_in_and_the_account_stay_open(stopped, visit, cast):
    somebody = visit(cast.citizen)

    for address in ("/toi", "/hoc/", "/luyen/dich-vu-cong/nop-ho-so", "/toi/du-lieu", "/toi/ten"):
        assert somebody.get(address).status == 200, address
    assert somebody.post("/toi/ten", {"name": "Lò Thị Mai Hoa"}).status == 303


def test_the_screen_stops_and_goes_on(twice, visit, cast, database):
    somebody = visit(cast.citizen)
    assert "Dừng thì" in somebody.get("/toi/du-lieu/dung").text
    page = somebody.follow(somebody.post("/toi/du-lieu/dung"))
    assert page.h1 == "Đang dừng"
    assert rows(database, select(Person.stopped_at).where(Person.id == twice.kept)) != [None]
    assert somebody.post("/toi/du-lieu/dung").status == 303  # twice is once
    page = somebody.follow(somebody.post("/toi/du-lieu/dung", {"tiep": "1"}))
    assert page.h1 == "Dừng, không ghi thêm gì nữa"
    assert rows(database, select(Person.stopped_at).where(Person.id == twice.kept)) == [None]


def test_somebody_with_a_post_is_told_kindly(visit, cast):
    page = visit(cast.manager).post("/toi/du-lieu/dung")

    assert page.status == 422
    assert "Xin đơn vị thu lại việc ấy" in page.text


def test_a_child_is_told_who_asks_for_them(visit, cast):
    for address in ("/toi/du-lieu/dung", "/toi/du-lieu/xoa"):
        assert "người đại diện" in visit(cast.pupil).get(address).text
    assert "xin thay em" in visit(cast.pupil).get("/toi/du-lieu").text


def test_whoever_joins_another_audience_while_stopped_is_counted_when_they_go_on(stopped, database, cast):
    with database.writing() as session:
        join(session, session.get(Person, stopped.kept), Audience.OFFICIAL, cast.units["77001"].unit_id)
        resume(session, Origin(stopped.kept, None), stopped.kept)

    found = rows(database, select(PersonStanding.audience).where(PersonStanding.person_id == stopped.kept))
    assert sorted(found) == ["citizen", "official"]


def test_whoever_has_stopped_is_on_no_list_for_visits(twice, database, cast):
    listed = twice.again("Bà Lan", 1950, sign_in=None)
    unit = cast.units["77001-1"]
    with database.writing() as session:
        line = {"unit_id": unit.unit_id, "person_id": listed, "added_at": clock.now(), "last_used_at": clock.now()}
        session.add(ListingLine(**line))
        session.flush()
        assert [one.name for one in to_visit(session, unit, Filters())] == ["Bà Lan"]
        stop(session, Origin(cast.manager.id, None), listed)

        assert to_visit(session, unit, Filters()) == []
