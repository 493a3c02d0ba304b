"""`/don-vi/<code>/nguoi/moi`: one person, registered by somebody with a post, in twenty seconds on a phone."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission, home_path
from lms.audit.rules import Act
from lms.confirmations.rules.wording import AUDIENCE_WORDS
from lms.errors import NotFound, Refused
from lms.offices.forms.people import RegisterForm
from lms.offices.queries.people import person_in
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.actions.registering_for import give_card, register_for
from lms.people.actions.registering_many import Newcomer
from lms.people.adapters.running import hasher
from lms.people.models import Person
from lms.people.queries.finding import likely_same, places_under
from lms.people.rules.names import clean_name
from lms.people.rules.places import AUDIENCES_AT, band_in, check_age, is_pupil
from lms.people.rules.registration import clean_birth_year
from lms.skills.rules import Audience
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code, villages
from lms.units.rules import COMMUNAL
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page
from lms.web.words import in_words

MORE = "nua"
"""What the button "save and add one more" sends."""
T = TypeVar("T")


@bp.get("/don-vi/<code>/nguoi/moi")
@needs(Permission.PERSON_REGISTER, on=unit_by_code)
def register_one(found: UnitVersion) -> ResponseReturnValue:
    """Name, year, village; the notice to read out."""
    away = names_shown(found)
    if away is not None:
        return away
    form = RegisterForm(unit=request.args.get("thon"), class_name=request.args.get("lop", "")[:20])
    return _asking(found, form, just=_just_made(found))


@bp.post("/don-vi/<code>/nguoi/moi")
@needs(Permission.PERSON_REGISTER, on=unit_by_code)
def register_one_sent(found: UnitVersion) -> ResponseReturnValue:
    """Register them and make their card; somebody like them who is known already is shown first."""
    away = names_shown(found)
    if away is not None:
        return away
    form = RegisterForm.sent()
    told = _told(form, found)
    if told is None:
        return _asking(found, form)
    once = hasher().keyed(f"register-for:{person_id()}:{form.text('once')}")
    alike = [one for one in likely_same(db(), told.name, told.birth_year, found.path) if one.once_key != once]
    if {str(one.id) for one in alike} - set(form.text("other").split(",")):
        return _comparing(found, form, alike)
    made = _made(told, once)
    if request.form.get("roi") == MORE:
        same = form.text("unit"), form.text("class_name") or None
        return redirect(url_for(".register_one", code=found.code, vua=made.id, thon=same[0], lop=same[1]), 303)
    return redirect(url_for(".person_card", code=found.code, person=made.id), 303)


def _made(told: Newcomer, once: str) -> Person:
    made = register_for(
        db(), origin(), name=told.name, birth_year=told.birth_year, audience=told.audience, unit_id=told.unit_id,
        band=told.band, once=once, notice_read=True,
    )  # fmt: skip
    give_card(db(), origin(), made)
    return made


def _offer(unit: UnitVersion, form: RegisterForm) -> dict[str, UnitVersion]:
    """The audiences and places there are here, put into the form. Raises NotFound where nobody belongs."""
    audiences = AUDIENCES_AT.get(unit.kind, ())
    if not audiences:
        raise NotFound
    form.audience.choices = [SelectChoice(one.value, in_words(AUDIENCE_WORDS[one])) for one in audiences]
    form.audience.data = form.audience.data or audiences[0].value
    places = {one.code: one for one in (villages(db(), unit) if unit.kind in COMMUNAL else [])}
    form.unit.choices = [SelectChoice(code, one.spoken) for code, one in places.items()]
    form.unit.choices += [SelectChoice(unit.code, gettext("Chưa rõ thôn") if places else unit.spoken)]
    if not places or form.audience.data != Audience.CITIZEN:
        form.unit.data = unit.code  # whoever works or learns does so at the unit itself, not in a village of it
    return places | {unit.code: unit}


def _told(form: RegisterForm, unit: UnitVersion) -> Newcomer | None:
    """Whom to register, or None with every mistake beside its field."""
    places = _offer(unit, form)
    form.is_sent_and_whole()
    today = clock.today()
    audience = Audience(form.text("audience")) if not form.audience.errors else Audience.CITIZEN
    name = _read(form, "name", clean_name)
    year = _read(form, "birth_year", lambda typed: clean_birth_year(typed, today))
    band = _read(form, "class_name", lambda typed: band_in(audience, typed))
    if year is not None:
        _read(form, "birth_year", lambda _: check_age(audience, year, today))
    if form.errors or name is None or year is None:
        return None
    return Newcomer(name, year, audience, places[form.text("unit")].unit_id, band)


def _read(form: RegisterForm, field: str, read: Callable[[str], T]) -> T | None:
    """What a field says, or None with its mistake beside it; a field known to be wrong is left alone."""
    if form[field].errors:
        return None
    try:
        return read(form.text(field))
    except Refused as refusal:
        form.show(refusal)
        return None


def _asking(unit: UnitVersion, form: RegisterForm, *, just: Person | None = None) -> Response:
    places = _offer(unit, form)
    pupils = any(is_pupil(one) for one in AUDIENCES_AT[unit.kind])
    return page("offices/register_one.html", form=form, unit=unit, many=len(places) > 1, pupils=pupils, just=just)


def _comparing(unit: UnitVersion, form: RegisterForm, alike: Sequence[Person]) -> Response:
    """Those who may be the same person, beside what was typed: nothing is kept yet."""
    look(Act.PEOPLE_READ, unit, count=len(alike))
    form.other.data = ",".join(str(one.id) for one in alike)
    places = places_under(db(), [one.id for one in alike], home_path(unit.path))
    shown = [(one, [place for _, place in places.get(one.id, [])]) for one in alike]
    known = [(one, there, _address(unit, one, there)) for one, there in shown]
    pressed = request.form.get("roi", "")
    return page("offices/register_alike.html", form=form, unit=unit, known=known, button_pressed=pressed)


def _address(unit: UnitVersion, person: Person, places: Sequence[UnitVersion]) -> str | None:
    """The page of somebody known, where the visitor may open it: here, else where they belong."""
    for place in places:
        if actor().may(Permission.PERSON_SEE, place.path):
            code = unit.code if place.path.startswith(unit.path) else place.code
            return url_for(".person", code=code, person=person.id)
    return None


def _just_made(unit: UnitVersion) -> Person | None:
    """Whom the same helper has just registered, to be told so."""
    typed = request.args.get("vua", "")
    try:
        found = person_in(db(), unit.code, int(typed) if typed.isascii() and typed.isdigit() else 0).person
    except NotFound:
        return None
    look(Act.PERSON_READ, unit, subject_person_id=found.id)
    return found if found.registered_by_id == person_id() else None
