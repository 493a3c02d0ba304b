"""The front page: the same for every newcomer, and where to go on for whoever is known."""

import pytest

from lms.learning.adapters import COOKIE
from tests.learning.steps import LESSON, TURN, books, learn, send, the_lesson


def test_a_newcomer_sees_needs_first_and_no_going_on(visit):
    page = visit().get("/")

    assert page.text.index("Hôm nay cần làm gì?") < page.text.index("Tôi là…")
    assert page.links()["Tôi nghi bị lừa Việc phải làm ngay, không cần đăng nhập"] == "/khan-cap"
    assert "Học tiếp" not in page.text
    assert "không bao giờ hỏi số căn cước" in page.text
    assert "Set-Cookie" not in page.response.headers


def test_every_newcomer_gets_the_same_bytes_and_caches_may_keep_them(visit):
    first, second = visit().get("/").response, visit().get("/").response

    assert first.data == second.data
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in (first.headers.get("Vary") or "")
    assert visit().get("/", headers={"If-None-Match": first.headers["ETag"]}).status == 304


@pytest.mark.parametrize("cookies", [{"hvs": "x"}, {COOKIE: "x"}, {"hvs": "x", COOKIE: "x"}])
def test_a_cookie_of_no_account_gives_the_plain_page_but_no_cache_may_keep_it(visit, cookies):
    visitor = visit()
    for name, value in cookies.items():
        visitor.client.set_cookie(name, value)
    page = visitor.get("/")

    assert page.status == 200
    assert "Học tiếp" not in page.text
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_a_cookie_of_somebody_elses_site_changes_nothing(visit):
    visitor = visit()
    visitor.client.set_cookie("zalo", "x")
    visitor.client.set_cookie("hvs_may", "x" * 32)

    assert visitor.get("/").response.data == visit().get("/").response.data


def test_a_device_that_has_begun_is_led_back_to_its_round(visit):
    visitor = visit()
    send(visitor, 1)
    page = visitor.get("/")

    assert the_lesson(visitor).title in page.text
    assert "đang luyện tập dở" in page.text
    assert f"/luyen/dich-vu-cong/{LESSON}" in page.links().values()
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_a_device_that_has_learnt_a_lesson_is_led_to_the_next_of_the_course(visit):
    visitor = visit()
    first = books(visitor).lessons_of(books(visitor).course("vneid"))
    learn(visitor, code=first[0].code)
    page = visitor.get("/")

    assert first[1].title in page.text
    assert "Làm tiếp bài 2" in page.links()


def test_what_one_visitor_learnt_is_not_on_the_page_of_the_next(visit):
    learn(visit())

    assert "Học tiếp" not in visit().get("/").text


def test_whoever_is_signed_in_goes_on_where_they_were_on_any_phone(visit, cast):
    send(visit(cast.citizen), 1, turn=TURN)

    page = visit(cast.citizen).get("/")

    assert "Học tiếp" in page.text
    assert the_lesson(visit()).title in page.text


def test_somebody_signed_in_who_has_begun_nothing_is_not_told_to_go_on(visit, cast):
    page = visit(cast.citizen).get("/")

    assert "Học tiếp" not in page.text
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_somebody_with_a_post_and_no_audience_finds_the_page_too(visit, cast):
    admin = visit(cast.admin)
    send(admin, 1)

    assert "Học tiếp" in admin.get("/").text


@pytest.mark.parametrize("query", ["?x=1", "?" + "x" * 3000, "?%00", "?tiep=//evil.example"])
def test_an_odd_address_is_still_the_front_page(visit, query):
    assert visit().get(f"/{query}").h1 == "Mỗi ngày học một việc, làm được ngay"


def test_the_front_page_takes_nothing(visit):
    assert visit().post("/", {"x": "1"}).status == 405
