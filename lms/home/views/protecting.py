"""`/toi/mat-khau`, `/toi/hai-lop`: the password that a post asks for, and the second step of signing in."""

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms import clock
from lms.errors import Forbidden, Refused
from lms.home.forms import PasswordForm, SecondFactorForm, SecondFactorOffForm
from lms.home.views import bp
from lms.home.views.account import SAVED, check_present
from lms.people.actions.account import change_secret
from lms.people.actions.limits import clear
from lms.people.actions.second_factor import count_code, step_typed, turn_off, turn_on, use_step
from lms.people.adapters.one_time_codes import OneTimeCodes, is_salt, new_salt
from lms.people.adapters.qr_codes import qr_svg
from lms.people.adapters.running import hasher, this_device
from lms.people.models import SignIn
from lms.people.queries.accounts import need_digits, person_by_id
from lms.people.queries.posts import held_by
from lms.people.rules.passwords import check_password
from lms.people.rules.secrets import SecretKind
from lms.web import identity
from lms.web.database import aside, db, reading
from lms.web.guard import signed_in
from lms.web.identity import origin, person_id
from lms.web.pages import config, page


@bp.get("/toi/mat-khau")
@signed_in
def password() -> ResponseReturnValue:
    """A password in place of the PIN, for whoever was given a post."""
    return _not_asked() or page("home/password.html", form=PasswordForm())


@bp.post("/toi/mat-khau")
@signed_in
def password_sent() -> ResponseReturnValue:
    """Check the PIN, take the password; every other session ends."""
    if elsewhere := _not_asked():
        return elsewhere
    form = PasswordForm.sent()
    if not form.is_sent_and_whole():
        return page("home/password.html", form=form)
    with reading() as session:
        person = person_by_id(session, person_id())
    own = _account(person.sign_in)
    try:
        check_password(form.text("pin"), sign_in=own.shown_code, name=person.name, birth_year=person.birth_year)
        check_present(own.code, form.text("secret"))
    except Refused as refusal:
        form.show(refusal)
        return page("home/password.html", form=form)
    new = hasher().hash(form.text("pin"))
    sign_in = _own()
    change_secret(db(), origin(), sign_in, new, SecretKind.PASSWORD)
    identity.sign_in(person.id, sign_in.epoch, own_device=identity.own_device())
    return redirect(SAVED.format("mk"), 303)


@bp.get("/toi/hai-lop")
@signed_in
def second_factor() -> ResponseReturnValue:
    """How to turn the second step on or off."""
    if _staff().second_factor is not None:
        return page("home/second_factor_on.html", form=SecondFactorOffForm())
    return _setting_up(SecondFactorForm(salt=new_salt()))


@bp.post("/toi/hai-lop")
@signed_in
def second_factor_sent() -> ResponseReturnValue:
    """Turn it on once the phone has made a right code."""
    form = SecondFactorForm.sent()
    salt = form.text("salt")
    if not is_salt(salt):
        return redirect("/toi/hai-lop", 303)
    with reading() as session:
        _staff_of(person_by_id(session, person_id()).sign_in)
    try:
        if form.is_sent_and_whole():
            step = _checked_code(salt, form.text("digits"))
            turn_on(db(), origin(), _staff(), salt, step)
            return redirect(SAVED.format("hai-lop"), 303)
    except Refused as refusal:
        form.show(refusal)
    return _setting_up(form)


@bp.post("/toi/hai-lop/tat")
@signed_in
def second_factor_off_sent() -> ResponseReturnValue:
    """Turn it off, by password and code."""
    form = SecondFactorOffForm.sent()
    with reading() as session:
        account = _staff_of(person_by_id(session, person_id()).sign_in)
    if account.second_factor is None:
        return redirect("/toi/hai-lop", 303)
    try:
        if form.is_sent_and_whole():
            check_present(account.code, form.text("secret"))
            step = _checked_code(account.second_factor, form.text("digits"))
            use_step(db(), account, step)
            turn_off(db(), origin(), _staff())
            return redirect(SAVED.format("mot-lop"), 303)
    except Refused as refusal:
        form.show(refusal)
    return page("home/second_factor_on.html", form=form)


def _checked_code(salt: str, typed: str) -> int:
    """The step of a right code. Raises Refused for a wrong one; guessing here waits as it does at sign-in."""
    with aside() as session:
        key = count_code(session, person_id(), this_device())
    step = step_typed(hasher(), salt, typed, clock.now())
    with aside() as session:
        clear(session, key)
    return step


def _setting_up(form: SecondFactorForm) -> Response:
    codes = OneTimeCodes(hasher(), form.text("salt"))
    address = codes.address(_own().shown_code, config().issuer)
    drawn = qr_svg(address, title=gettext("Mã QR để thêm vào ứng dụng tạo mã"))
    qr = Markup(drawn.decode())  # noqa: S704 - drawn by us
    return page("home/second_factor.html", form=form, qr=qr, secret=codes.secret)


def _not_asked() -> Response | None:
    """Where to go for somebody who need not set a password here. Raises Refused for those who sign in by pictures."""
    with reading() as session:
        need_digits(session, person_id())
        account = _account(person_by_id(session, person_id()).sign_in)
        held = held_by(session, person_id(), clock.now())
    if account.secret_kind is SecretKind.PASSWORD:
        return redirect("/toi/ma-pin", 303)
    return None if held else redirect("/toi", 303)


def _own() -> SignIn:
    return _account(person_by_id(db(), person_id()).sign_in)


def _staff() -> SignIn:
    return _staff_of(person_by_id(db(), person_id()).sign_in)


def _staff_of(sign_in: SignIn | None) -> SignIn:
    """An account with a password. Raises Forbidden: learners who sign in with a PIN need no phone."""
    if sign_in is None or sign_in.secret_kind is not SecretKind.PASSWORD:
        raise Forbidden
    return sign_in


def _account(sign_in: SignIn | None) -> SignIn:
    if sign_in is None:
        raise RuntimeError("a signed-in person has a sign-in")
    return sign_in
