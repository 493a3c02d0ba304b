"""One's own name, secret and card."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Person, SignIn
from tests.builders import PASSWORD, PIN, rows

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NEW = "480263"


def person(database, member):
    return rows(database, select(Person).where(Person.id == member.id))[0]


def acts(database, member):
    return [one.act for one in rows(database, select(AuditEntry).where(AuditEntry.subject_person_id == member.id))]


class TestName:
    """`/toi/ten`."""

    def test_the_present_name_stands_in_the_box(self, visit, cast):
        assert visit(cast.citizen).get("/toi/ten").field("name")["value"] == cast.citizen.name

    def test_a_corrected_name_is_kept_with_its_keys_and_put_on_record(self, visit, cast, database):
        visitor = visit(cast.citizen)
        page = visitor.post("/toi/ten", {"name": "  H'Hen   Niê "})

        assert (page.status, page.location) == (303, "/toi?xong=ten")
        kept = person(database, cast.citizen)
        assert (kept.name, kept.given_name, kept.search_key) == ("H’Hen Niê", "Niê", "h'hen nie")
        assert visitor.follow(page).h1 == "Chào H’Hen Niê"
        assert acts(database, cast.citizen) == [Act.PERSON_RENAMED]

    def test_the_same_name_again_is_no_change(self, visit, cast, database):
        visit(cast.citizen).post("/toi/ten", {"name": cast.citizen.name})

        assert acts(database, cast.citizen) == []

    @pytest.mark.parametrize(
        "name", ["", "  ", "123", "Mai 😀", "x" * 81, "x" * 10_000, "<b>Mai</b>", "\u3164", "=1+1"]
    )
    def test_what_is_no_name_is_said_beside_the_box_and_changes_nothing(self, visit, cast, database, name):
        page = visit(cast.citizen).post("/toi/ten", {"name": name})

        assert page.status == 422
        assert page.error_on("name")
        assert person(database, cast.citizen).name == cast.citizen.name

    def test_fields_that_are_not_asked_for_change_nothing(self, visit, cast, database):
        sent = {"name": "Tên Mới", "birth_year": "2001", "person_id": cast.official.id, "id": cast.official.id}
        visit(cast.citizen).post("/toi/ten", sent)

        assert person(database, cast.citizen).birth_year == 1958
        assert person(database, cast.official).name == cast.official.name


class TestSecret:
    """`/toi/ma-pin`."""

    def test_a_new_pin_replaces_the_old_one_and_is_put_on_record(self, visit, cast, database):
        visitor = visit(cast.citizen)
        page = visitor.post("/toi/ma-pin", {"secret": PIN, "pin": NEW})

        assert (page.status, page.location) == (303, "/toi?xong=ma")
        assert "Đã đổi mã" in visitor.follow(page).text
        assert visit().sign_in(cast.citizen.code, PIN).status == 422
        assert visit().sign_in(cast.citizen.code, NEW).status == 303
        assert Act.PIN_CHANGED in acts(database, cast.citizen)
        stored = rows(database, select(SignIn).where(SignIn.person_id == cast.citizen.id))[0]
        assert NEW not in stored.secret_hash
        assert stored.secret_set_by_id is None

    def test_the_session_goes_on_working_after_the_change(self, visit, cast):
        visitor = visit(cast.citizen)
        visitor.post("/toi/ma-pin", {"secret": PIN, "pin": NEW})
        visitor.read_token()

        assert visitor.post("/toi/ten", {"name": "Tên Mới"}).status == 303

    @pytest.mark.parametrize(
        "pin", ["", "12345", "123456", "000000", "195800", "1234567", "abcdef", "٤٨٠٢٦٣", "x" * 10_000]
    )
    def test_a_poor_new_pin_is_refused_beside_its_box(self, visit, cast, pin):
        page = visit(cast.citizen).post("/toi/ma-pin", {"secret": PIN, "pin": pin})

        assert page.status == 422
        assert page.error_on("pin")
        assert visit().sign_in(cast.citizen.code, PIN).status == 303

    def test_no_secret_ever_comes_back(self, visit, cast):
        page = visit(cast.citizen).post("/toi/ma-pin", {"secret": "918273", "pin": "480263"})

        assert page.status == 422
        assert "918273" not in page.response.get_data(as_text=True)
        assert "480263" not in page.response.get_data(as_text=True)

    @pytest.mark.parametrize("secret", ["", "275914", "x" * 300, PASSWORD])
    def test_without_the_present_secret_nothing_changes(self, visit, cast, secret):
        page = visit(cast.citizen).post("/toi/ma-pin", {"secret": secret, "pin": NEW})

        assert page.status == 422
        assert page.error_on("secret")
        assert visit().sign_in(cast.citizen.code, PIN).status == 303

    def test_guessing_the_present_secret_waits_too(self, visit, cast):
        clock.set_now(START)
        visitor = visit(cast.citizen)
        for n in range(5):
            page = visitor.post("/toi/ma-pin", {"secret": f"{100_000 + n}", "pin": NEW})
            assert "chưa khớp" in page.error_on("secret")
        page = visitor.post("/toi/ma-pin", {"secret": PIN, "pin": NEW})
        assert "Đợi 1 phút" in page.errors

        clock.set_now(START + timedelta(minutes=1, seconds=20))
        assert visitor.post("/toi/ma-pin", {"secret": PIN, "pin": NEW}).status == 303

    def test_a_new_pin_that_is_poor_costs_no_try(self, visit, cast):
        visitor = visit(cast.citizen)
        for _ in range(7):
            visitor.post("/toi/ma-pin", {"secret": "100000", "pin": "123456"})

        assert visitor.post("/toi/ma-pin", {"secret": PIN, "pin": NEW}).status == 303

    def test_staff_choose_a_password_and_not_six_digits(self, visit, cast):
        visitor = visit(cast.manager)
        assert visitor.post("/toi/ma-pin", {"secret": PASSWORD, "pin": NEW}).error_on("pin")

        assert visitor.post("/toi/ma-pin", {"secret": PASSWORD, "pin": "con vịt bơi qua ao"}).status == 303
        assert visit().sign_in(cast.manager.code, "con vịt bơi qua ao").status == 303

    def test_the_phone_of_the_house_still_knows_the_name(self, visit, cast):
        home = visit().signed_in(cast.citizen, device="nha")
        home.post("/toi/ma-pin", {"secret": PIN, "pin": NEW})
        home.read_token()
        home.post("/dang-xuat")
        home.token = None

        assert cast.citizen.name in home.get("/dang-nhap").text


class TestCard:
    """`/toi/the`."""

    def test_the_card_shows_name_code_and_qr_and_never_a_secret(self, visit, cast):
        page = visit(cast.citizen).get("/toi/the")

        assert cast.citizen.name in page.text
        assert cast.citizen.code in page.text
        assert page.soup.select_one("svg title")
        assert PIN not in page.response.get_data(as_text=True)
        assert page.response.headers["Cache-Control"] == "private, no-store"

    def test_only_whoever_has_just_come_is_told_that_it_is_done(self, visit, cast):
        visitor = visit(cast.citizen)
        clock.set_now(clock.now() + timedelta(minutes=11))

        assert visitor.get("/toi/the").h1 == "Thẻ học của tôi"

    @pytest.mark.parametrize("who", ["citizen", "official", "pupil", "facilitator", "manager", "admin"])
    def test_everybody_has_one(self, visit, cast, who):
        assert visit(getattr(cast, who)).get("/toi/the").status == 200
