"""The list under the box while a place is being typed."""

import pytest

from lms.people.models import Person
from tests.builders import rows


def offered(page):
    return [one["value"] for one in page.json]


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("an phu", ["xã An Phú, tỉnh Thử", "phường An Phú, thành phố Sông Lam"]),
        ("AN PHÚ, song", ["phường An Phú, thành phố Sông Lam"]),
        ("bi", ["xã Bình Minh, tỉnh Thử"]),
        ("thon dinh", []),
        ("", []),
        ("%", []),
        ("\x00", []),
        ("x" * 10_000, []),
        ("'; DROP TABLE person", []),
    ],
)
def test_communes_are_offered_as_they_are_typed(visit, typed, places):
    page = visit().get("/dang-ky/noi", query_string={"q": typed})

    assert page.status == 200
    assert sorted(offered(page)) == sorted(places)
    assert "Set-Cookie" not in page.response.headers


def test_a_workplace_may_be_a_province(visit):
    assert offered(visit().get("/dang-ky/noi?loai=lam&q=song lam")) == ["thành phố Sông Lam"]
    assert offered(visit().get("/dang-ky/noi?q=song lam")) == []


@pytest.mark.parametrize("typed", ["an phu", "An Phú, Thử", "binh minh", "phường an phú"])
def test_whatever_is_offered_is_understood_when_it_is_sent(visit, typed):
    for place in offered(visit().get("/dang-ky/noi", query_string={"q": typed})):
        sent = {
            "name": "A",
            "birth_year": "1958",
            "home": place,
            "agreed": "y",
            "before": "chua",
            "audience": "citizen",
        }
        page = visit().post("/dang-ky", sent)
        assert page.status == 200, (place, page.errors)
        assert f"ở {place}." in page.text


def test_without_a_question_there_is_no_answer_and_nobody_is_named(visit, database):
    page = visit().get("/dang-ky/noi")

    assert page.json == []
    for name in rows(database, Person.__table__.select().with_only_columns(Person.name)):
        assert offered(visit().get("/dang-ky/noi", query_string={"q": name})) == []
