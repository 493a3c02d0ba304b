"""`/don-vi/<code>/ra-soat/them`: one person typed onto a list."""

import secrets

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.errors import NotFound, Refused
from lms.listings.queries.known import ground_of, known_here
from lms.listings.queries.lines import LineIn, line_in
from lms.listings.rules.matching import ANOTHER, Known
from lms.listings.rules.places import Ground, Place
from lms.offices.actions.listing import put_on_list
from lms.offices.forms.listing import LineForm
from lms.offices.views import bp
from lms.offices.views.listing import check_list
from lms.people.queries.accounts import person_by_id
from lms.people.rules.names import clean_name, search_key
from lms.people.rules.places import check_age
from lms.people.rules.registration import clean_birth_year
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code, villages
from lms.units.rules import COMMUNAL
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/don-vi/<code>/ra-soat/them")
@needs(Permission.LISTING_KEEP, on=unit_by_code)
def listing_line_new(found: UnitVersion) -> ResponseReturnValue:
    """One person to type."""
    check_list(found)
    return _typing(found, LineForm(once=secrets.token_urlsafe(18), village=request.args.get("thon")), [])


@bp.post("/don-vi/<code>/ra-soat/them")
@needs(Permission.LISTING_KEEP, on=unit_by_code)
def listing_line_new_sent(found: UnitVersion) -> ResponseReturnValue:
    """Put the person on the list, once it is clear that nobody is there twice."""
    check_list(found)
    form = LineForm.sent()
    told = _told(found, form)
    if told is None:
        return _typing(found, form, [])
    name, year, place = told
    alike = [one for one in known_here(db(), found, {year}) if search_key(one.name) == search_key(name)]
    chosen = form.text("same")
    if alike and chosen != ANOTHER and chosen not in {str(one.person_id) for one in alike}:
        form.show(Refused("Xem các người dưới đây rồi chọn một ý.", field="same"))
        return _typing(found, form, alike)
    same = person_by_id(db(), int(chosen)) if alike and chosen != ANOTHER else None
    once = form.text("once")[:80]
    line = put_on_list(db(), origin(), place, name=name, birth_year=year, once=once, same_as=same)
    return redirect(url_for(".listing_line_new", code=found.code, xong=line.id, thon=form.text("village") or None), 303)


def _told(unit: UnitVersion, form: LineForm) -> tuple[str, int, Place] | None:
    """What was typed, cleaned; None with every mistake beside its field."""
    ground = ground_of(db(), unit)
    form.is_sent_and_whole()
    try:
        name = clean_name(form.text("name"))
        year = clean_birth_year(form.text("birth_year"), clock.today())
        place = _placed(ground, unit, form)
        check_age(place.audience, year, clock.today())
    except Refused as refusal:
        if not form.errors:
            form.show(refusal)
        return None
    return None if form.errors else (name, year, place)


def _placed(ground: Ground, unit: UnitVersion, form: LineForm) -> Place:
    """Where the person is counted: the village chosen, the class typed."""
    by_code = {one.code: one for one in villages(db(), unit)} if unit.kind in COMMUNAL else {}
    village = by_code.get(form.text("village"))
    return ground.place(village.name if village else form.text("class_name") if ground.has_classes else "")


def _typing(unit: UnitVersion, form: LineForm, alike: list[Known]) -> Response:
    ground = ground_of(db(), unit)
    below = villages(db(), unit) if unit.kind in COMMUNAL else []
    form.village.choices = [SelectChoice("", _("Chưa rõ thôn")), *(SelectChoice(one.code, one.spoken) for one in below)]
    form.same.choices = [as_choice(one) for one in alike]
    form.same.choices.append(
        SelectChoice(
            ANOTHER, _("Người khác, cùng tên và năm sinh"), render_kw={"note": _("Thêm người mới vào danh sách.")}
        )
    )
    if alike:
        look(Act.PEOPLE_READ, unit, count=len(alike))
    return page(
        "offices/listing_line_new.html",
        form=form,
        unit=unit,
        alike=alike,
        with_village=bool(below),
        with_class=ground.has_classes,
        added=_added_line(unit),
    )


def as_choice(one: Known) -> SelectChoice:
    """Somebody known, to be chosen: who, where, and whether they have a sign-in."""
    reached = _("đã có mã đăng nhập") if one.has_sign_in else _("chưa có mã đăng nhập")
    listed = _("đã có trong danh sách này") if one.listed else _("chưa có trong danh sách này")
    where = one.where or _("Ở nơi khác trong xã, phường")
    note = _("%(where)s; %(reached)s; %(listed)s.", where=where, reached=reached, listed=listed)
    words = _("Chính là %(name)s, sinh năm %(year)s", name=one.name, year=one.birth_year)
    return SelectChoice(str(one.person_id), words, render_kw={"note": note})


def _added_line(unit: UnitVersion) -> LineIn | None:
    """The line that was just added here, to be named; None for anything else in the address."""
    sent = request.args.get("xong", "")
    try:
        return line_in(db(), unit.code, int(sent)) if sent.isascii() and sent.isdigit() and len(sent) < 18 else None
    except NotFound:
        return None
