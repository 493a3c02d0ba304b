"""`/toi/du-lieu`: everything held about oneself, after the secret once more; who looked; a copy to take along."""

from collections.abc import Mapping

from flask import Response, redirect, session
from flask.typing import ResponseReturnValue

from lms import clock
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.content.adapters.running import library
from lms.dossiers.queries.copy import copy_of
from lms.dossiers.rules.copies import file_name, words, written
from lms.errors import Refused
from lms.home.forms import PresentSecretForm
from lms.home.views import bp
from lms.home.views.account import check_present
from lms.people.forms import BlankForm
from lms.people.models import Person
from lms.people.queries.accounts import need_digits, person_by_id
from lms.people.rules.registration import is_child
from lms.people.rules.secrets import SecretKind
from lms.web.database import aside, db, reading
from lms.web.guard import signed_in
from lms.web.identity import origin, person_id
from lms.web.pages import page

OPEN_SECONDS = 10 * 60
"""How long one's own data stays open after the secret was typed."""
KEY = "data_open"


@bp.get("/toi/du-lieu")
@signed_in
def own_data() -> ResponseReturnValue:
    """What is held, in plain words; closed until the secret has been typed."""
    person = person_by_id(db(), person_id())
    if not _is_open(person.id):
        return _closed(person, PresentSecretForm())
    return page("home/own_data.html", form=BlankForm(), person=person, child=_child(person),
                copy=copy_of(db(), person.id, library()), **words())  # fmt: skip


@bp.post("/toi/du-lieu")
@signed_in
def own_data_sent() -> ResponseReturnValue:
    """Open it for ten minutes, on record. Raises Refused for those who sign in by pictures."""
    form = PresentSecretForm.sent()
    person = ask_again(form)
    if form.errors:
        return _closed(person, form)
    record(db(), origin(), Act.DATA_EXPORTED, subject_person_id=person.id)
    session[KEY] = f"{person.id}:{int(clock.now().timestamp())}"
    return redirect("/toi/du-lieu", 303)


@bp.get("/toi/du-lieu.json")
@signed_in
def own_data_file() -> ResponseReturnValue:
    """The same as data, to take along: docs/data-export.md."""
    if not _is_open(person_id()):
        return redirect("/toi/du-lieu")
    copy = copy_of(db(), person_id(), library())
    with aside() as apart:
        record(apart, origin(), Act.DATA_EXPORTED, subject_person_id=person_id(), file=True)
    return as_file(copy)


def as_file(copy: Mapping[str, object]) -> Response:
    """A copy as a file that is saved, not shown."""
    told = {"Content-Disposition": f'attachment; filename="{file_name(clock.today())}"'}
    return Response(written(copy), mimetype="application/json", headers=told)


def ask_again(form: PresentSecretForm) -> Person:
    """The person; a mistake stands in the form when the secret typed is not theirs.

    Raises Refused for those who sign in by pictures, which are weaker (design §4).
    """
    whole = form.is_sent_and_whole()
    with reading() as beside:
        need_digits(beside, person_id())
        person = person_by_id(beside, person_id())
    if whole:
        try:
            check_present(person.sign_in.code if person.sign_in else "", form.text("secret"))
        except Refused as refusal:
            form.show(refusal)
    return person


def _is_open(number: int) -> bool:
    who, _, at = str(session.get(KEY, "")).partition(":")
    return who == str(number) and 0 <= clock.now().timestamp() - int(at or 0) < OPEN_SECONDS


def _closed(person: Person, form: PresentSecretForm) -> Response:
    by_pictures = person.sign_in is not None and person.sign_in.secret_kind is SecretKind.PICTURES
    return page("home/own_data_closed.html", form=form, person=person, child=_child(person), by_pictures=by_pictures)


def _child(person: Person) -> bool:
    return is_child(person.birth_year, clock.today())
