"""One person typed onto a list: Bà Lan is there before she has ever held a phone."""

import pytest
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.listings.models import ListingLine
from lms.people.models import NoticeGiven, Person, SignIn
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import rows

HERE = "/don-vi/77001-1/ra-soat/them"
LAN = {"name": "Nông Thị Lan", "birth_year": "1948", "once": "l1"}


def test_ba_lan_is_listed_and_counted_without_any_sign_in(visit, cast, database):
    facilitator = visit(cast.facilitator)
    page = facilitator.follow(facilitator.post(HERE, LAN))

    assert "Đã có trong danh sách: Nông Thị Lan, sinh năm 1948." in page.text
    (lan,) = rows(database, select(Person).where(Person.name == "Nông Thị Lan"))
    assert rows(database, select(SignIn).where(SignIn.person_id == lan.id)) == []
    assert rows(database, select(NoticeGiven).where(NoticeGiven.person_id == lan.id)) == []
    (standing,) = rows(database, select(PersonStanding).where(PersonStanding.person_id == lan.id))
    assert (standing.stage, standing.unit_id, standing.audience) == (
        Stage.LISTED,
        cast.units["77001-1"].unit_id,
        "citizen",
    )
    (line,) = rows(database, select(ListingLine))
    assert (line.person_id, line.added_by_id) == (lan.id, cast.facilitator.id)
    assert Act.LISTING_CHANGED in rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == lan.id))


def test_the_same_form_twice_is_one_person(visit, cast, database):
    facilitator = visit(cast.facilitator)
    answers = [facilitator.post(HERE, LAN), facilitator.post(HERE, {**LAN, "same": "khac"})]

    assert [answer.status for answer in answers] == [303, 303]
    assert rows(database, select(func.count(ListingLine.id))) == [1]
    assert rows(database, select(func.count(Person.id)).where(Person.name == "Nông Thị Lan")) == [1]


def test_who_looks_alike_is_asked_about(visit, cast, database):
    facilitator = visit(cast.facilitator)
    mai = {"name": "Lo Thi Mai", "birth_year": "1958"}
    page = facilitator.post(HERE, {**mai, "once": "a"})

    assert page.status == 422
    assert "Chính là Lò Thị Mai, sinh năm 1958" in page.text
    assert "đã có mã đăng nhập" in page.text
    assert facilitator.post(HERE, {**mai, "once": "a", "same": "999"}).status == 422
    assert rows(database, select(ListingLine)) == []

    assert facilitator.post(HERE, {**mai, "once": "a", "same": str(cast.citizen.id)}).status == 303
    assert facilitator.post(HERE, {**mai, "once": "b", "same": str(cast.citizen.id)}).status == 303
    assert rows(database, select(ListingLine.person_id)) == [cast.citizen.id]
    assert facilitator.post(HERE, {**mai, "once": "c", "same": "khac"}).status == 303
    assert rows(database, select(func.count(Person.id)).where(Person.search_key == "lo thi mai")) == [2]


def test_a_namesake_in_another_village_is_not_told_where(visit, cast, database):
    page = visit(cast.facilitator).post(HERE, {"name": "Nguyễn Văn Tư", "birth_year": "1985", "once": "t"})

    assert "Ở nơi khác trong xã, phường" in page.text
    assert "Chính là Nguyễn Văn Tư" in page.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "An 3"}, "name"),
        ({"birth_year": ""}, "birth_year"),
        ({"birth_year": "48"}, "birth_year"),
        ({"birth_year": "1700"}, "birth_year"),
        ({"birth_year": "2016"}, "birth_year"),
    ],
)
def test_mistakes_are_said_beside_their_fields(visit, cast, database, change, field):
    page = visit(cast.facilitator).post(HERE, {**LAN, **change})

    assert page.status == 422
    assert page.error_on(field)
    assert rows(database, select(ListingLine)) == []


def test_at_a_commune_the_village_is_chosen_and_at_a_school_the_class(visit, cast, database):
    manager = visit(cast.manager)
    assert manager.post("/don-vi/77001/ra-soat/them", {**LAN, "village": "77001-1"}).status == 303
    school = "/don-vi/77001-2/ra-soat/them"
    pupil = {"name": "Em Bé", "birth_year": "2014", "once": "s"}
    assert manager.post(school, pupil).error_on("class_name")
    assert manager.post(school, {**pupil, "class_name": "4A"}).error_on("class_name")
    assert manager.post(school, {**pupil, "class_name": "7B"}).status == 303

    held = rows(database, select(ListingLine).order_by(ListingLine.id))
    assert [(one.unit_id, one.group_name) for one in held] == [
        (cast.units["77001-1"].unit_id, ""),
        (cast.units["77001-2"].unit_id, "7B"),
    ]
