"""`/toi/mat-khau` and `/toi/hai-lop`: the password a post asks for, the second step turned on and off."""

import pyotp
import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.one_time_codes import OneTimeCodes
from lms.people.models import SignIn
from lms.people.rules.secrets import SecretKind
from tests.builders import PASSWORD, PEPPER, PIN, rows
from tests.staff import LONG, appointed

KEYS = Hasher(PEPPER, passes=1, memory_kib=8)


@pytest.fixture
def helper(cast, database):
    """Somebody who signs in with a PIN and has just been given a post."""
    return appointed(database, cast, Role.FACILITATOR, "77001-1", kind=SecretKind.PIN)


def shows(salt: str, late: int = 0) -> str:
    """What a phone with that secret shows."""
    return pyotp.TOTP(OneTimeCodes(KEYS, salt).secret.replace(" ", "")).at(int(clock.now().timestamp()) + late)


def turned_on(visitor) -> str:
    """The salt, after the second step was turned on."""
    salt = visitor.get("/toi/hai-lop").hidden()["salt"]
    page = visitor.post("/toi/hai-lop", {"salt": salt, "digits": shows(salt)})
    assert (page.status, page.location) == (303, "/toi?xong=hai-lop"), page.text
    return salt


def kept(database, member) -> SignIn:
    return rows(database, select(SignIn).where(SignIn.person_id == member.id))[0]


def test_a_post_held_with_a_pin_waits_for_a_password(visit, cast, database, helper):
    visitor, elsewhere = visit(helper), visit(helper)
    assert "Đặt mật khẩu là bắt đầu được" in visitor.get("/toi").text
    assert visitor.get("/don-vi/77001-1/").status == 404

    page = visitor.post("/toi/mat-khau", {"secret": PIN, "pin": LONG})

    assert (page.status, page.location) == (303, "/toi?xong=mk")
    assert visitor.get("/don-vi/77001-1/").status == 200
    assert "Đặt mật khẩu là bắt đầu được" not in visitor.get("/toi").text
    assert elsewhere.get("/toi").status == 303
    assert visit().sign_in(helper.code, PIN).status == 422
    assert visit().sign_in(helper.code, LONG).status == 303


@pytest.mark.parametrize(
    ("secret", "new", "field"),
    [("275914", LONG, "secret"), (PIN, "480263", "pin"), (PIN, "matkhau123", "pin"), ("", "", "pin")],
)
def test_mistakes_change_nothing(visit, database, helper, secret, new, field):
    page = visit(helper).post("/toi/mat-khau", {"secret": secret, "pin": new})

    assert page.status == 422
    assert page.error_on(field)
    assert kept(database, helper).secret_kind is SecretKind.PIN


@pytest.mark.parametrize(("who", "goes"), [("citizen", "/toi"), ("manager", "/toi/ma-pin")])
def test_nobody_else_is_asked_for_one(visit, cast, database, who, goes):
    visitor = visit(getattr(cast, who))

    assert visitor.get("/toi/mat-khau").location == goes
    assert visitor.post("/toi/mat-khau", {"secret": PIN, "pin": LONG}).location == goes
    assert visit().sign_in(getattr(cast, who).code, getattr(cast, who).secret).status == 303


def test_the_second_step_is_on_once_the_phone_has_shown_it_can(visit, cast, database):
    visitor = visit(cast.manager)

    salt = turned_on(visitor)

    assert kept(database, cast.manager).second_factor == salt
    assert visitor.get("/toi/hai-lop").h1 == "Lớp bảo vệ thứ hai đang bật"
    assert visit().sign_in(cast.manager.code, PASSWORD).h1 == "Đăng nhập: một bước nữa"
    assert len(rows(database, select(AuditEntry.id).where(AuditEntry.act == Act.SECOND_FACTOR_ON))) == 1


def test_looking_turns_nothing_on(visit, cast, database):
    visitor = visit(cast.manager)

    assert visitor.get("/toi/hai-lop").hidden()["salt"] != visitor.get("/toi/hai-lop").hidden()["salt"]
    assert kept(database, cast.manager).second_factor is None


def test_a_wrong_code_keeps_the_same_secret_on_the_page(visit, cast, database):
    visitor = visit(cast.manager)
    salt = visitor.get("/toi/hai-lop").hidden()["salt"]

    page = visitor.post("/toi/hai-lop", {"salt": salt, "digits": "12"})

    assert page.status == 422
    assert page.hidden()["salt"] == salt
    assert kept(database, cast.manager).second_factor is None


def test_sent_twice_is_on_once(visit, cast, database):
    visitor = visit(cast.manager)
    salt = turned_on(visitor)

    assert visitor.post("/toi/hai-lop", {"salt": salt, "digits": shows(salt)}).status == 303
    assert len(rows(database, select(AuditEntry.id).where(AuditEntry.act == Act.SECOND_FACTOR_ON))) == 1


def test_one_that_is_on_is_not_replaced_from_a_page_left_open(visit, cast, database):
    visitor = visit(cast.manager)
    stale = visitor.get("/toi/hai-lop").hidden()["salt"]
    salt = turned_on(visitor)

    page = visitor.post("/toi/hai-lop", {"salt": stale, "digits": shows(stale)})

    assert "đã bật rồi" in page.errors
    assert kept(database, cast.manager).second_factor == salt


def test_what_is_no_salt_of_ours_begins_anew(visit, cast):
    assert visit(cast.manager).post("/toi/hai-lop", {"salt": "x", "digits": "123456"}).location == "/toi/hai-lop"


@pytest.mark.parametrize(
    ("secret", "late", "field"), [("sai bét cả rồi", 30, "secret"), (PASSWORD, 0, "digits"), (PASSWORD, 3600, "digits")]
)
def test_turning_off_asks_password_and_a_fresh_code(visit, cast, database, secret, late, field):
    visitor = visit(cast.manager)
    salt = turned_on(visitor)

    page = visitor.post("/toi/hai-lop/tat", {"secret": secret, "digits": shows(salt, late)})

    assert page.status == 422
    assert page.error_on(field)
    assert kept(database, cast.manager).second_factor == salt


def test_turned_off_it_is_asked_no_more(visit, cast, database):
    visitor = visit(cast.manager)
    salt = turned_on(visitor)

    page = visitor.post("/toi/hai-lop/tat", {"secret": PASSWORD, "digits": shows(salt, 30)})

    assert (page.status, page.location) == (303, "/toi?xong=mot-lop")
    assert visitor.post("/toi/hai-lop/tat", {"secret": PASSWORD, "digits": "1"}).location == "/toi/hai-lop"
    assert visit().sign_in(cast.manager.code, PASSWORD).status == 303
    assert len(rows(database, select(AuditEntry.id).where(AuditEntry.act == Act.SECOND_FACTOR_OFF))) == 1


def test_learners_with_a_pin_need_no_phone(visit, cast):
    visitor = visit(cast.citizen)

    assert visitor.get("/toi/hai-lop").status == 403
    assert visitor.post("/toi/hai-lop", {"salt": "x" * 24, "digits": "123456"}).status == 403
    assert visitor.post("/toi/hai-lop/tat", {"secret": PIN, "digits": "123456"}).status == 403
