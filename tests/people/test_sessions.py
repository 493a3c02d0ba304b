"""When a session is over, and what happens to forms that were opened in another one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.people.models import Person, SignIn
from tests.builders import PIN, rows

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NEW = "480263"


@pytest.fixture(autouse=True)
def _morning():
    clock.set_now(START)


def is_in(visitor):
    return visitor.get("/toi").status == 200


def name_of(database, member):
    return rows(database, select(Person.name).where(Person.id == member.id))[0]


def test_a_lent_phone_left_lying_is_signed_out_after_two_hours(visit, cast):
    visitor = visit(cast.citizen)

    clock.set_now(START + timedelta(hours=1, minutes=59))
    assert is_in(visitor)
    clock.set_now(START + timedelta(hours=2, minutes=1))
    assert not is_in(visitor)


def test_sending_something_is_being_there(visit, cast):
    visitor = visit(cast.citizen)
    for hours in (1.5, 3, 4.5):
        clock.set_now(START + timedelta(hours=hours))
        assert visitor.post("/toi/ten", {"name": cast.citizen.name}).status == 303

    clock.set_now(START + timedelta(hours=6))
    assert is_in(visitor)
    clock.set_now(START + timedelta(hours=6, minutes=31))
    assert not is_in(visitor)


def test_an_expired_session_sends_forms_to_sign_in_and_keeps_nothing_of_them(visit, cast, database):
    visitor = visit(cast.citizen)
    clock.set_now(START + timedelta(hours=3))

    for address, sent in (
        ("/toi/ten", {"name": "Tên Khác"}),
        ("/toi/ma-pin", {"secret": PIN, "pin": NEW}),
        ("/toi/moi-may", {}),
        ("/toi/bai-vua-hoc", {"cua-ai": "cua-toi"}),
    ):
        page = visitor.post(address, sent)
        assert (page.status, page.location) == (303, "/dang-nhap?het=1"), address
    assert name_of(database, cast.citizen) == cast.citizen.name
    assert visit().sign_in(cast.citizen.code, PIN).status == 303


def test_practising_after_the_session_has_expired_goes_on_signed_out(visit, cast):
    visitor = visit(cast.citizen)
    clock.set_now(START + timedelta(hours=3))

    page = visitor.post("/luyen/dich-vu-cong/nop-ho-so", {"luot": "4711-0", "cau": "1"})

    assert page.status == 422


def test_changing_the_pin_ends_every_other_session_and_not_this_one(visit, cast):
    here, lent, home = visit(cast.citizen), visit(cast.citizen), visit().signed_in(cast.citizen, device="nha")

    assert here.post("/toi/ma-pin", {"secret": PIN, "pin": NEW}).status == 303

    assert is_in(here)
    assert not is_in(lent)
    assert not is_in(home)
    assert visit().sign_in(cast.citizen.code, PIN).status == 422
    assert visit().sign_in(cast.citizen.code, NEW).status == 303


def test_signing_out_everywhere_ends_this_one_too_and_takes_the_name_off_every_phone(visit, cast):
    here, home = visit(cast.citizen), visit().signed_in(cast.citizen, device="nha")
    page = here.post("/toi/moi-may")

    assert (page.status, page.location) == (303, "/dang-xuat")
    assert not is_in(here)
    assert not is_in(home)
    assert cast.citizen.name not in home.get("/dang-nhap").text
    assert visit().sign_in(cast.citizen.code, PIN).status == 303


def test_raising_the_epoch_ends_sessions(visit, cast, database):
    visitor = visit(cast.manager)
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == cast.manager.id).values(epoch=SignIn.epoch + 1))

    assert not is_in(visitor)


@pytest.mark.parametrize(
    "kept", ["1:1", "eyJfdXNlcl9pZCI6IjE6MSJ9.aaaaaa.bbbbbbbbbbbb", "", "x" * 3000, "\u00e9", "{}"]
)
def test_a_made_up_session_is_nobodys(visit, kept):
    visitor = visit()
    visitor.client.set_cookie("hvs", kept)

    assert not is_in(visitor)
    assert visitor.get("/").status == 200


def test_a_session_cookie_changed_by_one_letter_is_nobodys(visit, cast):
    visitor = visit(cast.citizen)
    kept = visitor.client.get_cookie("hvs").value
    payload, stamp, signature = kept.rsplit(".", 2)
    other = "B" if payload.endswith("A") else "A"
    for changed in (f"{payload[:-1]}{other}.{stamp}.{signature}", f"{payload}.{stamp}.{signature[::-1]}", kept[:-1]):
        visitor.client.set_cookie("hvs", changed)
        assert not is_in(visitor)


def test_the_session_cookie_tells_no_name_and_no_code_and_scripts_cannot_read_it(visit, cast):
    visitor = visit(cast.citizen)
    cookie = visitor.client.get_cookie("hvs")

    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.path == "/"
    assert len(cookie.value) < 500


class TestTwoTabs:
    """One browser, two tabs: whoever is signed in when a form is sent decides, and nobody acts for another."""

    def test_a_form_of_whoever_was_signed_in_before_is_refused_kindly(self, visit, cast, database):
        browser = visit(cast.citizen)
        old_token = browser.token
        browser.post("/dang-xuat")
        browser.token = None
        browser.signed_in(cast.official)

        page = browser.post("/toi/ten", {"csrf_token": old_token, "name": "Tên Khác"})

        assert page.status == 400
        assert "Trang này mở từ trước khi đăng nhập hoặc đổi người dùng" in page.text
        assert name_of(database, cast.official) == cast.official.name
        assert name_of(database, cast.citizen) == cast.citizen.name

    def test_a_sign_in_form_opened_before_still_signs_in_whoever_fills_it_in(self, visit, cast):
        browser = visit(cast.citizen)
        browser.token = None

        page = browser.sign_in(cast.official.code, PIN)

        assert (page.status, page.location) == (303, "/toi")
        assert browser.get("/toi").h1 == f"Chào {cast.official.name}"

    def test_a_sign_in_form_pressed_twice_leads_where_pressing_once_does(self, visit, cast):
        browser = visit()
        first = browser.sign_in(cast.citizen.code, PIN)
        second = browser.sign_in(cast.citizen.code, PIN)

        assert (first.status, first.location) == (second.status, second.location) == (303, "/toi")
        assert is_in(browser)

    def test_a_wrong_pin_in_one_tab_leaves_the_session_of_the_other_alone(self, visit, cast):
        browser = visit(cast.citizen)
        browser.token = None

        assert browser.sign_in(cast.official.code, "275914").status == 422
        assert browser.get("/toi").h1 == f"Chào {cast.citizen.name}"

    def test_the_same_person_in_two_tabs_works_in_both(self, visit, cast):
        browser = visit(cast.citizen)
        token = browser.token
        browser.get("/toi/ten")
        browser.get("/toi/ma-pin")

        assert browser.post("/toi/ten", {"csrf_token": token, "name": cast.citizen.name}).status == 303

    def test_the_token_of_another_persons_session_is_worth_nothing(self, visit, cast):
        theirs, mine = visit(cast.official), visit(cast.citizen)

        assert mine.post("/toi/ten", {"csrf_token": theirs.token, "name": "Tên Khác"}).status == 400

    def test_no_token_no_act(self, visit, cast, database):
        browser = visit(cast.citizen)
        for sent in ({"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": "x" * 10_000}):
            assert browser.post("/toi/ten", {**sent, "name": "Tên Khác"}).status == 400
        assert name_of(database, cast.citizen) == cast.citizen.name
