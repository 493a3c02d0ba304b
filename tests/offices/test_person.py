"""`/don-vi/<code>/nguoi/<person>`: one person as staff see them, and what is done on the spot."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.listings.models import ListingLine
from lms.people.actions.signing_in import key_of_account
from lms.people.adapters.hashing import Hasher
from lms.people.models import FailureCounter, Person, Post
from tests.builders import PEPPER, PIN, rows
from tests.offices.people import COMMUNE, VILLAGE, listed, official_of, places_of, settled, sign_in_of

PARTS = ("", "/the", "/dat-ma", "/ten", "/chuyen")
SENT = ("/the", "/dat-ma", "/ten", "/chuyen", "/mo-khoa", "/doi-chieu")


@pytest.fixture
def lan(database, cast):
    return settled(database, cast, name="Nguyễn Thị Lan", born=1950)


def test_name_year_place_state_and_sign_in_are_shown_and_nothing_else(visit, cast, lan):
    page = visit(cast.facilitator).get(f"{VILLAGE}/{lan}")

    assert page.h1 == "Nguyễn Thị Lan"
    for words in ("1950", "Thôn Đình", "Đã đăng ký", "Đang dùng", "chưa đối chiếu"):
        assert words in page.text
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_each_look_at_a_person_is_on_record(visit, cast, database, lan):
    visit(cast.facilitator).get(f"{VILLAGE}/{lan}")

    (look,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.PERSON_READ))
    assert (look.person_id, look.subject_person_id, look.unit_id) == (
        cast.facilitator.id, lan, cast.units["77001-1"].unit_id,
    )  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_sideways_and_upwards_the_person_is_not_there(visit, cast, lan, part):
    assert visit(cast.stranger).get(f"{COMMUNE}/{lan}{part}").status == 404
    assert visit(cast.stranger).get(f"/don-vi/77002/nguoi/{lan}{part}").status == 404
    assert visit(cast.facilitator).get(f"{COMMUNE}/{lan}{part}").status == 404
    assert visit(cast.citizen).get(f"{VILLAGE}/{lan}{part}").status == 404


@pytest.mark.parametrize("part", SENT)
def test_nothing_is_done_to_people_out_of_reach(visit, cast, database, lan, part):
    other = settled(database, cast, name="Lê Văn Xa", at="77001")

    assert visit(cast.stranger).post(f"/don-vi/77002/nguoi/{lan}{part}").status == 404
    assert visit(cast.facilitator).post(f"{VILLAGE}/{other}{part}").status == 404


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.VIEWER, Role.ADMIN])
def test_roles_without_people_see_and_do_nothing(visit, cast, database, lan, role):
    visitor = visit(official_of(database, cast, role, "77001", "khac"))

    assert {visitor.get(f"{VILLAGE}/{lan}{part}").status for part in PARTS} == {403}
    assert {visitor.post(f"{VILLAGE}/{lan}{part}").status for part in SENT} == {403}


def test_being_on_somebodys_list_gives_its_keeper_no_say(visit, cast, database):
    away = settled(database, cast, name="Lê Văn Xa", at="77002")
    with database.writing() as session:
        now = clock.now()
        session.add(ListingLine(unit_id=cast.units["77001-1"].unit_id, person_id=away, added_at=now, last_used_at=now))
    helper = visit(cast.facilitator)

    assert "Ở nơi khác" in helper.get(f"{VILLAGE}/{away}").text
    assert {helper.post(f"{VILLAGE}/{away}{part}").status for part in SENT} == {404}


@pytest.mark.parametrize("number", ["0", "99999999", "9" * 40])
def test_nobodys_number_is_not_there(visit, cast, number):
    assert visit(cast.manager).get(f"{COMMUNE}/{number}").status == 404


def test_nobody_acts_on_themselves(visit, cast):
    helper = visit(cast.facilitator)

    assert "chính mình" in helper.get(f"{VILLAGE}/{cast.facilitator.id}").text
    assert {helper.post(f"{VILLAGE}/{cast.facilitator.id}{part}").status for part in SENT} == {403}


def test_staff_get_no_new_secret_here(visit, cast, database):
    manager = visit(cast.manager)
    before = sign_in_of(database, cast.facilitator.id).secret_hash
    form = {"pin": "480263", "again": "480263", "agreed": "y"}

    assert manager.post(f"{COMMUNE}/{cast.facilitator.id}/dat-ma", form).status == 422
    assert manager.post(f"{COMMUNE}/{cast.facilitator.id}/mo-khoa").status == 422
    assert sign_in_of(database, cast.facilitator.id).secret_hash == before


def test_somebody_with_a_pin_who_was_given_a_post_is_staff_too(visit, cast, database, lan):
    with database.writing() as session:
        session.add(Post(person_id=lan, role=Role.MANAGER, unit_id=cast.units["77"].unit_id, from_at=clock.now()))

    form = {"pin": "480263", "again": "480263", "agreed": "y"}
    assert visit(cast.facilitator).post(f"{VILLAGE}/{lan}/dat-ma", form).status == 422


def test_unlocking_lets_somebody_in_who_mistyped(visit, cast, database, lan):
    code = sign_in_of(database, lan).code
    stranger = visit()
    for _ in range(6):
        stranger.sign_in(code, "111111")
    helper = visit(cast.facilitator)
    assert "Đang khóa" in helper.get(f"{VILLAGE}/{lan}").text

    assert helper.post(f"{VILLAGE}/{lan}/mo-khoa").status == 303

    assert stranger.sign_in(code, PIN).status == 303
    assert Act.UNLOCKED in rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == lan))
    key = key_of_account(Hasher(PEPPER, passes=1, memory_kib=8), code)
    assert rows(database, select(FailureCounter).where(FailureCounter.key == key)) == []


def test_a_name_is_corrected_and_cleaned(visit, cast, database, lan):
    helper = visit(cast.facilitator)

    assert helper.post(f"{VILLAGE}/{lan}/ten", {"name": "  Nguyễn  Thị Lân "}).status == 303
    for wrong in ("", "Lan <b>", "12345", "x" * 200):
        assert helper.post(f"{VILLAGE}/{lan}/ten", {"name": wrong}).status == 422
    (person,) = rows(database, select(Person).where(Person.id == lan))
    assert (person.name, person.search_key) == ("Nguyễn Thị Lân", "nguyen thi lan")
    assert Act.PERSON_RENAMED in rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == lan))


def test_a_place_is_checked_once(visit, cast, database, lan):
    helper = visit(cast.facilitator)

    assert {helper.post(f"{VILLAGE}/{lan}/doi-chieu").status for _ in range(2)} == {303}

    assert [verified for _, _, verified, _ in places_of(database, lan)] == [True]
    assert len(rows(database, select(AuditEntry).where(AuditEntry.act == Act.PERSON_VERIFIED))) == 1


def test_a_card_is_made_once_for_somebody_without_one(visit, cast, database):
    mo = listed(database, cast, name="Mơ")
    helper = visit(cast.facilitator)
    assert helper.get(f"{VILLAGE}/{mo}/the").status == 404
    assert "Chưa có mã" in helper.get(f"{VILLAGE}/{mo}").text

    first, second = (helper.post(f"{VILLAGE}/{mo}/the").location for _ in range(2))

    assert first == second == f"{VILLAGE}/{mo}/the"
    assert sign_in_of(database, mo).shown_code in helper.get(first).text.replace("- ", "-")


@pytest.mark.parametrize("part", SENT)
def test_a_post_taken_back_meanwhile_writes_nothing(visit, cast, database, lan, part):
    helper = visit(cast.facilitator)
    before = len(rows(database, select(AuditEntry.id)))
    with database.writing() as session:
        post = session.scalars(select(Post).where(Post.person_id == cast.facilitator.id)).one()
        post.from_at, post.to_at = post.from_at - timedelta(days=1), clock.now() - timedelta(seconds=1)

    answer = helper.post(f"{VILLAGE}/{lan}{part}", {"name": "Khác", "pin": "480263", "again": "480263", "to": "di"})

    assert answer.status == 404
    assert len(rows(database, select(AuditEntry.id))) == before
