"""Two pupils at one machine in a lesson: joining, changing places, leaving."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.classrooms.actions.lessons import come, leave
from lms.classrooms.forms.lessons import ProofForm
from lms.classrooms.queries.classes import ClassAt, class_of
from lms.classrooms.queries.lessons import period_by_id, pupil_in
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.views import bp
from lms.classrooms.views.arriving import is_kid
from lms.classrooms.views.proving import proof_page, proved
from lms.errors import Refused
from lms.people.actions.signing_in import note_sign_in
from lms.people.forms import BlankForm
from lms.people.models import Person, SignIn
from lms.web import identity
from lms.web.database import db, reading
from lms.web.guard import public
from lms.web.identity import at_screen
from lms.web.pages import page
from lms.web.rules import safe_next


@bp.get("/vao-lop/may-nay")
@public
def machine() -> ResponseReturnValue:
    """Who is at this machine; adding a second pupil, changing places, leaving."""
    here = _class_here()
    if here is None:
        return _over()
    return page("classrooms/machine.html", form=BlankForm(), here=here, kid=is_kid(here))


@bp.get("/vao-lop/ban")
@public
def partner() -> ResponseReturnValue:
    """The class's names, to tap the second pupil's."""
    here, there = _class_here(), at_screen()
    if here is None or there is None:
        return _over()
    if there.beside is not None:
        return _machine()
    pupils = [one for one in pupils_of(db(), here.room.id) if one.person.id not in there.names]
    return page("classrooms/partner.html", here=here, pupils=pupils, kid=is_kid(here))


@bp.get("/vao-lop/ban/<int:person>")
@public
def partner_proof(person: int) -> ResponseReturnValue:
    """The second pupil's own pictures or PIN."""
    here = _class_here()
    if here is None:
        return _over()
    pupil = _pupil(here, person)
    return proof_page(here, pupil, ProofForm(formdata=None), beside=True) if pupil else _machine()


@bp.post("/vao-lop/ban/<int:person>")
@public
def partner_proof_sent(person: int) -> ResponseReturnValue:
    """One picture more, or all of them: then what is read and practised counts for both."""
    here, held, there = _class_here(), identity.lesson(), at_screen()
    if here is None or held is None or there is None:
        return _over()
    pupil, form = _pupil(here, person), ProofForm.sent()
    if pupil is None:
        return _machine()
    if pupil.stopped_at is not None:
        form.show(Refused("Bạn này đang dừng ghi việc học, nên em học một mình nhé."))
        return proof_page(here, pupil, form, beside=True)
    found = proved(here, pupil, held, form, beside=True)
    if not isinstance(found, SignIn):
        return found
    note_sign_in(db(), identity.origin(), found, own_device=False)
    come(db(), held, found.person_id, beside_id=next(iter(there.names)))
    identity.take_beside(found.person_id, found.epoch)
    return redirect(safe_next(request.form.get("tiep")) or "/toi", 303)


@bp.post("/vao-lop/may-nay/doi")
@public
def swapped() -> ResponseReturnValue:
    """Have the one who was beside be the one who works now; pressed twice is once."""
    there = at_screen()
    if there is None:
        return _over()
    if request.form.get("ai") == str(there.beside):
        identity.swap()
    return redirect(safe_next(request.form.get("tiep")) or url_for(".machine"), 303)


@bp.post("/vao-lop/may-nay/ra")
@public
def left() -> ResponseReturnValue:
    """One of the two leaves, or everybody at this machine."""
    there, held = at_screen(), identity.lesson()
    if there is None or held is None:
        return _over()
    going = [one for one in there.names if request.form.get("ai") in (str(one), "het")]
    leave(db(), held, *going)
    if len(going) == len(there.names):
        identity.end_lesson()
        return _over()
    if going and going[0] != there.beside:
        identity.swap()
    if going:
        identity.leave_beside()
    return _machine()


def _class_here() -> ClassAt | None:
    """The class whose lesson this session belongs to; None when it goes on no more."""
    held = identity.lesson()
    if at_screen() is None or held is None:
        return None
    with reading() as session:
        period = period_by_id(session, held)
        return class_of(session, period.classroom_id) if period else None


def _pupil(here: ClassAt, person_id: int) -> Person | None:
    """Somebody of the class to join in; None when two are at the machine. Raises NotFound."""
    there = at_screen()
    if there is None or there.beside is not None or person_id in there.names:
        return None
    with reading() as session:
        return pupil_in(session, here.room.id, person_id)


def _machine() -> Response:
    return redirect(url_for(".machine"), 303)  # type: ignore[return-value]


def _over() -> Response:
    return redirect(url_for(".lesson_over"), 303)  # type: ignore[return-value]
