"""`/don-vi/<code>/yeu-cau/<number>`: one request; answering, putting off, doing what was asked, and ending it."""

from collections.abc import Callable

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.consents import withdraw_consent
from lms.confirmations.queries.checking import active_consent
from lms.content.adapters.running import library
from lms.dossiers.actions.correcting import correct
from lms.dossiers.actions.requesting import end_request, extend, found_to_be, note_answer
from lms.dossiers.actions.stopping import ask_to_delete, stop
from lms.dossiers.queries.copy import copy_of
from lms.dossiers.queries.requests import RequestIn, people_named, request_in
from lms.dossiers.rules.asking import DAYS, ENDING_WORDS, WISH_WORDS, Ending, Wish
from lms.dossiers.rules.copies import file_name, words, written
from lms.dossiers.rules.erasing import WAITS
from lms.errors import NotFound, Refused
from lms.offices.forms.dossiers import CorrectForm, EndingForm
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.forms import BlankForm
from lms.people.models import Person
from lms.people.rules.names import clean_name
from lms.people.rules.registration import clean_birth_year
from lms.units.forms import look
from lms.web.database import aside, db
from lms.web.forms import Form
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

AT = "/don-vi/<code>/yeu-cau/<int:number>"


@bp.get(AT)
@needs(Permission.PERSON_MERGE, on=request_in)
def asked(found: RequestIn) -> ResponseReturnValue:
    """The request, its days, and what can be done now."""
    return names_shown(found.unit) or _shown(found, BlankForm())


@bp.post(f"{AT}/tra-loi")
@needs(Permission.PERSON_MERGE, on=request_in)
def asked_answered(found: RequestIn) -> ResponseReturnValue:
    """Note that they were told it was received."""
    return _done(found, lambda: note_answer(db(), origin(), found.request.id))


@bp.post(f"{AT}/gia-han")
@needs(Permission.PERSON_MERGE, on=request_in)
def asked_extended(found: RequestIn) -> ResponseReturnValue:
    """Put the day off, once."""
    return _done(found, lambda: extend(db(), origin(), found.request.id))


@bp.post(f"{AT}/la-cua")
@needs(Permission.PERSON_MERGE, on=request_in)
def asked_found(found: RequestIn) -> ResponseReturnValue:
    """Say whose request it is, of the people whom a name finds."""
    chosen = request.form.get("person", "")
    known = {str(one.id): one for one in people_named(db(), found.unit, request.form.get("q", ""))}
    if chosen not in known:
        return redirect(_address(found), 303)
    return _done(found, lambda: found_to_be(db(), origin(), found.request.id, known[chosen].id))


@bp.post(f"{AT}/lam")
@needs(Permission.PERSON_MERGE, on=request_in)
def asked_done(found: RequestIn) -> ResponseReturnValue:
    """Do what was asked: correct, stop, withdraw, or have it deleted in seven days."""
    person = _whose(found)
    if found.request.wish is Wish.CORRECT:
        return _corrected(found, person)
    return _done(found, lambda: _carry_out(found, person))


@bp.post(f"{AT}/xong")
@needs(Permission.PERSON_MERGE, on=request_in)
def asked_ended(found: RequestIn) -> ResponseReturnValue:
    """Note how it ended."""
    form = EndingForm.sent()
    if not form.is_sent_and_whole():
        return names_shown(found.unit) or _shown(found, form)
    return _done(found, lambda: end_request(db(), origin(), found.request.id, Ending(form.ending.data)))


@bp.get(f"{AT}/ban-sao")
@needs(Permission.PERSON_MERGE, on=request_in)
def copy_paper(found: RequestIn) -> ResponseReturnValue:
    """A copy to print and hand over; `?tep=1` the same as a file. On record, and the person sees that it was made."""
    if (elsewhere := names_shown(found.unit)) is not None:
        return elsewhere
    person = _whose(found)
    if found.request.wish is not Wish.SEE:
        raise NotFound
    copy = copy_of(db(), person.id, library())
    with aside() as session:
        record(session, origin(), Act.DATA_EXPORTED, subject_person_id=person.id, unit_id=found.unit.unit_id)
    if "tep" in request.args:
        told = {"Content-Disposition": f'attachment; filename="{file_name(clock.today())}"'}
        return Response(written(copy), mimetype="application/json", headers=told)
    return page("offices/copy_paper.html", found=found, person=person, copy=copy, opened=True, **words())


def _whose(found: RequestIn) -> Person:
    """The person of an open request. Raises NotFound for one that ended or is nobody's yet, Refused for one's own."""
    person = found.person
    if person is None or found.request.ended_at is not None or person.erased_at or person.merged_into_id:
        raise NotFound
    if person.id == person_id():
        raise Refused("Không tự làm yêu cầu của chính mình. Nhờ người phụ trách khác.")
    return person


def _carry_out(found: RequestIn, person: Person) -> None:
    """Do it, and end what is done by that; a wish to be deleted is done when the seven days are over."""
    wish, number = found.request.wish, found.request.id
    if wish is Wish.DELETE:
        ask_to_delete(db(), origin(), person.id)
        note_answer(db(), origin(), number)
        return
    if wish is Wish.STOP:
        stop(db(), origin(), person.id)
    elif wish is not Wish.WITHDRAW:
        raise NotFound
    elif not withdraw_consent(db(), origin(), person.id):
        stop(db(), origin(), person.id)
    end_request(db(), origin(), number, Ending.DONE)


def _corrected(found: RequestIn, person: Person) -> ResponseReturnValue:
    form = CorrectForm.sent()
    if form.is_sent_and_whole():
        try:
            name = clean_name(form.text("name"))
            year = clean_birth_year(form.text("birth_year"), clock.today())
        except Refused as refusal:
            form.show(refusal)
        else:
            return _done(found, lambda: _correct(found, person, name, year))
    return names_shown(found.unit) or _shown(found, form)


def _correct(found: RequestIn, person: Person, name: str, year: int) -> None:
    correct(db(), origin(), person.id, name=name, birth_year=year)
    end_request(db(), origin(), found.request.id, Ending.DONE)


def _done(found: RequestIn, change: Callable[[], None]) -> ResponseReturnValue:
    """Do it and come back to the page; a rule that turns it down says so at its top."""
    if (elsewhere := names_shown(found.unit)) is not None:
        return elsewhere
    try:
        change()
    except Refused as refusal:
        form = BlankForm()
        form.show(refusal)
        return _shown(found, form)
    return redirect(_address(found), 303)


def _shown(found: RequestIn, form: Form) -> Response:
    person = found.person
    if person is not None:
        look(Act.PERSON_READ, found.unit, subject_person_id=person.id)
    typed = request.args.get("q", "")[:80]
    correcting = form if isinstance(form, CorrectForm) else CorrectForm(
        formdata=None, name=person.name if person else "", birth_year=str(person.birth_year) if person else ""
    )  # fmt: skip
    return page(
        "offices/asked.html",
        form=form,
        found=found,
        one=found.request,
        person=person,
        wish_words=WISH_WORDS,
        ending_words=ENDING_WORDS,
        days=DAYS,
        today=clock.today(),
        own=person is not None and person.id == person_id(),
        correcting=correcting,
        ending=form if isinstance(form, EndingForm) else EndingForm(formdata=None),
        consent=active_consent(db(), person.id) if person else None,
        typed=typed,
        people=people_named(db(), found.unit, typed) if person is None else (),
        deleted_from=clock.day_of(person.delete_asked_at + WAITS) if person and person.delete_asked_at else None,
        day_of=clock.day_of,
    )


def _address(found: RequestIn) -> str:
    return url_for(".asked", code=found.unit.code, number=found.request.id)
