"""`/toi/du-lieu/…`: stopping and going on, asking to be deleted, asking for what only others can correct."""

from datetime import date, timedelta

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.dossiers.actions.requesting import Asked, note_request
from lms.dossiers.actions.stopping import ask_to_delete, resume, stop
from lms.dossiers.queries.requests import requests_of
from lms.dossiers.rules.asking import WISH_WORDS, Wish
from lms.dossiers.rules.erasing import WAITS
from lms.errors import NotFound, Refused
from lms.home.forms import CorrectionForm, PresentSecretForm
from lms.home.views import bp
from lms.home.views.own_data import ask_again
from lms.people.adapters.running import hasher
from lms.people.forms import BlankForm
from lms.people.models import Person
from lms.people.queries.accounts import open_memberships, person_by_id
from lms.people.rules.registration import is_child
from lms.units.queries import places
from lms.web import identity
from lms.web.database import db, reading
from lms.web.guard import public, signed_in
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page


@bp.get("/toi/du-lieu/dung")
@signed_in
def stopping() -> ResponseReturnValue:
    """What stopping does, and the button; for whoever has stopped, the way on."""
    return page("home/stopping.html", form=BlankForm(), person=_grown_up())


@bp.post("/toi/du-lieu/dung")
@signed_in
def stopping_sent() -> ResponseReturnValue:
    """Stop, or go on."""
    person, form = _grown_up(), BlankForm()
    change = resume if "tiep" in request.form else stop
    try:
        change(db(), origin(), person.id)
    except Refused as refusal:
        form.show(refusal)
        return page("home/stopping.html", form=form, person=person)
    return redirect("/toi/du-lieu/dung", 303)


@bp.get("/toi/du-lieu/xoa")
@signed_in
def deletion() -> ResponseReturnValue:
    """What goes, what stays, and the secret once more."""
    return _deletion(_grown_up(), PresentSecretForm())


@bp.post("/toi/du-lieu/xoa")
@signed_in
def deletion_sent() -> ResponseReturnValue:
    """Note the wish and sign out; signing in within seven days takes it back."""
    form = PresentSecretForm.sent()
    with reading() as beside:
        _check_grown_up(person_by_id(beside, person_id()))
    person = ask_again(form)
    if not form.errors:
        try:
            done_from = ask_to_delete(db(), origin(), person.id)
        except Refused as refusal:
            form.show(refusal)
        else:
            identity.sign_out()
            return redirect(url_for(".deletion_asked", ngay=clock.day_of(done_from).isoformat()), 303)
    return _deletion(person, form)


@bp.get("/toi/du-lieu/cho-xoa")
@public
def deletion_asked() -> ResponseReturnValue:
    """Until when it can be taken back, for whoever has just been signed out."""
    try:
        day = date.fromisoformat(request.args.get("ngay", ""))
    except ValueError:
        raise NotFound from None
    if not timedelta(0) <= day - clock.today() <= WAITS + timedelta(days=1):
        raise NotFound
    return page("home/deletion_asked.html", day=day)


@bp.get("/toi/du-lieu/yeu-cau")
@signed_in
def correction() -> ResponseReturnValue:
    """What one cannot correct oneself, whom to meet, and what one has asked before."""
    return _correction(CorrectionForm())


@bp.post("/toi/du-lieu/yeu-cau")
@signed_in
def correction_sent() -> ResponseReturnValue:
    """Put it in the queue of where one belongs; with no such place there is nobody to receive it."""
    form = CorrectionForm.sent()
    unit_id = _home_unit()
    if form.is_sent_and_whole() and unit_id is not None:
        asked = Asked(Wish.CORRECT, person_id(), form.text("told"), clock.today())
        once = hasher().keyed(f"request:{person_id()}:{form.text('once')}")
        try:
            note_request(db(), origin(), unit_id, asked, once=once)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect("/toi/du-lieu/yeu-cau", 303)
    return _correction(form)


def _deletion(person: Person, form: PresentSecretForm) -> Response:
    return page("home/deletion.html", form=form, person=person, is_staff=actor().is_staff, days=WAITS.days)


def _correction(form: CorrectionForm) -> Response:
    unit_id = _home_unit()
    asked = [(WISH_WORDS[one.wish], one) for one in requests_of(db(), person_id())]
    place = places(db(), [unit_id]).get(unit_id) if unit_id else None
    return page("home/correction.html", form=form, person=person_by_id(db(), person_id()), place=place, asked=asked)


def _home_unit() -> int | None:
    """Where somebody belongs, residence first; None where it is not known."""
    return next((one.unit_id for one in open_memberships(db(), person_id()) if one.unit_id), None)


def _grown_up() -> Person:
    person = person_by_id(db(), person_id())
    _check_grown_up(person)
    return person


def _check_grown_up(person: Person) -> None:
    """Raises Refused for a child: whoever represents them asks for them."""
    if is_child(person.birth_year, clock.today()):
        raise Refused("Việc này do bố mẹ hoặc người đại diện của em xin thay em, ở trường hoặc ở xã.")
