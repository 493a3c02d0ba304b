"""The second page of registering: village, workplace, PIN; and what stands in the tables afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Membership, NoticeGiven, Person, SignIn
from lms.people.rules import codes
from lms.people.rules.registration import NOTICE_VERSION
from lms.tally.models import LedgerRow, PersonStanding
from tests.builders import rows
from tests.people.steps import PIN, first_page, register, second_page, so_many


def newest(database):
    return rows(database, select(Person).order_by(Person.id.desc()).limit(1))[0]


def people(database):
    return rows(database, select(func.count(Person.id)))[0]


def belongs(database, person, cast):
    """Where somebody belongs, as (audience, code of the unit or None)."""
    by_id = {unit.unit_id: code for code, unit in cast.units.items()}
    found = rows(database, select(Membership).where(Membership.person_id == person.id))
    return {(str(one.audience), by_id.get(one.unit_id)) for one in found}


def test_a_citizen_of_a_commune_with_villages_registers(visit, database, cast):
    visitor = visit()
    shown = first_page(visitor, home="An Phú, Thử")

    labels = [label.get_text() for label in shown.soup.select("fieldset label")]
    assert labels == ["Thôn Đình", "Chưa rõ"]
    assert shown.field("work") is None

    page = second_page(visitor, shown, village="77001-1")

    assert (page.status, page.location) == (303, "/toi/the")
    person = newest(database)
    assert (person.name, person.birth_year, person.is_test) == ("Hoàng Thị Mơ", 1958, False)
    assert (person.given_name, person.search_key) == ("Mơ", "hoang thi mo")
    assert belongs(database, person, cast) == {("citizen", "77001-1")}


def test_the_code_is_shown_big_and_signs_in_with_the_pin(visit, database, cast):
    visitor = visit()
    register(visitor)
    card = visitor.get("/toi/the")

    sign_in = rows(database, select(SignIn).where(SignIn.person_id == newest(database).id))[0]
    assert codes.is_whole(sign_in.code)
    assert card.h1 == "Xong rồi. Đây là mã người học"
    assert sign_in.shown_code.replace("-", "") in card.text.replace("-", "").replace(" ", "")
    assert "Mã PIN không in trên thẻ" in card.text
    assert PIN not in card.response.get_data(as_text=True)
    assert visit().sign_in(sign_in.shown_code.lower(), PIN).status == 303


def test_a_commune_without_villages_asks_for_none(visit, database, cast):
    visitor = visit()
    shown = first_page(visitor)

    assert shown.field("village") is None
    assert second_page(visitor, shown).status == 303
    assert belongs(database, newest(database), cast) == {("citizen", "77002")}


def test_not_knowing_the_village_is_fine(visit, database, cast):
    register(visit(), {"home": "An Phú, Thử"}, village="")

    assert belongs(database, newest(database), cast) == {("citizen", "77001")}


WORK = {
    "left empty: not known yet": ("", None),
    "blanks": ("   ", None),
    "a commune": ("binh minh", "77002"),
    "a province": ("tỉnh Thử", "77"),
    "a city": ("Sông Lam", "78"),
    "another commune than home": ("phường An Phú, Sông Lam", "78001"),
}


@pytest.mark.parametrize(("typed", "code"), WORK.values(), ids=WORK)
def test_an_official_belongs_twice(visit, database, cast, typed, code):
    visitor = visit()
    shown = first_page(visitor, audience="official")
    assert "nơi làm việc" in shown.text

    assert second_page(visitor, shown, work=typed).status == 303
    assert belongs(database, newest(database), cast) == {("citizen", "77002"), ("official", code)}


def test_an_ambiguous_workplace_is_asked_about(visit, database, cast):
    visitor = visit()
    page = second_page(visitor, first_page(visitor, audience="official"), work="An Phú")

    assert page.status == 422
    assert page.error_on("work_code")
    assert page.field("work")["value"] == "An Phú"

    done = second_page(visitor, page, work="An Phú", work_code="78001")

    assert done.status == 303
    assert ("official", "78001") in belongs(database, newest(database), cast)


def test_a_workplace_that_is_not_found_is_said_beside_its_box(visit, database):
    visitor = visit()
    page = second_page(visitor, first_page(visitor, audience="official"), work="xyz")

    assert page.status == 422
    assert "Chưa tìm thấy" in page.error_on("work")
    assert people(database) == 7


def test_everything_is_on_record_and_counted(visit, database, cast):
    visitor = visit()
    register(visitor, {"audience": "official", "home": "An Phú, Thử"}, village="77001-1", work="tỉnh Thử")
    person = newest(database)

    notice = rows(database, select(NoticeGiven).where(NoticeGiven.person_id == person.id))
    assert [one.version for one in notice] == [NOTICE_VERSION]
    entries = rows(database, select(AuditEntry).where(AuditEntry.subject_person_id == person.id))
    assert [(one.act, one.person_id, one.network) for one in entries] == [
        (Act.PERSON_REGISTERED, person.id, "203.0.113.0/24")
    ]
    standings = rows(database, select(PersonStanding).where(PersonStanding.person_id == person.id))
    counted = {(one.audience, one.unit_id, str(one.stage), one.birth_year) for one in standings}
    village, province = cast.units["77001-1"].unit_id, cast.units["77"].unit_id
    assert counted == {("citizen", village, "registered", 1958), ("official", province, "registered", 1958)}
    ledger = rows(
        database, select(LedgerRow).where(LedgerRow.birth_year == 1958).order_by(LedgerRow.id.desc()).limit(2)
    )
    assert [row.change for row in ledger] == [1, 1]
    assert all("Mơ" not in str(one.details) for one in entries)


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567", "123456", "000000", "654321", "890123", "195812", "abcdef", "٤٨٠٢٦٣", "4" * 10_000]
)
def test_a_poor_pin_is_refused_and_no_pin_ever_comes_back(visit, database, pin):
    visitor = visit()
    page = second_page(visitor, first_page(visitor, home="An Phú, Thử"), pin=pin, village="77001-1")

    assert page.status == 422
    assert page.error_on("pin")
    assert not page.field("pin").get("value")
    assert page.soup.select_one("input[name=village][checked]")["value"] == "77001-1"
    assert len(page.error_on("pin")) < 100
    assert people(database) == 7


TAMPERED = {
    "a child's year": {"birth_year": "2014"},
    "no year": {"birth_year": ""},
    "a year to come": {"birth_year": "2090"},
    "a pupil": {"audience": "secondary"},
    "a pupil in plain words": {"audience": "pupil"},
    "no audience": {"audience": ""},
    "a name that is none": {"name": "😀"},
    "10,000 letters": {"name": "x" * 10_000},
    "no place": {"home": ""},
    "a place that is not there": {"home": "xyz", "home_code": "77002"},
    "not agreed": {"agreed": ""},
}


@pytest.mark.parametrize("changed", TAMPERED.values(), ids=TAMPERED)
def test_what_the_first_page_would_refuse_is_refused_on_the_second_too(visit, database, changed):
    visitor = visit()
    page = second_page(visitor, first_page(visitor), **changed)

    assert page.status == 422
    assert people(database) == 7
    assert "Set-Cookie" not in page.response.headers


ELSEWHERE = {
    "another commune's code": ({"home_code": "77001"}, "77002"),
    "a province's code": ({"home_code": "77"}, "77002"),
    "the village of another commune": ({"village": "77001-1"}, "77002"),
    "a school for a village": ({"village": "77001-2"}, "77002"),
    "no such village": ({"village": "' OR 1=1"}, "77002"),
}


@pytest.mark.parametrize(("changed", "code"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_place_that_was_not_offered_is_never_taken(visit, database, cast, changed, code):
    visitor = visit()
    second_page(visitor, first_page(visitor), **changed)

    assert belongs(database, newest(database), cast) == {("citizen", code)}


def test_a_school_is_no_village_even_of_ones_own_commune(visit, database, cast):
    register(visit(), {"home": "An Phú, Thử"}, village="77001-2")

    assert belongs(database, newest(database), cast) == {("citizen", "77001")}


def test_fields_that_are_missing_altogether_are_no_fault_of_ours(visit, database):
    for sent in ({}, {"audience": "official"}, {"pin": PIN}, {"home": "Bình Minh", "audience": "official", "pin": PIN}):
        assert visit().post("/dang-ky/xong", sent).status == 422
    whole = {"name": "A", "birth_year": "1958", "audience": "official", "home": "Bình Minh", "agreed": "y", "pin": PIN}
    assert visit().post("/dang-ky/xong", whole).status == 303
    assert people(database) == 8


def test_registering_waits_once_very_many_came_from_one_network_and_nobody_elsewhere_does(visit, database):
    clock.set_now(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    shown = first_page(visit())
    second_page(visit(), shown, once="1")
    so_many(database, "register", 118)
    answers = [second_page(visit(), shown, once=f"hoi-truong-{n}") for n in range(3)]

    assert [page.status for page in answers] == [303, 303, 429]
    assert "Đợi 15 phút" in answers[2].text
    assert answers[2].field("name")["value"] == "Hoàng Thị Mơ"
    assert people(database) == 10

    elsewhere = visit()
    elsewhere.from_address = "198.51.100.4"
    assert register(elsewhere).status == 303
    clock.set_now(datetime(2026, 11, 20, 2, 0, tzinfo=UTC) + timedelta(minutes=16))
    assert second_page(visit(), shown, once="sau").status == 303


def test_whoever_registers_is_signed_in_as_on_a_lent_phone(visit, database):
    visitor = visit()
    page = register(visitor)

    cookies = page.response.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert "Expires" not in cookies[0]
    assert "Max-Age" not in cookies[0]
    assert "Hoàng Thị Mơ" in visitor.get("/toi").h1
