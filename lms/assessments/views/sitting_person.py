"""One person at a sitting: present or not, how they are known, tasks seen done, a paper read out, consents."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.assessments.actions.interrupting import interrupt, resume
from lms.assessments.actions.observing import note_read_aloud, see_task, untick_task
from lms.assessments.actions.presence import know, name_witness, tick
from lms.assessments.forms.sittings import CheckForm, KnowForm
from lms.assessments.queries.observing import tasks_of
from lms.assessments.queries.sitting_papers import waiting_here
from lms.assessments.queries.sittings import PersonAt, papers_at, person_at
from lms.assessments.queries.spot_checks import checks_for
from lms.assessments.queries.witnesses import witnesses
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.assessments.rules.sittings import end_of, is_open
from lms.assessments.views import bp
from lms.assessments.views.sitting_screen import address
from lms.confirmations.queries.checking import active_consent
from lms.confirmations.rules.wording import EVIDENCE_WORDS, title
from lms.content.adapters.running import library
from lms.errors import Forbidden, NotFound, Refused
from lms.people.forms import BlankForm
from lms.people.rules.registration import is_child
from lms.skills.rules import Audience
from lms.web.database import db
from lms.web.forms import Form, SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

E = TypeVar("E", bound=StrEnum)


@bp.get("/buoi/<code>/nguoi/<int:person>")
@needs(Permission.SITTING_OPEN, on=person_at)
def sitting_person(there: PersonAt) -> ResponseReturnValue:
    """What the opener can say of somebody."""
    return person_screen(there, BlankForm())


@bp.post("/buoi/<code>/nguoi/<int:person>/diem-danh")
@needs(Permission.SITTING_OPEN, on=person_at)
def person_ticked(there: PersonAt) -> ResponseReturnValue:
    """Tick them present or absent, or take the tick back."""
    state = one_of(Presence, request.form.get("state", ""))
    return _done(there, lambda: tick(db(), origin(), there.here, [there.person.id], state))


@bp.post("/buoi/<code>/nguoi/<int:person>/biet")
@needs(Permission.SITTING_OPEN, on=person_at)
def person_known(there: PersonAt) -> ResponseReturnValue:
    """Note how they are known, and the second witness."""
    form = KnowForm.sent()
    witness = form.text("witness")
    way = one_of(KnownBy, form.text("known_by")) if form.text("known_by") else None

    def note() -> None:
        if "witness" in request.form:
            name_witness(db(), origin(), there, int(witness) if witness.isdecimal() else None)
        know(db(), origin(), there, way)

    return _done(there, note)


@bp.post("/buoi/<code>/nguoi/<int:person>/viec")
@needs(Permission.SITTING_OPEN, on=person_at)
def task_ticked(there: PersonAt) -> ResponseReturnValue:
    """Note a task seen done, or take it back."""
    audience, key = one_of(Audience, request.form.get("audience", "")), request.form.get("task", "")[:40]
    change = untick_task if "undo" in request.form else see_task
    part = f"#viec-{audience}-{key}"
    return _done(there, lambda: change(db(), origin(), there, library(), audience=audience, key=key), part)


@bp.post("/buoi/<code>/nguoi/<int:person>/doc-ho")
@needs(Permission.SITTING_OPEN, on=person_at)
def read_aloud_noted(there: PersonAt) -> ResponseReturnValue:
    """Note that a paper was read out, or that it was not."""
    uid, yes = request.form.get("uid", ""), "undo" not in request.form
    return _done(there, lambda: note_read_aloud(db(), origin(), there, uid, read_aloud=yes))


@bp.post("/buoi/<code>/nguoi/<int:person>/tam-dung")
@needs(Permission.SITTING_OPEN, on=person_at)
def paper_interrupted(there: PersonAt) -> ResponseReturnValue:
    """Interrupt a paper."""
    uid = request.form.get("uid", "")[:40]
    return _done(there, lambda: interrupt(db(), origin(), there.here, uid), "#bai")


@bp.post("/buoi/<code>/nguoi/<int:person>/lam-tiep")
@needs(Permission.SITTING_OPEN, on=person_at)
def paper_resumed(there: PersonAt) -> ResponseReturnValue:
    """Let an interrupted paper go on here."""
    uid = request.form.get("uid", "")[:40]
    return _done(there, lambda: resume(db(), origin(), there.here, uid), "#bai")


def one_of(kind: type[E], text: str) -> E:
    """The member with that value. Raises NotFound for what no screen of ours sends."""
    try:
        return kind(text)
    except ValueError:
        raise NotFound from None


def check_own(there: PersonAt) -> None:
    """Raises Forbidden for others than the sitting's opener."""
    if there.here.sitting.opened_by_id != person_id():
        raise Forbidden


def person_address(there: PersonAt, more: str = "") -> str:
    """Where somebody at a sitting is, or a part of it."""
    return address(there.here.sitting.code, f"/nguoi/{there.person.id}{more}")


def _done(there: PersonAt, change: Callable[[], object], part: str = "") -> ResponseReturnValue:
    """Do it and come back to the page; a rule that turns it down says so at its top."""
    check_own(there)
    try:
        change()
    except Refused as refusal:
        form = BlankForm()
        form.show(refusal)
        return person_screen(there, form)
    return redirect(person_address(there, part), 303)


def person_screen(there: PersonAt, form: Form) -> Response:
    """All that the opener can say of somebody, with a rule's sentence at its top. Raises Forbidden for others."""
    check_own(there)
    sitting, person, at = there.here.sitting, there.person, clock.now()
    know_form = KnowForm(known_by=there.presence.known_by or "", witness=str(there.presence.witness_id or ""))
    able = witnesses(db(), there.here, person.id, at)
    know_form.witness.choices = [
        SelectChoice("", gettext("Chưa chọn")),
        *(SelectChoice(str(one), name) for one, name in able.items()),
    ]
    child = is_child(person.birth_year, clock.today())
    return page(
        "assessments/sitting_person.html",
        form=form,
        there=there,
        know=know_form,
        open=is_open(sitting, at),
        tasks=tasks_of(db(), person.id, sitting.id, library()),
        papers=papers_at(db(), sitting.id, person.id),
        resumable=waiting_here(db(), sitting, at, person.id),
        same_day=clock.day_of(at) == clock.day_of(end_of(sitting)),
        checks=checks_for(db(), there, library(), at),
        check_form=CheckForm(),
        evidence_words=EVIDENCE_WORDS,
        title_of=title,
        child=child,
        consent=active_consent(db(), person.id) if child else None,
    )
