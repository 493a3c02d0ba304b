"""The log says which view, how it ended and how long it took: no name, code, secret, address or query string."""

import io
import json
import re
import sys

import pytest
from sqlalchemy import text

from lms.people.models import Person
from lms.web import logs
from lms.web.database import db

PRIVATE = ("Lò Thị Mai", "Lò Thị Mới", "DAN", "275913", "203.0.113", "bi-mat", "An Phú")


@pytest.fixture
def written(monkeypatch):
    """The lines of the log so far, as data; whatever else is written to the error output fails the test."""
    output = io.StringIO()
    monkeypatch.setattr(sys, "stderr", output)
    logs.set_up("INFO")
    yield lambda: [line for text in output.getvalue().splitlines() if "lessons" not in (line := json.loads(text))]
    logs.set_up("CRITICAL")


def test_each_request_is_one_line(visit, written):
    visit().get("/hoc/")
    (line,) = written()

    assert set(line) == {"event", "level", "method", "ms", "request", "status", "timestamp", "view"}
    assert (line["event"], line["view"], line["method"], line["status"]) == ("request", "content.catalogue", "GET", 200)
    assert line["ms"] >= 0
    assert re.fullmatch("[0-9a-f]{12}", line["request"])


def test_each_request_has_a_number_of_its_own(visit, written):
    for _ in range(3):
        visit().get("/hoc/")

    assert len({line["request"] for line in written()}) == 3


def test_nothing_about_a_person_is_written(visit, cast, written):
    somebody = visit(cast.citizen)
    somebody.post("/toi/ten", {"name": "Lò Thị Mới"})
    somebody.get("/toi?q=bi-mat")
    somebody.get("/tim?q=bi-mat")
    somebody.get("/don-vi/77001/?x=bi-mat")
    visit().post("/dang-nhap", {"code": "DAN", "secret": "bi-mat", "device": "chung"})
    visit().get("/dang-ky/noi?q=An+Phú")
    visit().get("/khong-co/bi-mat")
    lines = written()

    assert {line.get("status") for line in lines} >= {200, 303, 404, 422}
    _check_private(lines)


@pytest.mark.parametrize(
    "breaks",
    [
        lambda _: _raise(ZeroDivisionError("Lò Thị Mai")),
        lambda _: {}["Lò Thị Mai"],
        lambda _: int("Lò Thị Mai"),
        lambda _: db().execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "Lò Thị Mai"}),
        lambda _: _two_of_a_kind(),
        lambda cast: _broken_at_the_end(cast.citizen),
        lambda _: _one_from_another(),
    ],
)
def test_what_breaks_is_told_by_place_and_kind_not_by_value(visit, cast, act, written, breaks):
    act(lambda: breaks(cast))
    page = visit().post("/thu?q=bi-mat")
    lines = written()

    assert page.status in (500, 503)
    assert len(lines) == 2, lines
    assert lines[-1]["status"] == page.status
    assert lines[0]["request"] == lines[1]["request"]
    assert lines[0]["kind"]
    assert re.search(r"\.py:\d+ \w+\n", lines[0].get("exception", "x.py:1 f\n"))  # a busy database is told by kind only
    _check_private(lines)


def test_a_broken_request_says_where_it_broke(visit, act, written):
    act(lambda: _raise(ZeroDivisionError("Lò Thị Mai")))
    visit().get("/thu")
    told = written()[0]

    assert (told["level"], told["event"], told["kind"]) == ("error", "request.failed", "ZeroDivisionError")
    assert re.search(r"test_logs\.py.*_raise", told["exception"])


def test_the_level_is_what_was_asked_for(visit, written):
    logs.set_up("WARNING")
    visit().get("/hoc/")

    assert written() == []


def _check_private(lines: list[dict[str, object]]) -> None:
    said = json.dumps(lines, ensure_ascii=False)

    assert [word for word in PRIVATE if word in said] == []


def _raise(error: Exception):
    raise error


def _two_of_a_kind():
    db().execute(text("INSERT INTO sign_in SELECT id + 100, person_id, code, shown_code, secret_kind, secret_hash, "
                      "secret_set_by_id, secret_set_at, epoch FROM sign_in WHERE code = 'DAN'"))  # fmt: skip


def _broken_at_the_end(somebody):
    person = db().get(Person, somebody.id)
    person.name, person.birth_year = "Lò Thị Mới", 9999
    return {}


def _one_from_another():
    try:
        int("Lò Thị Mai")
    except ValueError as error:
        raise RuntimeError("DAN") from error
