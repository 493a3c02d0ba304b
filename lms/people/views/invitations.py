"""`/moi`: whoever was handed an invitation opens their account, or chooses a new password."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from lms import clock
from lms.errors import Refused
from lms.people.actions.invitations import accept, code_hash, name_taken
from lms.people.actions.limits import charge, take_back
from lms.people.actions.signing_in import note_sign_in
from lms.people.adapters.running import hasher
from lms.people.forms import InvitationEndForm, InvitationForm
from lms.people.models import Person
from lms.people.queries.accounts import sign_in_by_code
from lms.people.queries.invitations import invitation_behind
from lms.people.rules import codes
from lms.people.rules.passwords import check_password, clean_sign_in_name
from lms.people.rules.secrets import INVITATIONS, minutes_of
from lms.people.views import bp
from lms.web import identity
from lms.web.database import aside, db, reading
from lms.web.guard import begins_session, public
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/moi")
@bp.get("/moi/<code>")
@public
def invitation(code: str = "") -> ResponseReturnValue:
    """Where the code is typed, or filled in from the QR code on paper; nothing is looked up before it is sent."""
    return page("people/invitation.html", form=InvitationForm(code=code[:80]), coded=bool(code))


@bp.post("/moi")
@public
@begins_session
def invitation_sent() -> ResponseReturnValue:
    """Check the code; go on to the name and the password."""
    form = InvitationForm.sent()
    if form.is_sent_and_whole():
        try:
            person = _invited(form.text("code"))
        except Refused as refusal:
            form.show(refusal)
        else:
            return page("people/invitation_end.html", form=InvitationEndForm(None), person=person, code=_shown(form))
    return page("people/invitation.html", form=form, coded=False)


@bp.post("/moi/<code>")
@public
@begins_session
def invitation_end_sent(code: str) -> ResponseReturnValue:
    """Take name and password; sign in."""
    form = InvitationEndForm.sent()
    whole = form.is_sent_and_whole()
    try:
        person = _invited(code)
    except Refused as refusal:
        return _code_again(code, refusal)
    name = _told(form, person)
    if not whole or form.errors:
        return page("people/invitation_end.html", form=form, person=person, code=code)
    new = hasher().hash(form.text("pin"))
    try:
        found = accept(db(), origin(), code_hash(hasher(), code), name=name, secret_hash=new)
    except Refused as refusal:
        if refusal.field == "code":
            return _code_again(code, refusal)
        form.show(refusal)
        return page("people/invitation_end.html", form=form, person=person, code=code)
    note_sign_in(db(), origin(), found, own_device=False)
    identity.sign_in(found.person_id, found.epoch, own_device=False)
    return redirect("/toi", 303)


def _shown(form: InvitationForm) -> str:
    """The code as it stands on paper, however it was typed."""
    return codes.shown(codes.folded(form.text("code")))


def _code_again(code: str, refusal: Refused) -> Response:
    """Back to the first page, with what is wrong about the code."""
    again = InvitationForm(formdata=None, code=code[:80])
    again.show(refusal)
    return page("people/invitation.html", form=again, coded=False)


def _invited(typed: str) -> Person:
    """Whom the code is for. Raises Refused, in the same words for one wrong, used, too old or replaced."""
    at = clock.now()
    key = f"invitation:{hasher().keyed(origin().network or '')}"
    with aside() as session:
        wait = charge(session, [(key, INVITATIONS)], at)
    if wait is not None:
        raise Refused(
            "Có nhiều mã gõ sai từ mạng này. Đợi %(minutes)s phút rồi thử lại.", field="code", minutes=minutes_of(wait)
        )
    with reading() as session:
        found = invitation_behind(session, code_hash(hasher(), typed), at)
    if found is None:
        raise Refused("Mã mời chưa đúng, đã dùng hoặc đã quá hạn. Xem lại mã; chưa được thì xin mã mới.", field="code")
    with aside() as session:
        take_back(session, key, at)
    return found[1]


def _free(name: str) -> str:
    """The name, when nobody signs in with it yet. Raises Refused; of two at once the database decides."""
    with reading() as session:
        if sign_in_by_code(session, name) is not None:
            raise name_taken()
    return name


def _told(form: InvitationEndForm, person: Person) -> str | None:
    """The name to sign in with, None for an account there is, with every mistake beside its field."""
    name = None
    try:
        name = _free(clean_sign_in_name(form.text("name"))) if person.sign_in is None else None
    except Refused as refusal:
        form.show(refusal)
    own = person.sign_in.shown_code if person.sign_in else form.text("name")
    try:
        if not form.pin.errors:
            check_password(form.text("pin"), sign_in=own, name=person.name, birth_year=person.birth_year)
    except Refused as refusal:
        form.show(refusal)
    return name
