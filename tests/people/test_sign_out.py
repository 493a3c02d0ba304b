"""Signing out leaves nothing on a shared phone, whatever was done on it."""

import pytest
from sqlalchemy import select

from lms.people.models import Person
from tests.builders import PIN, rows

SESSION, PROGRESS, DEVICE = "hvs", "hvs_hoc", "hvs_may"


def left_behind(visitor):
    """The cookies that the browser still holds."""
    return {name: cookie.value for name in (SESSION, PROGRESS, DEVICE) if (cookie := visitor.client.get_cookie(name))}


def test_signing_out_leaves_nothing_on_a_lent_phone(visit, cast):
    visitor = visit()
    visitor.client.set_cookie(PROGRESS, "cua-nguoi-truoc")
    visitor.signed_in(cast.citizen)
    assert SESSION in left_behind(visitor)

    page = visitor.post("/dang-xuat")

    assert (page.status, page.location) == (303, "/dang-xuat")
    assert left_behind(visitor) == {}
    assert page.response.headers["Clear-Site-Data"] == '"cache"'
    assert visitor.follow(page).h1 == "Đã đăng xuất"


@pytest.mark.parametrize(
    "address", ["/", "/toi", "/dang-nhap", "/dang-xuat", "/dang-ky", "/hoc/", "/luyen/dich-vu-cong/nop-ho-so"]
)
def test_no_page_names_whoever_was_here(visit, cast, address):
    visitor = visit(cast.citizen)
    visitor.get("/toi")
    visitor.post("/dang-xuat")
    page = visitor.get(address)

    whole = page.response.get_data(as_text=True)
    assert cast.citizen.name not in whole
    assert cast.citizen.code not in whole


def test_a_session_kept_aside_is_of_no_use_to_the_next_one_in_another_browser(visit, cast):
    """Signing out ends this browser's session; ending those on other machines is `dang xuat moi may`."""
    visitor = visit(cast.citizen)
    visitor.post("/dang-xuat")

    for address in ("/toi", "/toi/the", "/toi/ten", "/toi/ma-pin", "/toi/moi-may"):
        asked = visitor.get(address)
        assert (asked.status, asked.location) == (303, f"/dang-nhap?tiep={address}")


def test_the_phone_of_the_house_keeps_the_name_and_nothing_else(visit, cast):
    visitor = visit()
    visitor.signed_in(cast.citizen, device="nha")
    visitor.post("/dang-xuat")

    assert set(left_behind(visitor)) == {DEVICE}


def test_a_link_only_asks_and_a_get_never_signs_out(visit, cast):
    visitor = visit(cast.citizen)
    page = visitor.get("/dang-xuat")

    assert page.h1 == "Đăng xuất khỏi máy này?"
    assert visitor.get("/toi").status == 200
    assert visitor.get("/dang-xuat", headers={"Sec-Purpose": "prefetch"}).status == 200
    assert visitor.get("/toi").status == 200


def test_signing_out_twice_or_without_being_signed_in_is_no_mistake(visit, cast):
    visitor = visit(cast.citizen)
    for _ in range(2):
        assert visitor.post("/dang-xuat").location == "/dang-xuat"
    assert visit().post("/dang-xuat").status == 303
    assert visit().get("/dang-xuat").h1 == "Đã đăng xuất"


def test_another_site_cannot_sign_somebody_out(visit, cast):
    visitor = visit(cast.citizen)

    assert visitor.post("/dang-xuat", headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert visitor.post("/dang-xuat", {"csrf_token": "x"}).status == 400
    assert visitor.get("/toi").status == 200


def test_one_after_another_on_the_same_phone_each_sees_their_own(visit, cast):
    visitor = visit()
    for member in (cast.citizen, cast.official, cast.pupil):
        visitor.signed_in(member)
        assert visitor.get("/toi").h1 == f"Chào {member.name}"
        visitor.post("/dang-xuat")
        visitor.token = None


def test_back_after_signing_out_does_not_show_the_page_again(visit, cast):
    visitor = visit(cast.citizen)

    for address in (
        "/toi",
        "/toi/the",
        "/toi/ten",
        "/toi/ma-pin",
        "/toi/moi-may",
        "/luyen/dich-vu-cong/nop-ho-so",
        "/",
    ):
        assert visitor.get(address).response.headers["Cache-Control"] == "private, no-store"


def test_a_form_filled_in_before_signing_out_asks_to_sign_in_again(visit, cast, database):
    visitor = visit(cast.citizen)
    visitor.post("/dang-xuat")
    page = visitor.post("/toi/ten", {"name": "Tên Khác"})

    assert (page.status, page.location) == (303, "/dang-nhap?het=1")
    assert rows(database, select(Person.name).where(Person.id == cast.citizen.id)) == [cast.citizen.name]
    assert visitor.sign_in(cast.citizen.code, PIN).status == 303
