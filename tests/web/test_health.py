"""Whether the process lives, and whether it can serve: asked by machines, answered without a session."""

import pytest

from lms.web.database import KEY
from lms.web.views import CHECKS


def test_the_process_answers(visit):
    answer = visit().get("/healthz").response

    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert answer.headers["Cache-Control"] == "no-store"


def test_all_is_well(visit):
    page = visit().get("/readyz")

    assert (page.status, page.json) == (200, {"ready": True, "problems": {}})
    assert "Set-Cookie" not in page.response.headers


def test_a_build_that_failed_is_named_while_the_last_good_one_is_served(visit, app, monkeypatch):
    monkeypatch.setitem(
        app.extensions, CHECKS, {"content": lambda: "vneid.md:3:1: thiếu mô tả ảnh", "other": lambda: None}
    )
    page = visit().get("/readyz")

    assert page.status == 200
    assert page.json == {"ready": True, "problems": {"content": "vneid.md:3:1: thiếu mô tả ảnh"}}


def test_without_its_database_it_is_not_ready_though_it_lives(visit, app, monkeypatch, away):
    monkeypatch.setitem(app.extensions, KEY, away)
    page = visit().get("/readyz")

    assert (page.status, page.json) == (503, {"ready": False, "problems": {}})
    assert visit().get("/healthz").status == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nobody_else_is_told_where_the_data_lies(visit, app, monkeypatch, away, address):
    monkeypatch.setitem(app.extensions, KEY, away)
    said = visit().get(address).response.text

    assert [word for word in ("postgresql", "127.0.0.1", "Traceback", "nothing") if word in said] == []
