"""Forms are taken from our own pages only; a signed-in form brings the token of its own session."""

import pytest
from sqlalchemy import select

from lms.people.models import Person
from lms.web.rules import sent_from_here

HERE = "localhost"
STALE = "Trang này mở từ trước khi đăng nhập"
ELSEWHERE = "Biểu mẫu này được gửi từ một trang khác."

SENT_FROM = (
    # what the browser says of where the form stood, whether it is taken
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "nonsense"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "https://bad.example"}, True),  # the newer word counts
    ({"Origin": "http://localhost"}, True),
    ({"Origin": "https://localhost"}, True),  # a proxy may speak plainly with us
    ({"Origin": "http://localhost:8000"}, False),
    ({"Origin": "http://localhost.bad.example"}, False),
    ({"Origin": "http://bad.example/localhost"}, False),
    ({"Origin": "http://localhost@bad.example"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "https://bad.example", "Referer": "http://localhost/toi/ten"}, False),
    ({"Referer": "http://localhost/toi/ten"}, True),
    ({"Referer": "https://bad.example/?http://localhost/"}, False),
    ({"Referer": "localhost"}, False),
    ({}, True),  # no browser page sends nothing; a signed-in form still needs its token
)


@pytest.mark.parametrize(("headers", "taken"), SENT_FROM)
def test_where_a_form_may_come_from(headers, taken):
    assert sent_from_here(headers, HERE) is taken


@pytest.mark.parametrize(("headers", "taken"), SENT_FROM)
def test_a_form_of_a_signed_in_person_is_taken_from_our_own_pages_only(visit, cast, database, headers, taken):
    somebody = visit(cast.citizen)
    data = {"name": "Lò Thị Mới", "csrf_token": somebody.token}
    answer = somebody.client.post("/toi/ten", data=data, headers=headers)

    assert answer.status_code == (303 if taken else 403)
    assert (_name(database, cast) == "Lò Thị Mới") is taken
    assert taken or ELSEWHERE in answer.text


@pytest.mark.parametrize("address", ["/dang-nhap", "/dang-ky", "/dang-ky/xong", "/dang-xuat", "/khong-co"])
def test_a_form_from_elsewhere_is_refused_signed_out_too(visit, address):
    page = visit().post(address, headers={"Sec-Fetch-Site": "cross-site"})

    assert (page.status, ELSEWHERE in page.text) == (403, True)


def test_nobody_is_signed_in_from_another_page(visit, cast):
    """Else somebody would learn, unknowingly, in the name of whoever set the trap."""
    visitor = visit()
    secret = {"code": cast.stranger.code, "secret": cast.stranger.secret, "device": "chung"}

    assert visitor.post("/dang-nhap", secret, headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert visitor.get("/toi").status == 303


@pytest.mark.parametrize("token", [None, "", "x", "x" * 10_000, "IjEyMyI.aa.bb", "ấ"])
@pytest.mark.parametrize("address", ["/toi/ten", "/toi/moi-may", "/dang-xuat", "/luyen/dich-vu-cong/nop-ho-so"])
def test_a_signed_in_form_without_its_token_is_refused(visit, cast, database, address, token):
    somebody = visit(cast.citizen)
    data = {"name": "Lò Thị Mới"} | ({} if token is None else {"csrf_token": token})
    answer = somebody.client.post(address, data=data, headers={"Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, STALE in answer.text) == (400, True)
    assert _name(database, cast) == cast.citizen.name
    assert somebody.get("/toi").status == 200


def test_the_token_of_another_session_is_refused(visit, cast):
    mine, theirs = visit(cast.citizen), visit(cast.manager)

    assert mine.post("/toi/ten", {"name": "Lò Thị Mới", "csrf_token": theirs.token}).status == 400


def test_the_token_of_an_earlier_session_of_the_same_person_is_refused(visit, cast):
    before = visit(cast.citizen).token

    assert visit(cast.citizen).post("/toi/ten", {"name": "Lò Thị Mới", "csrf_token": before}).status == 400


def test_a_token_in_the_header_is_taken_too(visit, cast):
    somebody = visit(cast.citizen)
    headers = {"Sec-Fetch-Site": "same-origin", "X-CSRFToken": somebody.token}

    assert somebody.client.post("/toi/ten", data={"name": "Lò Thị Mới"}, headers=headers).status_code == 303


def test_a_token_in_the_address_is_not_taken(visit, cast):
    somebody = visit(cast.citizen)
    answer = somebody.client.post(f"/toi/ten?csrf_token={somebody.token}", data={"name": "Lò Thị Mới"})

    assert answer.status_code == 400


def test_every_signed_in_form_carries_the_token_and_no_signed_out_one_does(visit, cast):
    for address in ("/toi/ten", "/toi/ma-pin", "/toi/moi-may", "/dang-xuat", "/luyen/dich-vu-cong/nop-ho-so"):
        forms = visit(cast.citizen).get(address).soup.select("main form[method=post]")
        assert forms, address
        assert [one for one in forms if not one.select_one("input[name=csrf_token][value]")] == [], address
    for address in ("/dang-nhap", "/dang-ky", "/luyen/dich-vu-cong/nop-ho-so"):
        assert visit().get(address).field("csrf_token") is None


def _name(database, cast) -> str:
    with database.session(write=False) as session:
        return session.scalar(select(Person.name).where(Person.id == cast.citizen.id))
