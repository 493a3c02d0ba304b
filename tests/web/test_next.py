"""Where somebody is led after signing in: within this site, never elsewhere."""

import pytest

from lms.web.rules import safe_next

WITHIN = (
    "/",
    "/toi",
    "/toi/ten?x=1&y=2",
    "/hoc/dich-vu-cong/nop-ho-so#buoc-2",
    "/tim?q=https://ok.example",
    "/a//b",
    "/tim?q=năm",
)
ELSEWHERE = (
    None,
    "",
    "toi",
    "https://bad.example/",
    "HTTPS://bad.example",
    "//bad.example",
    "///bad.example",
    "////bad.example",
    "/\\bad.example",
    "\\\\bad.example",
    "/\\/bad.example",
    "/a\\..\\..\\bad.example",
    "/\t/bad.example",
    "/\n/bad.example",
    "\t//bad.example",
    " //bad.example",
    "/ \r\nSet-Cookie: x=1",
    "javascript:alert(1)",
    "/\x00",
    "/\x00/bad.example",
    "data:text/html,x",
    "/" + "x" * 500,
    "/\u2028/bad.example",
    "/\u202e/elpmaxe.dab",
)  # fmt: skip


@pytest.mark.parametrize("target", WITHIN)
def test_an_address_of_this_site_is_gone_on_to(target):
    assert safe_next(target) == target


@pytest.mark.parametrize("target", ELSEWHERE)
def test_any_other_is_not(target):
    assert safe_next(target) is None


@pytest.mark.parametrize("target", [one for one in ELSEWHERE if one])
def test_signing_in_leads_nowhere_else(visit, cast, target):
    secret = {"code": cast.citizen.code, "secret": cast.citizen.secret, "device": "chung"}
    in_form = visit().post("/dang-nhap", {**secret, "tiep": target})
    in_address = visit().post("/dang-nhap", secret, query_string={"tiep": target})
    already = visit(cast.citizen).get("/dang-nhap", query_string={"tiep": target})

    # what nobody can type is left out of what was sent, so "/\x00" is the front page
    assert {page.location for page in (in_form, in_address, already)} <= {"/toi", "/"}


def test_signing_in_leads_back_to_where_somebody_wanted_to_go(visit, cast):
    visitor = visit()
    asked = visitor.get("/toi/ten?x=1")
    form = visitor.follow(asked)
    page = visitor.post(
        "/dang-nhap", {**form.hidden(), "code": cast.citizen.code, "secret": cast.citizen.secret, "device": "chung"}
    )

    assert (asked.status, page.status, page.location) == (303, 303, "/toi/ten?x=1")


def test_programs_are_told_that_signing_in_is_needed(visit):
    page = visit().get("/toi", headers={"Accept": "application/json"})

    assert (page.status, page.location) == (401, None)


def test_what_was_sent_signed_out_is_not_gone_back_to(visit):
    assert visit().post("/toi/ten", {"name": "x"}).location == "/dang-nhap?het=1"
