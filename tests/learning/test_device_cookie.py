"""What a signed-out visitor's device keeps: signed, small, and of no account when it is not ours."""

import random
from datetime import date

import pytest
from flask import Response
from itsdangerous import URLSafeSerializer

from lms.learning.adapters import COOKIE, KEPT_SECONDS, keep_on_device, progress_on_device
from lms.learning.rules import MOST_LESSONS_ON_A_DEVICE, MOST_ROUNDS_ON_A_DEVICE, Progress, Round, Turn
from tests.learning.steps import HERE, books, learn

DAY = date(2026, 7, 1)
LARGEST = 4096
SALT = "lms.learning.progress"


def kept(app, progress):
    """The cookie as set in an answer."""
    with app.test_request_context():
        response = Response()
        keep_on_device(response, progress)
        return response.headers["Set-Cookie"]


def read_back(app, cookie):
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={cookie}"}):
        return progress_on_device()


def signed(app, data, *, key=None, salt=SALT):
    return URLSafeSerializer(key or app.secret_key, salt=salt).dumps(data)


def test_what_was_kept_is_read_again_in_order(app):
    progress = Progress(
        {"b": DAY, "a": date(2026, 6, 30)},
        {"c": Round(Turn(4711, 3), frozenset({"c-1", "c-2"})), "a": Round(Turn(1000, 0))},
    )
    value = kept(app, progress).split(";")[0].partition("=")[2]

    again = read_back(app, value)

    assert again == progress
    assert list(again.done) == ["b", "a"]
    assert list(again.rounds) == ["c", "a"]


def test_the_cookie_is_for_this_site_alone_and_lasts_sixty_days(app):
    cookie = kept(app, Progress({"a": DAY}))

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Max-Age={KEPT_SECONDS}" in cookie
    assert KEPT_SECONDS == 60 * 24 * 3600


def test_a_device_that_has_learnt_everything_there_is_sends_little(app, visit):
    lessons = books(visit()).book.lessons
    progress = Progress()
    for lesson in lessons:
        whole = Round(Turn(9999, 999), frozenset(one.code for one in lesson.practice))
        progress = progress.with_done(lesson.code, DAY).with_round(lesson.code, whole)

    assert len(kept(app, progress)) < 1500


def test_even_with_codes_that_pack_badly_the_cookie_stays_under_4_kb(app):
    draw = random.Random(20260703)
    codes = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=32)) for _ in range(100)]
    progress = Progress()
    for code in codes:
        on = date(2026, draw.randint(1, 12), draw.randint(1, 28))
        whole = Round(Turn(9999, 999), frozenset(f"{code}-{n}" for n in range(4)))
        progress = progress.with_done(code, on).with_round(code, whole)

    assert len(progress.done) == MOST_LESSONS_ON_A_DEVICE
    assert len(progress.rounds) == MOST_ROUNDS_ON_A_DEVICE
    assert len(kept(app, progress)) <= LARGEST


FORGED = {
    "nothing": lambda app: "",
    "words": lambda app: "xin-chao",
    "no signature": lambda app: signed(app, {"d": {"a": "2026-07-01"}, "r": {}}).rpartition(".")[0],
    "another signature": lambda app: signed(app, {"d": {"a": "2026-07-01"}, "r": {}}, key="x" * 40),
    "signed for something else": lambda app: signed(app, {"d": {"a": "2026-07-01"}, "r": {}}, salt="khac"),
    "cut off": lambda app: signed(app, {"d": {"a": "2026-07-01"}, "r": {}})[:-3],
    "one letter changed": lambda app: "X" + signed(app, {"d": {"a": "2026-07-01"}, "r": {}})[1:],
    "very long": lambda app: "a" * 60_000,
    "dots": lambda app: "." * 3000,
    "not ascii": lambda app: "\u00e9\u00ff",
    "a packed bomb, unsigned": lambda app: ".eJ" + "A" * 3000,
    "ours, but a list": lambda app: signed(app, []),
    "ours, but nothing": lambda app: signed(app, None),
    "ours, but a number": lambda app: signed(app, 7),
    "ours, but other keys": lambda app: signed(app, {"x": 1}),
    "ours, days that are none": lambda app: signed(app, {"d": {"a": "hôm qua"}, "r": {}}),
    "ours, days that are numbers": lambda app: signed(app, {"d": {"a": 7}, "r": {}}),
    "ours, rounds of nothing": lambda app: signed(app, {"d": {}, "r": {"a": []}}),
    "ours, rounds that are numbers": lambda app: signed(app, {"d": {}, "r": {"a": 7}}),
    "ours, rounds without a turn": lambda app: signed(app, {"d": {}, "r": {"a": ["xin", "chao"]}}),
    "ours, turns that are numbers": lambda app: signed(app, {"d": {}, "r": {"a": [4711]}}),
    "ours, right that cannot be": lambda app: signed(app, {"d": {}, "r": {"a": ["4711-0", ["x"]]}}),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_cookie_that_is_not_ours_is_as_none(app, forge):
    assert not read_back(app, forge(app))


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_no_page_stumbles_over_a_cookie_that_is_not_ours(app, visit, cast, forge):
    header = {"Cookie": f"{COOKIE}={forge(app)}"}

    assert "Học tiếp" not in visit().get("/", headers=header).text
    assert visit().get(HERE, headers=header).status == 200


def test_lessons_that_are_gone_are_passed_over(visit, cast, app):
    visitor = visit()
    visitor.client.set_cookie(COOKIE, signed(app, {"d": {"mat-roi": "2026-07-01"}, "r": {"cung-mat": ["4711-0", "x"]}}))

    assert visitor.get("/").status == 200
    visitor.signed_in(cast.citizen)
    page = visitor.get("/toi")
    assert "Những bài vừa học trên máy này" not in page.text


def test_a_cookie_brings_no_code_of_its_own_onto_a_page(visit, cast, app):
    visitor = visit()
    learn(visitor)
    hostile = {"d": {"<script>": "2026-07-01"}, "r": {"../../x": ["4711-0"]}}
    visitor.client.set_cookie(COOKIE, signed(app, hostile))

    assert "<script>" not in visitor.get("/").response.get_data(as_text=True).replace("<script ", "")
