"""`lms people`: the first administrator, invitations and PINs from the server, all of it on record."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from lms.app.cli import main
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Invitation, SignIn
from tests.builders import PEPPER, rows
from tests.databases import address_of
from tests.staff import LONG


@pytest.fixture
def lms(database, monkeypatch, tmp_path):
    """Run `lms people …` as the operator does."""
    monkeypatch.setenv("LMS_DATABASE_URL", address_of(database))
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LMS_PEPPER", PEPPER)

    def run(*arguments: str, fails: bool = False) -> str:
        done = CliRunner().invoke(main, ["people", *arguments])
        assert (done.exit_code != 0) is fails, done.output
        return done.output

    return run


def code_in(output: str) -> str:
    found = re.search(r": ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\n", output)
    assert found, output
    return found.group(1)


def test_the_first_administrator_comes_in_by_an_invitation(lms, visit, database):
    code = code_in(lms("admin", "Trịnh Thị Đầu", "1980"))

    visitor = visit()
    assert visitor.post(f"/moi/{code}", {"name": "trinh.dau", "pin": LONG}).location == "/toi"

    assert "Quản trị · Việt Nam" in visitor.get("/toi").text
    assert lms("posts", "TRINH.DAU") == "Quản trị: Việt Nam (vn)\n"
    given = select(AuditEntry.person_id).where(AuditEntry.act.in_((Act.POST_GIVEN, Act.INVITATION_MADE)))
    assert rows(database, given) == [None, None]


@pytest.mark.parametrize(("name", "year"), [("", "1980"), ("L0", "1980"), ("Trịnh Thị Đầu", "80"), ("Em Bé", "2024")])
def test_what_cannot_be_kept_is_told_and_keeps_nothing(lms, database, name, year):
    before = len(rows(database, select(Invitation)))

    assert lms("admin", name, year, fails=True).startswith("Error: ")
    assert len(rows(database, select(Invitation))) == before


def test_a_new_invitation_for_who_forgot(lms, visit, cast):
    code = code_in(lms("invite", cast.manager.code))

    assert visit().post(f"/moi/{code}", {"pin": LONG}).status == 303
    assert visit().sign_in(cast.manager.code, LONG).status == 303


def test_no_invitation_without_a_post_or_an_account(lms, cast):
    assert "không còn giữ việc nào" in lms("invite", cast.citizen.code, fails=True)
    assert "Không có tên đăng nhập" in lms("invite", "khong.co", fails=True)
    assert lms("posts", cast.citizen.code) == "Không giữ việc nào.\n"


def test_a_pin_is_taken_away_and_a_password_is_not(lms, visit, cast, database):
    assert "Đã bỏ mã PIN" in lms("reset-pin", cast.citizen.code.lower())
    lms("reset-pin", cast.citizen.code)  # twice is once

    assert rows(database, select(SignIn.secret_hash).where(SignIn.person_id == cast.citizen.id)) == [None]
    assert visit().sign_in(cast.citizen.code, cast.citizen.secret).status == 422
    about = select(AuditEntry.person_id).where(AuditEntry.act == Act.PIN_RESET)
    assert rows(database, about.where(AuditEntry.subject_person_id == cast.citizen.id)) == [None]
    assert "lms people invite" in lms("reset-pin", cast.manager.code, fails=True)
