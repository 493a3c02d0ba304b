"""Every answer carries the security headers, whatever it is; the session's cookie is kept close."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Response

from lms import clock
from lms.app.factory import create_app
from lms.learning.adapters import keep_on_device
from lms.learning.rules import Progress
from lms.people.adapters.running import HASHER
from lms.web.database import KEY
from lms.web.headers import FIXED, POLICY
from tests.page import Visitor

ANSWERS = (
    # address, status
    ("/", 200),
    ("/hoc/", 200),
    ("/hoc/dich-vu-cong/nop-ho-so", 200),
    ("/static/style.css", 200),
    ("/static/khong-co.css", 404),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/dang-nhap", 200),
    ("/dang-ky/noi?q=an", 200),
    ("/toi", 303),
    ("/don-vi/77001/", 303),
    ("/khong-co", 404),
    ("/thu", 500),
)


@pytest.fixture
def production(settings, app, database):
    """Visitors of a deployment that serves real people."""
    served = create_app(replace(settings, env="production", public_url="https://hoc.example"))
    served.extensions[KEY].close()
    served.extensions[KEY] = database
    served.extensions[HASHER] = app.extensions[HASHER]
    return lambda: Visitor(served)


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_kind_of_answer_carries_the_headers(visit, address, status):
    answer = visit().get(address).response  # /thu has no view set, so it breaks

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in FIXED} == FIXED


def test_refusals_of_what_is_sent_carry_them_too(visit, cast):
    for data, headers, status in (
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {}, 422),
        ({"code": "x" * 7_000_000}, {}, 413),
    ):
        answer = visit().post("/dang-nhap", data, headers=headers).response
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in FIXED} == FIXED


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline():
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))

    assert rules["default-src"] == "'none'"
    assert set(rules.values()) <= {"'none'", "'self'", "'script'"}
    assert {rules[name] for name in ("script-src", "style-src", "img-src", "form-action")} == {"'self'"}
    assert {rules[name] for name in ("base-uri", "frame-ancestors")} == {"'none'"}


def test_a_lessons_picture_may_do_less_still(visit):
    picture = re.search(r"/hoc/hinh/[\w.-]+\.svg", visit().get("/hoc/dich-vu-cong/nop-ho-so").response.text).group()
    answer = visit().get(picture).response

    assert "script" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_concerns_a_person_is_not_kept_by_anything_in_between(visit, cast):
    for address in ("/toi", "/toi/ten", "/toi/the", "/", "/dang-xuat", "/luyen/dich-vu-cong/nop-ho-so", "/khong-co"):
        answer = visit(cast.citizen).get(address).response
        assert answer.headers["Cache-Control"] == "private, no-store", address


def test_in_production_the_session_cookie_stays_with_us(production, cast):
    visitor = production()
    sent = visitor.post(
        "/dang-nhap",
        {"code": cast.citizen.code, "secret": cast.citizen.secret, "device": "nha"},
        base_url="https://hoc.example",
    ).response.headers.getlist("Set-Cookie")
    cookies = {one.partition("=")[0]: {part.strip() for part in one.split(";")[1:]} for one in sent}

    assert set(cookies) == {"__Host-hvs", "hvs_may"}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= cookies["__Host-hvs"] & cookies["hvs_may"]
    assert not [part for part in cookies["__Host-hvs"] if part.startswith("Domain")]


def test_in_production_the_progress_cookie_stays_with_us_too(production):
    response = Response()
    with production().app.test_request_context():
        keep_on_device(response, Progress({"nop-ho-so": date(2026, 11, 20)}))
    (cookie,) = response.headers.getlist("Set-Cookie")

    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_on_a_lent_phone_the_session_ends_with_the_browser(visit, cast):
    lent, own = ({**_secret(cast), "device": device} for device in ("chung", "nha"))

    assert "Expires" not in _session_cookie(visit().post("/dang-nhap", lent))
    assert "Expires" in _session_cookie(visit().post("/dang-nhap", own))


@pytest.mark.parametrize(("device", "status"), [("chung", 303), ("nha", 200)])
def test_a_session_left_lying_about_ends_on_a_lent_phone_only(visit, cast, device, status):
    visitor = visit()
    visitor.post("/dang-nhap", {**_secret(cast), "device": device})
    assert visitor.get("/toi").status == 200
    clock.set_now(clock.now() + timedelta(hours=2, minutes=1))

    assert visitor.get("/toi").status == status


def test_sending_something_keeps_a_session_on_a_lent_phone_alive(visit, cast):
    somebody = visit(cast.citizen)
    for _ in range(3):
        clock.set_now(clock.now() + timedelta(hours=1, minutes=30))
        assert somebody.post("/toi/ten", {"name": "Lò Thị Mai"}).status == 303


def test_only_https_in_production_is_told_to_browsers(production, visit):
    asked = {"base_url": "https://hoc.example"}

    assert production().get("/", **asked).response.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in production().get("/").response.headers
    assert "Strict-Transport-Security" not in visit().get("/", **asked).response.headers


def test_the_gallery_is_not_there_in_production(production):
    assert production().get("/ui").status == 404


def _secret(cast) -> dict[str, str]:
    return {"code": cast.citizen.code, "secret": cast.citizen.secret}


def _session_cookie(page) -> str:
    (found,) = [one for one in page.response.headers.getlist("Set-Cookie") if one.startswith("hvs=")]
    return found
