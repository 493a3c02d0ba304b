"""Registering alone, in two short pages: who and where, then village and PIN."""

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import RadioField

from lms import clock
from lms.errors import Refused
from lms.people.actions.limits import charge
from lms.people.actions.registering import register
from lms.people.adapters.running import hasher
from lms.people.forms import FIRST, KNOWN, NOT_KNOWN, RegistrationEndForm, RegistrationForm
from lms.people.rules.names import clean_name
from lms.people.rules.registration import OPEN_TO_ALL, Registration, clean_birth_year, is_child
from lms.people.rules.secrets import REGISTRATIONS, check_pin
from lms.people.views import bp
from lms.skills.rules import Audience
from lms.units.models import UnitVersion
from lms.units.queries import name_keys, places, search_places, villages
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind
from lms.web.database import aside, db, reading
from lms.web.forms import SelectChoice
from lms.web.guard import begins_session, public
from lms.web.identity import actor, origin, sign_in
from lms.web.pages import config, page

WORKPLACES = COMMUNAL | PROVINCIAL
ON_FIRST_PAGE = ("before", "name", "birth_year", "audience", "home", "home_code", "agreed")


@bp.get("/dang-ky")
@public
def registration() -> ResponseReturnValue:
    """The notice, then who somebody is and where they live."""
    if actor().person_id is not None:
        return redirect("/toi")
    return page("people/registration.html", form=RegistrationForm())


@bp.post("/dang-ky")
@public
@begins_session
def registration_sent() -> ResponseReturnValue:
    """Take the first page; go on to the second when all of it is in order."""
    form = RegistrationForm.sent()
    if form.before.data == KNOWN:
        return redirect(url_for("people.sign_in"), 303)
    whole = form.is_sent_and_whole()
    home = _first_page(form)
    if isinstance(home, Response):
        return home
    if not whole or home is None:
        return page("people/registration.html", form=form)
    return _second_page(RegistrationEndForm(request.form), home, clean=True)


@bp.post("/dang-ky/xong")
@public
@begins_session
def registration_end_sent() -> ResponseReturnValue:
    """Take the second page and make the account."""
    form = RegistrationEndForm.sent()
    form.before.data = FIRST
    whole = form.is_sent_and_whole()
    home = _first_page(form)
    if isinstance(home, Response):
        return home
    if home is None:
        return page("people/registration.html", form=form)
    told = _told(form, home)
    if not whole or told is None:
        return _second_page(form, home)
    return _made(form, told, home)


@bp.get("/dang-ky/noi")
@public
def places_like() -> ResponseReturnValue:
    """Communes (or, with `loai=lam`, provinces too) that fit what is being typed, for the list under the box."""
    kinds = WORKPLACES if request.args.get("loai") == "lam" else COMMUNAL
    found = search_places(db(), request.args.get("q", ""), kinds, limit=8, demo=config().demo)
    said = places(db(), [unit.unit_id for unit in found])
    return jsonify([{"value": said[unit.unit_id], "label": said[unit.unit_id]} for unit in found])


def _first_page(form: RegistrationForm) -> UnitVersion | Response | None:
    """The commune somebody lives in, with every mistake of the first page beside its field (None then).

    A child gets a page of its own, and nothing is kept.
    """
    home: UnitVersion | None = None
    try:
        if not form.birth_year.errors and is_child(
            clean_birth_year(form.text("birth_year"), clock.today()), clock.today()
        ):
            return page("people/child.html", status=422)
    except Refused as refusal:
        form.show(refusal)
    try:
        form.name.data = form.name.data if form.name.errors else clean_name(form.text("name"))
    except Refused as refusal:
        form.show(refusal)
    if not form.home.errors:
        home = _place(form, "home", COMMUNAL)
    return None if any(form[name].errors for name in ON_FIRST_PAGE) else home


def _place(form: RegistrationForm, field: str, kinds: frozenset[UnitKind]) -> UnitVersion | None:
    """The unit that was typed or chosen; when several fit, they are offered and a sentence asks to choose."""
    chosen: RadioField = form[f"{field}_code"]  # type: ignore[assignment]
    with reading() as session:
        found = list(search_places(session, form.text(field), kinds, demo=config().demo))
        by_code = next((unit for unit in found if unit.code == chosen.data), None)
        exact = by_code or _only_fit(found, form.text(field))
        said = places(session, [unit.unit_id for unit in found])
    if exact is not None:
        chosen.data, chosen.choices = exact.code, [SelectChoice(exact.code, said[exact.unit_id])]
        return exact
    chosen.choices = [SelectChoice(unit.code, said[unit.unit_id]) for unit in found]
    chosen.data = None
    form.show(
        Refused(
            "Có mấy nơi tên giống vậy. Chọn một nơi, không thấy thì gõ thêm tên tỉnh.",
            field=f"{field}_code",
        )
        if found
        else Refused(
            "Chưa tìm thấy nơi này. Gõ tên xã, phường hiện nay. Chỉ nhớ tên cũ thì hỏi trưởng thôn, tổ trưởng.",
            field=field,
        )
    )
    return None


def _only_fit(found: list[UnitVersion], typed: str) -> UnitVersion | None:
    """The single unit that fits; among several, the only one whose whole name was typed."""
    if len(found) == 1:
        return found[0]
    named = [unit for unit in found if unit.search_key in name_keys(typed.partition(",")[0])]
    return named[0] if len(named) == 1 else None


def _told(form: RegistrationEndForm, home: UnitVersion) -> Registration | None:
    """Everything the two pages say, or None with the mistakes beside their fields."""
    audience = Audience(form.audience.data) if form.audience.data in OPEN_TO_ALL else Audience.CITIZEN
    work = _place(form, "work", WORKPLACES) if audience is Audience.OFFICIAL and form.text("work").strip() else None
    year = clean_birth_year(form.text("birth_year"), clock.today())
    if not form.pin.errors:
        try:
            check_pin(form.text("pin"), year)
        except Refused as refusal:
            form.show(refusal)
    with reading() as session:
        known = {unit.code: unit for unit in villages(session, home)}
    living = known.get(form.village.data or NOT_KNOWN, home)
    if form.errors:
        return None
    return Registration(
        form.text("name"), year, audience, living.unit_id, work.unit_id if work else None, form.text("pin")
    )


def _second_page(form: RegistrationEndForm, home: UnitVersion, *, clean: bool = False) -> Response:
    """The second page; `clean` when it is shown for the first time and nothing on it can be wrong yet."""
    with reading() as session:
        below = villages(session, home)
        said = places(session, [home.unit_id])[home.unit_id]
    form.home_code.data = home.code
    form.village.choices = (
        [*(SelectChoice(unit.code, unit.spoken) for unit in below), SelectChoice(NOT_KNOWN, gettext("Chưa rõ"))]
        if below
        else []
    )
    official = form.audience.data == Audience.OFFICIAL
    return page("people/registration_end.html", form=form, home=said, official=official, status=200 if clean else None)


def _made(form: RegistrationEndForm, told: Registration, home: UnitVersion) -> ResponseReturnValue:
    with aside() as session:
        wait = charge(session, [(f"register:{hasher().keyed(origin().network or '')}", REGISTRATIONS)], clock.now())
    if wait is not None:
        form.show(Refused("Có quá nhiều người đăng ký từ mạng này cùng lúc. Đợi 15 phút rồi thử lại."))
        return page("people/registration.html", form=form, status=429)
    secret_hash = hasher().hash(told.pin)
    once = hasher().keyed(f"register:{form.text('once')}:{told.name}:{told.birth_year}")  # one form, one person
    made = register(db(), origin(), told, secret_hash=secret_hash, once=once)
    if made.secret_hash != secret_hash and not hasher().fits(made.secret_hash, told.pin):
        form.show(Refused("Đã đăng ký xong lần trước, với mã PIN khác. Gõ lại mã PIN ấy để xem mã.", field="pin"))
        return _second_page(form, home)
    sign_in(made.person_id, made.epoch, own_device=False)
    return redirect(url_for("home.card"), 303)
