"""The second step of signing in: no session before its code is right; none used twice; guessing waits."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.actions.second_factor import first_step_done, read_first_step
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.one_time_codes import OneTimeCodes, is_salt, new_salt
from lms.people.models import SignIn
from tests.builders import PASSWORD, PEPPER, rows
from tests.staff import LONG, posts_of

START = datetime(2031, 3, 3, 2, 0, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _morning():
    clock.set_now(START)


@pytest.fixture
def phone(cast, database):
    """What the manager's phone shows at a moment, once the second step is on."""
    salt = new_salt()
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == cast.manager.id).values(second_factor=salt))
    secret = OneTimeCodes(Hasher(PEPPER, passes=1, memory_kib=8), salt).secret.replace(" ", "")
    return lambda late=0: pyotp.TOTP(secret).at(int(clock.now().timestamp()) + late)


def first(visitor, cast, **more):
    page = visitor.sign_in(cast.manager.code, PASSWORD, **more)
    assert page.status == 200, page.text
    return page


def second(visitor, page, digits, **more):
    return visitor.post("/dang-nhap/hai-lop", {**page.hidden(), "digits": digits, **more})


def test_the_password_alone_opens_nothing(visit, cast, phone):
    visitor = visit()
    page = first(visitor, cast)

    assert page.h1 == "Đăng nhập: một bước nữa"
    assert visitor.client.get_cookie("hvs") is None
    assert visitor.get("/toi").status == 303
    done = second(visitor, page, phone())
    assert (done.status, done.location) == (303, "/toi")
    assert visitor.get("/toi").status == 200


def test_where_one_wanted_to_go_is_kept_over_both_steps(visit, cast, phone):
    visitor = visit()
    page = first(visitor, cast, tiep="/don-vi/77001/")

    assert second(visitor, page, phone()).location == "/don-vi/77001/"


def test_a_wrong_password_is_told_as_ever(visit, cast, phone):
    with_step = visit().sign_in(cast.manager.code, "sai bét cả rồi")
    without = visit().sign_in(cast.stranger.code, "sai bét cả rồi")

    assert (with_step.status, with_step.errors) == (without.status, without.errors)


@pytest.mark.parametrize(
    ("late", "status"), [(0, 303), (-30, 303), (30, 303), (-60, 422), (60, 422), (-90, 422), (3600, 422)]
)
def test_a_phone_may_be_one_step_early_or_late(visit, cast, phone, late, status):
    visitor = visit()

    assert second(visitor, first(visitor, cast), phone(late)).status == status


def test_a_code_is_used_once_and_none_before_it(visit, cast, phone):
    now, earlier = phone(), phone(-30)
    here, thief = visit(), visit()
    here_page, thief_page = first(here, cast), first(thief, cast)

    assert second(here, here_page, now).status == 303
    for digits in (now, earlier):
        page = second(thief, thief_page, digits)
        assert page.status == 422
        assert "Mã chưa đúng hoặc đã dùng" in page.error_on("digits")
    clock.set_now(START + timedelta(seconds=30))
    assert second(thief, thief_page, phone()).status == 303


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", " ", "0" * 300])
def test_what_is_no_code_is_refused(visit, cast, phone, digits):
    visitor = visit()

    assert second(visitor, first(visitor, cast), digits).status == 422


def test_a_code_may_be_typed_as_the_phone_shows_it(visit, cast, phone):
    visitor = visit()
    digits = phone()

    assert second(visitor, first(visitor, cast), f" {digits[:3]} {digits[3:]}").status == 303


def test_guessing_waits_however_often_the_password_is_right(visit, cast, phone):
    visitor = visit()
    for _ in range(5):
        page = first(visitor, cast)
        assert "Mã chưa đúng" in second(visitor, page, "000000" if phone() != "000000" else "000001").errors

    assert "Đợi 1 phút" in second(visitor, first(visitor, cast), phone()).errors
    clock.set_now(clock.now() + timedelta(seconds=61))
    assert second(visitor, first(visitor, cast), phone()).status == 303


def test_a_device_of_ones_own_is_not_locked_out_by_others(visit, cast, phone):
    own = visit()
    assert second(own, first(own, cast, device="nha"), phone()).status == 303
    own.read_token()
    own.post("/dang-xuat")
    clock.set_now(START + timedelta(minutes=2))
    stranger = visit()
    page = first(stranger, cast)
    for _ in range(6):
        second(stranger, page, "nope")

    assert second(own, first(own, cast), phone()).status == 303


def test_the_first_step_is_good_for_five_minutes(visit, cast, phone):
    visitor = visit()
    page = first(visitor, cast)
    clock.set_now(START + timedelta(minutes=5, seconds=1))

    done = second(visitor, page, phone())

    assert (done.status, done.location) == (303, "/dang-nhap?lau=1")
    assert "Quá 5 phút" in visitor.get(done.location).text
    assert visitor.get("/toi").status == 303


def test_the_first_step_is_over_when_the_password_was_changed_since(visit, cast, phone, database):
    visitor = visit()
    page = first(visitor, cast)
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == cast.manager.id).values(epoch=SignIn.epoch + 1))

    assert second(visitor, page, phone()).location.startswith("/dang-nhap")
    assert visitor.get("/toi").status == 303


def test_no_text_but_ours_stands_for_the_first_step(visit, cast, phone, database):
    visitor = visit()
    token = str(first(visitor, cast).hidden()["token"])
    told, _, signature = token.rpartition(".")
    person, epoch, own, until = told.split(".")
    forged = [
        "", "x", ".", "....", f"{told}.", f"{told}.{'0' * 64}", f"{cast.admin.id}.{epoch}.{own}.{until}.{signature}",
        f"{person}.{epoch}.{own}.{int(until) + 3600}.{signature}", f"{person}.{epoch}.1.{until}.{signature}",
        f"{token}é",
    ]  # fmt: skip

    for text in forged:
        assert visitor.post("/dang-nhap/hai-lop", {"token": text, "digits": phone()}).location == "/dang-nhap?lau=1", (
            text
        )
    assert visitor.get("/toi").status == 303


def test_the_signed_text_says_who_and_on_which_device(cast, database):
    keys = Hasher(PEPPER, passes=1, memory_kib=8)
    sign_in = rows(database, select(SignIn).where(SignIn.person_id == cast.manager.id))[0]

    read = read_first_step(keys, first_step_done(keys, sign_in, own_device=True))

    assert read is not None
    assert (read.person_id, read.epoch, read.own_device) == (cast.manager.id, sign_in.epoch, True)
    assert (
        read_first_step(Hasher("q" * 40, passes=1, memory_kib=8), first_step_done(keys, sign_in, own_device=True))
        is None
    )


def test_an_invitation_turns_a_lost_phone_off_and_says_so_on_record(visit, cast, database, phone):
    post = posts_of(database, cast.manager.id)[0]
    admin = visit(cast.admin)
    shown = admin.follow(admin.post(f"/don-vi/77001/chuc-vu/{post.id}/ma-moi", {"once": "z" * 24}))
    assert visit().sign_in(cast.manager.code, PASSWORD).h1 == "Đăng nhập: một bước nữa"  # made is not used
    code = shown.soup.find(class_="bigcode").get_text("").strip()

    visitor = visit()
    assert visitor.post(f"/moi/{code}", {"pin": LONG}).status == 303

    assert visit().sign_in(cast.manager.code, LONG).status == 303
    about = select(AuditEntry.details).where(AuditEntry.act == Act.SECOND_FACTOR_OFF)
    assert rows(database, about.where(AuditEntry.subject_person_id == cast.manager.id)) == [{"by_invitation": True}]


def test_the_secret_needs_the_pepper_and_differs_by_account():
    salt = new_salt()
    keys, others = Hasher(PEPPER, passes=1, memory_kib=8), Hasher("q" * 40, passes=1, memory_kib=8)

    assert is_salt(salt)
    assert not any(is_salt(text) for text in ("", "x" * 23, "x" * 25, "é" * 24, f"{salt}\n"))
    assert OneTimeCodes(keys, salt).secret == OneTimeCodes(keys, salt).secret
    assert (
        len({OneTimeCodes(keys, salt).secret, OneTimeCodes(others, salt).secret, OneTimeCodes(keys, new_salt()).secret})
        == 3
    )
    assert len(OneTimeCodes(keys, salt).secret.replace(" ", "")) == 32
