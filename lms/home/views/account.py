"""One's own name, secret and sessions."""

from flask import redirect
from flask.typing import ResponseReturnValue

from lms.confirmations.actions.renewing import reissue_renamed
from lms.errors import Refused
from lms.home.views import bp
from lms.people.actions.account import change_secret, rename, sign_out_everywhere
from lms.people.actions.signing_in import Attempt, check_secret, count_try, forgive
from lms.people.adapters.running import hasher, this_device
from lms.people.forms import BlankForm, RenameForm, SecretForm
from lms.people.models import SignIn
from lms.people.queries.accounts import need_digits, person_by_id
from lms.people.rules.names import clean_name
from lms.people.rules.passwords import check_password
from lms.people.rules.secrets import SecretKind, check_pin
from lms.web import identity
from lms.web.database import aside, db, reading
from lms.web.guard import signed_in
from lms.web.identity import origin, person_id
from lms.web.pages import page

SAVED = "/toi?xong={}"


@bp.get("/toi/ten")
@signed_in
def name() -> ResponseReturnValue:
    """One's name, to correct. Raises Refused for those who sign in by pictures."""
    need_digits(db(), person_id())
    return page("home/name.html", form=RenameForm(name=person_by_id(db(), person_id()).name))


@bp.post("/toi/ten")
@signed_in
def name_sent() -> ResponseReturnValue:
    """Take the corrected name."""
    need_digits(db(), person_id())
    form = RenameForm.sent()
    if form.is_sent_and_whole():
        try:
            cleaned = clean_name(form.text("name"))
        except Refused as refusal:
            form.show(refusal)
        else:
            rename(db(), origin(), person_by_id(db(), person_id()), cleaned)
            reissue_renamed(db(), origin(), person_id())
            return redirect(SAVED.format("ten"), 303)
    return page("home/name.html", form=form)


@bp.get("/toi/ma-pin")
@signed_in
def secret() -> ResponseReturnValue:
    """A new PIN or password. Raises Refused for those who sign in by pictures: those are set anew by their helper."""
    need_digits(db(), person_id())
    return page("home/secret.html", form=SecretForm())


@bp.post("/toi/ma-pin")
@signed_in
def secret_sent() -> ResponseReturnValue:
    """Check the present secret, take the new one; every other session ends."""
    form = SecretForm.sent()
    if not form.is_sent_and_whole():
        return page("home/secret.html", form=form)
    with reading() as session:
        need_digits(session, person_id())
        person = person_by_id(session, person_id())
        kind, code = (person.sign_in.secret_kind, person.sign_in.code) if person.sign_in else (SecretKind.PIN, "")
    try:
        if kind is SecretKind.PASSWORD:
            check_password(form.text("pin"), sign_in=code, name=person.name, birth_year=person.birth_year)
        else:
            check_pin(form.text("pin"), person.birth_year)
        check_present(code, form.text("secret"))
    except Refused as refusal:
        form.show(refusal)
        return page("home/secret.html", form=form)
    new = hasher().hash(form.text("pin"))
    sign_in = _own_sign_in()
    change_secret(db(), origin(), sign_in, new)
    identity.sign_in(person.id, sign_in.epoch, own_device=identity.own_device())
    return redirect(SAVED.format("ma"), 303)


@bp.get("/toi/moi-may")
@signed_in
def everywhere() -> ResponseReturnValue:
    """Ask whether to sign out on every device."""
    return page("home/everywhere.html", form=BlankForm())


@bp.post("/toi/moi-may")
@signed_in
def everywhere_sent() -> ResponseReturnValue:
    """Sign out on every device, this one too."""
    sign_out_everywhere(db(), origin(), _own_sign_in())
    identity.sign_out()
    return redirect("/dang-xuat", 303)


def _own_sign_in() -> SignIn:
    sign_in = person_by_id(db(), person_id()).sign_in
    if sign_in is None:
        raise RuntimeError("a signed-in person has a sign-in")
    return sign_in


def check_present(code: str, typed: str) -> None:
    """Raises Refused, beside the field, when the present secret is not the typed one; guessing here waits too."""
    attempt = Attempt(code, typed, origin().network, this_device())
    with aside() as session:
        charged = count_try(session, attempt, hasher())
    try:
        check_secret(charged, typed, hasher())
    except Refused as refusal:
        raise Refused("Mã đang dùng chưa khớp. Gõ lại.", field="secret") from refusal
    with aside() as session:
        forgive(session, charged)
