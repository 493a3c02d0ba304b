"""`…/dat-ma`: the person taps a PIN, or four pictures, on the device that a helper hands to them."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.offices.queries.people import PersonIn, member_in
from lms.offices.views import bp
from lms.offices.views.person import at_work, back, own_sign_in
from lms.people.actions.caring import set_secret_for
from lms.people.actions.registering_for import note_notice
from lms.people.adapters.running import hasher
from lms.people.adapters.tapping import TappedPicturesForm, TappedPinForm, Taps
from lms.people.queries.accounts import knows_notice
from lms.people.rules.secrets import SecretKind
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
        return _tapping(found, TappedPicturesForm(), Taps())
    return page("offices/person_secret.html", form=TappedPinForm(), **_told(found))


@bp.post("/don-vi/<code>/nguoi/<int:person>/dat-ma")
@needs(Permission.PERSON_CARE, on=member_in)
def person_secret_sent(found: PersonIn) -> ResponseReturnValue:
    """Take the digits, or one picture more."""
    away = at_work(found)
    if away is not None:
        return away
    own_sign_in(found)
    noticed = knows_notice(db(), found.person.id)
    if request.form.get("bang") == BY_PICTURES:
        tapped = TappedPicturesForm.sent()
        taps = tapped.taps(request.form.get("picture", ""), noticed=noticed)
        return _keep(found, SecretKind.PICTURES, taps.secret) if taps.secret else _tapping(found, tapped, taps)
    form = TappedPinForm.sent()
    pin = form.chosen(found.person.birth_year, noticed=noticed)
    return _keep(found, SecretKind.PIN, pin) if pin else page("offices/person_secret.html", form=form, **_told(found))


def _keep(found: PersonIn, kind: SecretKind, secret: str) -> ResponseReturnValue:
    sign_in = own_sign_in(found)
    note_notice(db(), origin(), found.person)
    set_secret_for(db(), origin(), sign_in, kind=kind, secret_hash=hasher().hash(secret), hasher=hasher())
    return back(found, "ma")


def _told(found: PersonIn) -> dict[str, Any]:
    home, own = f"/don-vi/{found.unit.code}/", url_for(".person", code=found.unit.code, person=found.person.id)
    return {
        "person": found.person,
        "noticed": knows_notice(db(), found.person.id),
        "address": f"{own}/dat-ma",
        "trail": [(found.unit.spoken, home), (found.person.name, own)],
    }


def _tapping(found: PersonIn, form: TappedPicturesForm, taps: Taps) -> Response:
    return page("people/tap_pictures.html", form=form, **form.shown(taps), **_told(found))
