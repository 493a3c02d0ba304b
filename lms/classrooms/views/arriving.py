"""`/vao-lop/`: a class's code to type; `/vao-lop/<code>`: in a lesson the class's names to tap, else its door."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.classrooms.actions.asking_in import ask_in, count_request, count_wrong_code, key_of_codes
from lms.classrooms.forms.lessons import AskInForm, ClassCodeForm
from lms.classrooms.queries.classes import ClassAt, class_by_join_code
from lms.classrooms.queries.lessons import came_to, period_now
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.rules.years import audience_of
from lms.classrooms.views import bp
from lms.errors import NotFound, Refused
from lms.people.adapters.running import hasher
from lms.people.models import Person
from lms.people.queries.accounts import locked_among, person_by_id
from lms.people.rules import codes
from lms.people.rules.names import clean_name
from lms.people.rules.registration import clean_birth_year
from lms.people.rules.secrets import minutes_of
from lms.skills.rules import Audience
from lms.web.database import aside, db, reading
from lms.web.guard import public
from lms.web.identity import actor, origin
from lms.web.pages import page


@bp.get("/vao-lop/")
@public
def enter() -> ResponseReturnValue:
    """Ask for the class's code."""
    return page("classrooms/enter.html", form=ClassCodeForm(code=request.args.get("ma", "")[:40]))


@bp.post("/vao-lop/")
@public
def enter_sent() -> ResponseReturnValue:
    """On to the class with the code that was typed."""
    form = ClassCodeForm.sent()
    code = codes.folded(form.text("code"))
    if form.is_sent_and_whole() and code:
        return redirect(url_for(".arrived", code=code), 303)
    if not form.errors:
        form.show(Refused("Gõ mã lớp.", field="code"))
    return page("classrooms/enter.html", form=form)


@bp.get("/vao-lop/<code>")
@public
def arrived(code: str) -> ResponseReturnValue:
    """In a lesson everybody's name, to tap one's own; else class and school, and asking to be let in."""
    here = arrived_at(code)
    if not isinstance(here, ClassAt):
        return here
    period = period_now(db(), here.room.id, clock.now())
    if period is None:
        return _door("classrooms/arrived.html", here, AskInForm(formdata=None))
    pupils, came = pupils_of(db(), here.room.id), came_to(db(), period.id)
    return page("classrooms/arrived_names.html", here=here, pupils=pupils, came=came, kid=is_kid(here))


@bp.get("/vao-lop/<code>/xin-vao")
@public
def ask(code: str) -> ResponseReturnValue:
    """Ask to be let in; afterwards, that the teacher will answer."""
    here = arrived_at(code)
    if not isinstance(here, ClassAt):
        return here
    return _door("classrooms/ask.html", here, AskInForm(formdata=None), sent="da-gui" in request.args)


@bp.post("/vao-lop/<code>/xin-vao")
@public
def ask_sent(code: str) -> ResponseReturnValue:
    """Put the request before the teacher: of whoever is signed in, else of the name and year that were typed."""
    here, form = arrived_at(code), AskInForm.sent()
    if not isinstance(here, ClassAt):
        return here
    known = _somebody_known()
    told: dict[str, Any] = {"name": known.name, "birth_year": known.birth_year} if known else _read(form)
    if len(told) < 2 or actor().is_staff:
        return _door("classrooms/ask.html", here, form)
    try:
        if actor().stopped:
            raise Refused("Em đang dừng ghi việc học. Mở “Của em”, mục “Dữ liệu của tôi” để ghi tiếp, rồi xin vào lớp.")
        _count(here)
        ask_in(db(), here, once=form.text("once"), person_id=known.id if known else None, **told)
    except Refused as refusal:
        form.show(refusal)
        return _door("classrooms/ask.html", here, form)
    return redirect(url_for(".ask", code=here.room.join_code) + "?da-gui", 303)


def arrived_at(code: str) -> ClassAt | Response:
    """The class with a code, or the page to answer: for nobody's code, and after too many of those from a network.

    A right code is never counted.
    """
    network = hasher().keyed(origin().network or "")
    with reading() as session:
        waits = locked_among(session, {0: key_of_codes(network)}, clock.now())
        try:
            here = class_by_join_code(session, codes.folded(code))
        except NotFound:
            here = None
    if here is not None and not waits:
        return here
    if not waits:
        with aside() as session:
            count_wrong_code(session, network, clock.now())
    return page("classrooms/no_class.html", status=429 if waits else 404, waits=bool(waits))


def is_kid(here: ClassAt) -> bool:
    """Whether the class is one of a primary school: few words, large things to tap."""
    return audience_of(here.room.grade) is Audience.PRIMARY


def _door(template: str, here: ClassAt, form: AskInForm, *, sent: bool = False) -> Response:
    known = _somebody_known()
    return page(template, form=form, here=here, kid=is_kid(here), known=known, staff=actor().is_staff, sent=sent)


def _somebody_known() -> Person | None:
    """Whoever is signed in."""
    person_id = actor().person_id
    if person_id is None:
        return None
    with reading() as session:
        return person_by_id(session, person_id)


def _read(form: AskInForm) -> dict[str, Any]:
    """Name and year as they were typed; what is wrong stands beside its field and is left out."""
    form.is_sent_and_whole()
    return form.read(name=clean_name, birth_year=lambda typed: clean_birth_year(typed, clock.today()))


def _count(here: ClassAt) -> None:
    """Count a request. Raises Refused when too many come from one network."""
    with aside() as session:
        wait = count_request(session, here.room.id, hasher().keyed(origin().network or ""), clock.now())
    if wait is not None:
        raise Refused("Có nhiều em xin vào lớp này quá. Đợi %(minutes)s phút rồi gửi lại.", minutes=minutes_of(wait))
