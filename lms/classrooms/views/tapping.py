"""`/vao-lop/<code>/<person>`: a pupil who tapped their own name signs in for the length of the lesson."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.classrooms.actions.lessons import come
from lms.classrooms.forms.lessons import ProofForm
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.lessons import period_now, pupil_in
from lms.classrooms.views import bp
from lms.classrooms.views.arriving import arrived_at
from lms.classrooms.views.proving import proof_page, proved
from lms.people.actions.signing_in import note_sign_in
from lms.people.models import Person, SignIn
from lms.web import identity
from lms.web.database import db, reading
from lms.web.guard import begins_session, public
from lms.web.identity import origin

START, KEPT = "/toi", "/toi?xong=giu"
"""Where a pupil goes on; the second one tells that a wish to be deleted has been taken back by coming in."""


@bp.get("/vao-lop/<code>/<int:person>")
@public
def tap(code: str, person: int) -> ResponseReturnValue:
    """The pupil's own pictures or PIN to tap; without a lesson, the class's door."""
    here = arrived_at(code)
    if not isinstance(here, ClassAt):
        return here
    tapped = _tapped(here, person)
    return proof_page(here, tapped[1], ProofForm(formdata=None), beside=False) if tapped else _door(here)


@bp.post("/vao-lop/<code>/<int:person>")
@public
@begins_session
def tap_sent(code: str, person: int) -> ResponseReturnValue:
    """One picture more, or all of them: then in they are, until the lesson ends."""
    here = arrived_at(code)
    if not isinstance(here, ClassAt):
        return here
    tapped = _tapped(here, person)
    if tapped is None:
        return _door(here)
    lesson, pupil = tapped
    found = proved(here, pupil, lesson, ProofForm.sent(), beside=False)
    return _let_in(here, pupil, found) if isinstance(found, SignIn) else found


def _tapped(here: ClassAt, person_id: int) -> tuple[int, Person] | None:
    """The lesson that goes on and the pupil; None between lessons. Raises NotFound for who is not of the class."""
    with reading() as session:
        period = period_now(session, here.room.id, clock.now())
        return (period.id, pupil_in(session, here.room.id, person_id)) if period else None


def _let_in(here: ClassAt, pupil: Person, found: SignIn) -> ResponseReturnValue:
    """Begin the session, unless the lesson has ended or the pupil been taken out meanwhile."""
    period = period_now(db(), here.room.id, clock.now())
    if period is None:
        return _door(here)
    pupil_in(db(), here.room.id, pupil.id)
    kept = note_sign_in(db(), origin(), found, own_device=False)
    if pupil.stopped_at is None:
        come(db(), period.id, pupil.id)
    identity.sign_in(found.person_id, found.epoch, own_device=False, lesson=period.id)
    return redirect(KEPT if kept else START, 303)


def _door(here: ClassAt) -> ResponseReturnValue:
    return redirect(url_for(".arrived", code=here.room.join_code), 303)
