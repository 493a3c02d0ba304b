"""A household's own phone keeps up to six names: one tap and the PIN."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.people.models import RememberedDevice
from tests.builders import PIN, rows, someone

COOKIE = "hvs_may"
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def at_home(visitor, member):
    """Somebody signs in on their own phone and signs out again: the name stays."""
    visitor.signed_in(member, device="nha")
    visitor.post("/dang-xuat")
    visitor.token = None
    return visitor


def picks(page):
    """The names offered, and where each leads."""
    return {words: link for words, link in page.links().items() if "ten=" in link}


@pytest.fixture
def family(database):
    """Eight people with codes of their own."""
    with database.writing() as session:
        made = [someone(session, name=f"Người {letter}", sign_in=f"nha{letter}") for letter in "ABCDEFGH"]
        return [(one.name, one.sign_in.code) for one in made]


def test_a_lent_phone_keeps_no_name(visit, cast):
    visitor = visit(cast.citizen)
    visitor.post("/dang-xuat")

    assert picks(visitor.get("/dang-nhap")) == {}
    assert visitor.client.get_cookie(COOKIE) is None


def test_the_phone_of_the_house_keeps_the_name_and_asks_only_for_the_pin(visit, cast):
    visitor = at_home(visit(), cast.citizen)
    page = visitor.get("/dang-nhap")
    assert list(picks(page)) == [cast.citizen.name]

    named = visitor.get(picks(page)[cast.citizen.name])
    assert named.h1 == f"Chào {cast.citizen.name}"
    assert cast.citizen.code not in named.text
    signed_in = visitor.post("/dang-nhap/ten", {**named.hidden(), "secret": PIN})

    assert (signed_in.status, signed_in.location) == (303, "/toi")
    assert cast.citizen.name in visitor.get("/toi").h1


def test_on_the_phone_of_the_house_the_session_outlives_the_browser(visit, cast):
    visitor = visit()
    clock.set_now(MORNING)
    visitor.signed_in(cast.citizen, device="nha")
    clock.set_now(MORNING + timedelta(days=20))

    assert visitor.get("/toi").status == 200


def test_a_wrong_pin_is_said_kindly_and_never_comes_back(visit, cast):
    visitor = at_home(visit(), cast.citizen)
    named = visitor.get(picks(visitor.get("/dang-nhap"))[cast.citizen.name])
    page = visitor.post("/dang-nhap/ten", {**named.hidden(), "secret": "275914"})

    assert page.status == 422
    assert "chưa khớp" in page.errors
    assert not page.field("secret").get("value")
    assert visitor.get("/toi").status == 303


def test_where_somebody_wanted_to_go_is_kept_through_the_name(visit, cast):
    visitor = at_home(visit(), cast.citizen)
    page = visitor.get("/dang-nhap?tiep=/toi/ten")
    named = visitor.get(picks(page)[cast.citizen.name])
    wrong = visitor.post("/dang-nhap/ten", {**named.hidden(), "secret": "275914"})

    assert visitor.post("/dang-nhap/ten", {**wrong.hidden(), "secret": PIN}).location == "/toi/ten"


def test_another_phone_sees_no_names_and_cannot_use_their_numbers(visit, cast, database):
    at_home(visit(), cast.citizen)
    row = rows(database, select(RememberedDevice))[0]
    other = visit()

    assert picks(other.get("/dang-nhap")) == {}
    assert cast.citizen.name not in other.get(f"/dang-nhap?ten={row.id}").text
    page = other.post("/dang-nhap/ten", {"person": str(row.id), "secret": PIN})
    assert (page.status, page.location) == (303, "/dang-nhap")
    assert other.get("/toi").status == 303
    other.post("/dang-nhap/quen", {"ten": str(row.id)})
    assert rows(database, select(func.count(RememberedDevice.id))) == [1]


@pytest.mark.parametrize(
    "cookie", ["", "x", "x" * 32, "x" * 3000, "' OR 1=1 --aaaaaaaaaaaaaaaaa", "%00" * 10, "é" * 30]
)
def test_a_made_up_cookie_opens_no_names(visit, cast, cookie):
    at_home(visit(), cast.citizen)
    visitor = visit()
    visitor.client.set_cookie(COOKIE, cookie)

    assert picks(visitor.get("/dang-nhap")) == {}
    assert visitor.sign_in("DAN", PIN).status == 303


def test_the_table_does_not_hold_what_the_phone_holds(visit, cast, database):
    visitor = at_home(visit(), cast.citizen)
    kept = visitor.client.get_cookie(COOKIE)

    assert rows(database, select(RememberedDevice.device)) != [kept.value]
    assert len(kept.value) >= 20
    assert kept.http_only
    assert kept.same_site == "Lax"


@pytest.mark.parametrize("number", ["", "0", "-1", "999999", "x", "1 OR 1=1", "٣", "1" * 400])
def test_odd_numbers_of_names_lead_back_to_the_form(visit, cast, number):
    visitor = at_home(visit(), cast.citizen)

    assert visitor.get("/dang-nhap", query_string={"ten": number}).h1 == "Đăng nhập"
    assert visitor.post("/dang-nhap/ten", {"person": number, "secret": PIN}).location == "/dang-nhap"
    assert visitor.post("/dang-nhap/quen", {"ten": number}).location == "/dang-nhap"
    assert len(picks(visitor.get("/dang-nhap"))) == 1


def test_the_seventh_name_takes_the_place_of_the_one_longest_unused(visit, family, cast):
    visitor = visit()
    for hour, (_, code) in enumerate([*family[:6], family[0], *family[6:]]):
        clock.set_now(MORNING + timedelta(hours=hour))
        assert visitor.sign_in(code, PIN, device="nha").status == 303
        visitor.read_token()
        visitor.post("/dang-xuat")
        visitor.token = None

    names = list(picks(visitor.get("/dang-nhap")))

    assert names == ["Người H", "Người G", "Người A", "Người F", "Người E", "Người D"]


def test_signing_in_again_keeps_one_line_per_name(visit, cast):
    visitor = at_home(at_home(visit(), cast.citizen), cast.citizen)

    assert len(picks(visitor.get("/dang-nhap"))) == 1


def test_a_name_can_be_taken_off_the_phone(visit, cast, database):
    visitor = at_home(at_home(visit(), cast.citizen), cast.official)
    named = visitor.get(picks(visitor.get("/dang-nhap"))[cast.citizen.name])
    page = visitor.post("/dang-nhap/quen", {"ten": named.hidden()["ten"]})

    assert (page.status, page.location) == (303, "/dang-nhap")
    assert list(picks(visitor.get("/dang-nhap"))) == [cast.official.name]
    assert rows(database, select(func.count(RememberedDevice.id))) == [1]


def test_a_name_on_one_phone_stays_when_taken_off_another(visit, cast):
    here, there = at_home(visit(), cast.citizen), at_home(visit(), cast.citizen)
    named = here.get(picks(here.get("/dang-nhap"))[cast.citizen.name])
    here.post("/dang-nhap/quen", {"ten": named.hidden()["ten"]})

    assert list(picks(there.get("/dang-nhap"))) == [cast.citizen.name]


def test_a_new_name_pressed_many_times_at_once_is_kept_once(visit, cast, database):
    home = at_home(visit(), cast.citizen)
    kept = home.client.get_cookie(COOKIE).value
    start = threading.Barrier(4)
    statuses = []

    def press():
        visitor = visit()
        visitor.client.set_cookie(COOKIE, kept)
        start.wait()
        statuses.append(visitor.sign_in(cast.official.code, PIN, device="nha").status)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [303] * 4
    assert sorted(rows(database, select(RememberedDevice.person_id))) == [cast.citizen.id, cast.official.id]
