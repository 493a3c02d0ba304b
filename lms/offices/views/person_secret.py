"""`…/dat-ma`: the person taps a PIN, or four pictures, on the device that a helper hands to them."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.errors import Refused
from lms.offices.forms.people import PicturesForm, SecretForm
from lms.offices.queries.people import PersonIn, member_in
from lms.offices.views import bp
from lms.offices.views.person import at_work, back, own_sign_in
from lms.people.actions.caring import set_secret_for
from lms.people.actions.registering_for import note_notice
from lms.people.adapters.running import hasher
from lms.people.queries.accounts import knows_notice
from lms.people.rules.pictures import CHOSEN, PICTURES, as_secret, check_pictures, read_pictures
from lms.people.rules.secrets import SecretKind, check_pin
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page

BY_PICTURES = "hinh"


@bp.get("/don-vi/<code>/nguoi/<int:person>/dat-ma")
@needs(Permission.PERSON_CARE, on=member_in)
def person_secret(found: PersonIn) -> ResponseReturnValue:
    """Hand the device over: six digits twice, or pictures for who asks for them."""
    away = at_work(found)
    if away is not None:
        return away
    own_sign_in(found)
    if request.args.get("bang") == BY_PICTURES:
        return _tapping(found, PicturesForm(), ())
    return page("offices/person_secret.html", form=SecretForm(), **_told(found))


@bp.post("/don-vi/<code>/nguoi/<int:person>/dat-ma")
@needs(Permission.PERSON_CARE, on=member_in)
def person_secret_sent(found: PersonIn) -> ResponseReturnValue:
    """Take the digits, or one picture more."""
    away = at_work(found)
    if away is not None:
        return away
    own_sign_in(found)
    return _pictures_sent(found) if request.form.get("bang") == BY_PICTURES else _digits_sent(found)


def _digits_sent(found: PersonIn) -> ResponseReturnValue:
    form = SecretForm.sent()
    form.is_sent_and_whole()
    _check_notice(found, form)
    try:
        if not form.pin.errors:
            check_pin(form.text("pin"), found.person.birth_year)
            if not form.again.errors and form.text("again") != form.text("pin"):
                raise Refused("Hai lần bấm chưa giống nhau. Bấm lại cả hai ô.", field="again")
    except Refused as refusal:
        form.show(refusal)
    if form.errors:
        return page("offices/person_secret.html", form=form, **_told(found))
    return _keep(found, SecretKind.PIN, form.text("pin"))


def _pictures_sent(found: PersonIn) -> ResponseReturnValue:
    """Four taps, then the same four again; after a mistake from the beginning."""
    form = PicturesForm.sent()
    chosen = read_pictures(f"{form.text('pictures')} {request.form.get('picture', '')}")
    first = read_pictures(form.text("first"))
    _check_notice(found, form)
    if form.errors or len(chosen) < CHOSEN:
        return _tapping(found, form, chosen, first)
    try:
        check_pictures(chosen)
        if first and first != chosen:
            raise Refused("Hai lần chạm chưa giống nhau. Chạm lại từ đầu.", field="pictures")
    except Refused as refusal:
        form.show(refusal)
        return _tapping(found, form, ())
    return _keep(found, SecretKind.PICTURES, as_secret(chosen)) if first else _tapping(found, form, (), chosen)


def _keep(found: PersonIn, kind: SecretKind, secret: str) -> ResponseReturnValue:
    sign_in = own_sign_in(found)
    note_notice(db(), origin(), found.person)
    set_secret_for(db(), origin(), sign_in, kind=kind, secret_hash=hasher().hash(secret), hasher=hasher())
    return back(found, "ma")


def _check_notice(found: PersonIn, form: SecretForm | PicturesForm) -> None:
    """The notice is read out before the first secret is set, and agreed to."""
    if not form.agreed.data and not knows_notice(db(), found.person.id):
        form.show(Refused("Đọc bốn điều cho người này nghe; họ đồng ý thì đánh dấu vào đây.", field="agreed"))


def _told(found: PersonIn) -> dict[str, Any]:
    return {"unit": found.unit, "person": found.person, "noticed": knows_notice(db(), found.person.id)}


def _tapping(found: PersonIn, form: PicturesForm, chosen: tuple[str, ...], first: tuple[str, ...] = ()) -> Response:
    form.pictures.data, form.first.data = " ".join(chosen), " ".join(first)
    grid: dict[str, Any] = {"chosen": chosen, "first": first, "all": PICTURES, "most": CHOSEN}
    return page("offices/person_pictures.html", form=form, **grid, **_told(found))
