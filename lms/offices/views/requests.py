"""`/don-vi/<code>/yeu-cau`: what people ask about their data, by when it is due, and noting a new request."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.dossiers.actions.requesting import Asked, note_request
from lms.dossiers.queries.requests import ended_requests, open_requests, people_named
from lms.dossiers.rules.asking import DAYS, ENDING_WORDS, WISH_WORDS, Wish, read_asked_on
from lms.errors import Refused
from lms.offices.forms.dossiers import NOT_FOUND, RequestForm
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.adapters.running import hasher
from lms.people.models import Person
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page


@bp.get("/don-vi/<code>/yeu-cau")
@needs(Permission.PERSON_MERGE, on=unit_by_code)
def requests(found: UnitVersion) -> ResponseReturnValue:
    """The queue, the most overdue first, and what ended within the year."""
    if (elsewhere := names_shown(found)) is not None:
        return elsewhere
    today = clock.today()
    waiting, ended = open_requests(db(), found), ended_requests(db(), found, today)
    look(Act.PEOPLE_READ, found, screen="requests", n=len(waiting) + len(ended))
    return page(
        "offices/requests.html",
        unit=found,
        waiting=waiting,
        ended=ended,
        today=today,
        wish_words=WISH_WORDS,
        ending_words=ENDING_WORDS,
    )


@bp.get("/don-vi/<code>/yeu-cau/moi")
@needs(Permission.PERSON_MERGE, on=unit_by_code)
def request_new(found: UnitVersion) -> ResponseReturnValue:
    """Ask what somebody wishes, and whose data it is about; `?q=` finds people by name."""
    if (elsewhere := names_shown(found)) is not None:
        return elsewhere
    typed = request.args.get("q", "")[:80]
    form = RequestForm(asked_on=f"{clock.today():%d/%m/%Y}")
    if (wished := request.args.get("xin")) in list(Wish):
        form.wish.data = wished
    return _asking(found, form, typed)


@bp.post("/don-vi/<code>/yeu-cau")
@needs(Permission.PERSON_MERGE, on=unit_by_code)
def request_sent(found: UnitVersion) -> ResponseReturnValue:
    """Keep the request, with its days."""
    if (elsewhere := names_shown(found)) is not None:
        return elsewhere
    form = RequestForm.sent()
    typed = request.form.get("q", "")[:80]
    known = {str(one.id) for one in people_named(db(), found, typed)}
    if form.is_sent_and_whole():
        person = int(form.person.data) if form.person.data in known else None
        once = hasher().keyed(f"request:{person_id()}:{form.text('once')}")
        try:
            day = read_asked_on(form.text("asked_on"), clock.today())
            asked = Asked(Wish(form.wish.data), person, form.text("told"), day)
            made = note_request(db(), origin(), found.unit_id, asked, once=once)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for(".asked", code=found.code, number=made.id), 303)
    return _asking(found, form, typed)


def _asking(unit: UnitVersion, form: RequestForm, typed: str) -> Response:
    people = people_named(db(), unit, typed)
    if people:
        look(Act.PEOPLE_READ, unit, screen="requests", n=len(people))
    form.person.choices = [
        *(SelectChoice(str(one.id), _said(one)) for one in people),
        SelectChoice(NOT_FOUND, gettext("Chưa tìm thấy trong danh sách")),
    ]
    return page("offices/request_new.html", form=form, unit=unit, typed=typed, people=people, days=DAYS)


def _said(person: Person) -> str:
    return str(gettext("%(name)s, sinh %(year)s", name=person.name, year=person.birth_year))
