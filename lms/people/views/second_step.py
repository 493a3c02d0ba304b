"""The second step of signing in, for those who turned it on: no session before its code is right."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.errors import Refused
from lms.people.actions.limits import clear
from lms.people.actions.second_factor import (
    FirstStep,
    count_code,
    read_first_step,
    second_step_of,
    step_typed,
    use_step,
)
from lms.people.adapters.running import hasher, this_device
from lms.people.forms import SecondStepForm
from lms.people.models import SignIn
from lms.people.views import bp
from lms.people.views.signing import after, begin
from lms.web.database import aside, db, reading
from lms.web.guard import begins_session, public
from lms.web.pages import page


@bp.post("/dang-nhap/hai-lop")
@public
@begins_session
def second_step_sent() -> ResponseReturnValue:
    """Check the code; whoever took longer than five minutes begins again."""
    form = SecondStepForm.sent()
    first = read_first_step(hasher(), form.text("token"))
    with reading() as session:
        sign_in = second_step_of(session, first) if first else None
    if first is None or sign_in is None:
        return redirect(url_for(".sign_in", lau=1, tiep=after()), 303)
    if form.is_sent_and_whole():
        try:
            _check_code(first, sign_in, form.text("digits"))
        except Refused as refusal:
            form.show(refusal)
        else:
            return begin(sign_in, own_device=first.own_device)
    return page("people/second_step.html", form=form, after=after())


def _check_code(first: FirstStep, sign_in: SignIn, typed: str) -> None:
    """Raises Refused when the code is not of this moment, was used, or too many were wrong."""
    with aside() as session:
        key = count_code(session, first.person_id, this_device())
    step = step_typed(hasher(), sign_in.second_factor or "", typed, clock.now())
    with aside() as session:
        clear(session, key)
    use_step(db(), sign_in, step)
