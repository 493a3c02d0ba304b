"""`/don-vi/<code>/nguoi`: people of a unit, found by name, by code or by what is still to be done for them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.confirmations.rules.wording import AUDIENCE_WORDS
from lms.content.adapters.running import library
from lms.coverage.forms.columns import FIGURES
from lms.coverage.queries.basis import levels_of
from lms.coverage.queries.figures import SUPERVISED
from lms.coverage.rules.groups import group_of
from lms.coverage.rules.reaching import ITSELF, STAGES, counted_in
from lms.errors import NotFound
from lms.offices.forms.people import ANY, SearchForm
from lms.offices.queries.people import person_in, rows_of, unplaced_by_code
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.actions.caring import move
from lms.people.actions.signing_in import key_of_account
from lms.people.adapters.running import hasher
from lms.people.forms import BlankForm
from lms.people.models import Membership, Person
from lms.people.queries.accounts import sign_in_by_code
from lms.people.queries.finding import Wanted, name_words, people_in
from lms.people.queries.reasons import reasons_at
from lms.people.rules.codes import asked_for
from lms.people.rules.counting import CountedAs
from lms.people.rules.places import AUDIENCES_AT
from lms.people.rules.reasons import REASONS_SHOWN_FOR
from lms.people.rules.states import ACCESS_WORDS, STAGE_WORDS, Access
from lms.skills.rules import Audience
from lms.tally.rules import Stage
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import children, unit_by_code
from lms.units.rules import UnitKind
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page
from lms.web.words import in_words

PAGE = 50


@bp.get("/don-vi/<code>/nguoi")
@needs(Permission.PERSON_SEE, on=unit_by_code)
def people(found: UnitVersion) -> ResponseReturnValue:
    """Those who belong here, fifty at a time; a code leads straight to its person."""
    away = names_shown(found)
    if away is not None:
        return away
    form = SearchForm(request.args)
    code = asked_for(form.text("q"))
    person = _person_with(found, code) if code else None
    if person is not None:
        return redirect(url_for(".person", code=found.code, person=person))
    return _listed(found, form, code)


@bp.post("/don-vi/<code>/nguoi/nhan")
@needs(Permission.PERSON_CARE, on=unit_by_code)
def take_in_sent(found: UnitVersion) -> ResponseReturnValue:
    """Take somebody in who moved here from elsewhere and brought their card. Raises NotFound for anybody else."""
    away = names_shown(found)
    if away is not None:
        return away
    waiting = _waiting(found, request.form.get("code", "")[:80])
    if waiting is None:
        raise NotFound
    person, membership = waiting
    move(db(), origin(), person, membership, found.unit_id)
    return redirect(url_for(".person", code=found.code, person=person.id, xong="nhan"), 303)


def _person_with(unit: UnitVersion, code: str) -> int | None:
    """Whose code it is, of those who belong here."""
    sign_in = sign_in_by_code(db(), code)
    if sign_in is None:
        return None
    try:
        return person_in(db(), unit.code, sign_in.person_id).person.id
    except NotFound:
        return None


def _waiting(unit: UnitVersion, code: str) -> tuple[Person, Membership] | None:
    """Who has the code and belongs nowhere at present, where somebody like them could belong here; never oneself."""
    found = unplaced_by_code(db(), code, AUDIENCES_AT.get(unit.kind, ()))
    return found if found is not None and found[0].id != person_id() else None


def _listed(unit: UnitVersion, form: SearchForm, code: str | None) -> Response:
    wanted = _wanted(unit, form)
    at = page_number(request.args.get("trang", ""))
    rows, count = people_in(db(), unit.path, wanted, page=at, size=PAGE) if code is None else ((), 0)
    may_care = actor().may(Permission.PERSON_CARE, unit.path)
    look(Act.PEOPLE_READ, unit, count=len(rows), page=at)
    return page(
        "offices/people.html",
        form=form,
        blank=BlankForm(),
        unit=unit,
        rows=rows_of(db(), unit, rows, keys_of(rows), clock.now()),
        count=count,
        at=at,
        last=-(-count // PAGE),
        narrowed=wanted != Wanted(),
        filtered=wanted != Wanted(words=wanted.words) and wanted.counted is None,
        figure=_figure(form) if wanted.counted else None,
        further=_further(unit),
        code=code,
        waiting=_waiting(unit, code) if code and may_care else None,
        may_register=actor().may(Permission.PERSON_REGISTER, unit.path),
        may_care=may_care,
        reasons=_reasons(unit),
        access_words=ACCESS_WORDS,
        stage_words=STAGE_WORDS,
        notices=_done(request.args.get("xong")),
    )


def _figure(form: SearchForm) -> tuple[str, str]:
    """The group and the column of the figure whose people are listed, in words."""
    group, column = group_of(form.text("nhom")), next(one for one in FIGURES if one.key == form.text("chang"))
    return in_words(group.short) if group else "", in_words(column.words)


def keys_of(people: Sequence[Person]) -> dict[int, str]:
    """Under which keys the failures of some people's accounts are counted."""
    return {one.id: key_of_account(hasher(), one.sign_in.code) for one in people if one.sign_in}


def _wanted(unit: UnitVersion, form: SearchForm) -> Wanted:
    """What the filters ask; what they cannot ask is as if it had not been sent."""
    below = {one.code: one for one in children(db(), unit) if one.kind is not UnitKind.CLASS}
    kinds = {unit.kind, *(one.kind for one in below.values())}
    held = sorted({one for kind in kinds for one in AUDIENCES_AT.get(kind, ())})
    form.noi.choices = _choices(gettext("Tất cả"), {code: one.spoken for code, one in below.items()})
    form.nhom.choices = _choices(gettext("Mọi nhóm"), {one.value: in_words(AUDIENCE_WORDS[one]) for one in held})
    form.muc.choices = _choices(gettext("Mọi mức"), {one.value: in_words(words) for one, words in STAGE_WORDS.items()})
    form.ma.choices = _choices(gettext("Mọi người"), {one.value: in_words(word) for one, word in ACCESS_WORDS.items()})
    counted = _counted(form)
    if counted is not None:
        return Wanted(words=name_words(form.text("q")[:120]), counted=counted)
    place = below.get(form.text("noi"))
    return Wanted(
        words=name_words(form.text("q")[:120]),
        unit_path=place.path if place else None,
        audience=Audience(form.text("nhom")) if form.text("nhom") in set(Audience) else None,
        stage=Stage(form.text("muc")) if form.text("muc") in set(Stage) else None,
        access=Access(form.text("ma")) if form.text("ma") in set(Access) else None,
        unverified=bool(form.chua.data),
    )


def _counted(form: SearchForm) -> CountedAs | None:
    """Whom the figure counts from which somebody came here; None when they came otherwise."""
    group = group_of(form.text("nhom"))
    if group is None or form.text("chang") not in STAGES:
        return None
    level = levels_of(library()).get(group.audience, SUPERVISED)
    itself = form.text("noi") == ITSELF
    return counted_in(group, form.text("chang"), level=level, year=clock.today().year, at_itself=itself)


def _choices(first: str, rest: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(ANY, first), *(SelectChoice(value, words) for value, words in rest.items())]


def page_number(typed: str) -> int:
    """A page's number: 1 for what is none, at most 9.999."""
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else 1


def _further(unit: UnitVersion) -> str:
    """The address of the list as it is filtered, with `{}` for the number of the page."""
    kept = {name: text for name, text in request.args.items() if name not in ("trang", "xong")}
    return f"{url_for('.people', code=unit.code)}?{urlencode([*kept.items(), ('trang', '')])}{{}}"


def _reasons(unit: UnitVersion) -> list[tuple[str, str, str, str]]:
    """Who looked at names here from above and why, for those in charge here: (day, who, unit, reason)."""
    if not actor().may_know(Permission.PERSON_MERGE, unit.path):
        return []
    found = reasons_at(db(), unit.path, clock.now() - REASONS_SHOWN_FOR)
    return [(clock.day_of(one.at).strftime("%d/%m/%Y"), name, place, one.reason) for one, name, place in found]


def _done(what: str | None) -> list[tuple[str, str]]:
    return [("good", gettext("Đã ghi chuyển đi. Nơi mới nhận bằng mã trên thẻ của người này."))] if what == "di" else []
