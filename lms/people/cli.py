"""`lms people`: the first administrator, and ways back in that do not go through a screen."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from sqlalchemy.orm import Session

from lms import clock, config
from lms.access.rules import Origin, Role
from lms.db import Database
from lms.errors import Refused
from lms.people.actions.invitations import code_hash, invitation_code, invite, new_once
from lms.people.actions.posts import give_post
from lms.people.actions.registering import add_person
from lms.people.actions.resetting import forget_secret
from lms.people.adapters.hashing import Hasher
from lms.people.models import Person, SignIn
from lms.people.queries.accounts import sign_in_by_code
from lms.people.queries.posts import held_by
from lms.people.rules import codes
from lms.people.rules.names import clean_name
from lms.people.rules.posts import ROLE_WORDS
from lms.people.rules.registration import clean_birth_year
from lms.units.actions import country
from lms.units.queries import living_by_id

OPERATOR = Origin(None, None)
"""Who does what is done at the server: nobody signed in, from no network."""


@click.group()
def people() -> None:
    """Người và tài khoản."""


@people.command()
@click.argument("name")
@click.argument("birth_year")
def admin(name: str, birth_year: str) -> None:
    """Thêm một người quản trị; in mã mời để người ấy tự đặt tên đăng nhập và mật khẩu."""
    settings = config.read()
    with _writing(settings) as session:
        try:
            cleaned, year = clean_name(name), clean_birth_year(birth_year, clock.today())
            person = add_person(session, name=cleaned, birth_year=year)
            give_post(session, OPERATOR, country(session), person, Role.ADMIN)
            _print_invitation(session, settings, person)
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal


@people.command("invite")
@click.argument("sign_in_name")
def invite_again(sign_in_name: str) -> None:
    """In mã mời mới cho người có việc được giao mà quên mật khẩu hoặc mất điện thoại tạo mã."""
    settings = config.read()
    with _writing(settings) as session:
        try:
            _print_invitation(session, settings, _account(session, sign_in_name).person)
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal


@people.command("reset-pin")
@click.argument("code")
def reset_pin(code: str) -> None:
    """Bỏ mã PIN của một người học, để người hướng dẫn mời họ đặt mã mới."""
    with _writing(config.read()) as session:
        sign_in = _account(session, code)
        try:
            forget_secret(session, OPERATOR, sign_in)
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
        click.echo(f"Đã bỏ mã PIN của {sign_in.shown_code}. Người hướng dẫn mở hồ sơ ở trang đơn vị để đặt mã mới.")


@people.command()
@click.argument("sign_in_name")
def posts(sign_in_name: str) -> None:
    """In các việc một người đang giữ."""
    with _writing(config.read()) as session:
        held = held_by(session, _account(session, sign_in_name).person_id, clock.now())
        units = living_by_id(session, [post.unit_id for post in held])
        for post in held:
            click.echo(f"{ROLE_WORDS[post.role]}: {units[post.unit_id].spoken} ({units[post.unit_id].code})")
        if not held:
            click.echo("Không giữ việc nào.")


@contextmanager
def _writing(settings: config.Config) -> Iterator[Session]:
    """One transaction on the database of this deployment, whose connections are given back."""
    with closing(Database(settings.database_url)) as database, database.writing() as session:
        yield session


def _account(session: Session, typed: str) -> SignIn:
    found = sign_in_by_code(session, typed)
    if found is None:
        raise click.ClickException(f"Không có tên đăng nhập hay mã người học “{typed}”.")
    return found


def _print_invitation(session: Session, settings: config.Config, person: Person) -> None:
    keys = Hasher(settings.pepper)
    code = invitation_code(keys, None, person.id, new_once())
    made = invite(session, OPERATOR, person, code_hash(keys, code))
    until = clock.day_of(made.expires_at).strftime("%d/%m/%Y")
    click.echo(f"Mã mời của {person.name}: {codes.shown(code)}")
    click.echo(f"Mở {settings.public_url}/moi rồi gõ mã này, trước ngày {until}. Mã chỉ in ra lần này.")
