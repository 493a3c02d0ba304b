"""Short checks at a sitting: drawing one for somebody present, and ticking its three tasks."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.assessments.actions.spot_checks import begin_check, settle_tasks
from lms.assessments.forms.sittings import CheckForm, SeenForm
from lms.assessments.queries.sittings import PersonAt, person_at
from lms.assessments.queries.spot_checks import CheckAt, check_at
from lms.assessments.rules.kinds import AttemptState, CheckBy
from lms.assessments.views import bp
from lms.assessments.views.sitting_person import check_own, one_of, person_address, person_screen
from lms.content.adapters.running import library
from lms.errors import Refused
from lms.people.forms import BlankForm
from lms.skills.rules import Audience
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.post("/buoi/<code>/nguoi/<int:person>/kiem-tra-lai")
@needs(Permission.SITTING_OPEN, on=person_at)
def check_begun(there: PersonAt) -> ResponseReturnValue:
    """Draw a check, by questions for the person's own device or by tasks for the opener's eyes."""
    form = CheckForm.sent()
    audience, by = one_of(Audience, request.form.get("audience", "")), one_of(CheckBy, request.form.get("by", ""))
    try:
        made = begin_check(db(), origin(), there, library(), audience=audience, by=by, once=form.text("once"))
    except Refused as refusal:
        above = BlankForm()
        above.show(refusal)
        return person_screen(there, above)
    to_tick = made.check_tasks is not None and made.state is AttemptState.OPEN
    return redirect(person_address(there, f"/kiem-tra-lai/{made.uid}" if to_tick else "#kiem-tra-lai"), 303)


@bp.get("/buoi/<code>/nguoi/<int:person>/kiem-tra-lai/<uid>")
@needs(Permission.SITTING_OPEN, on=check_at)
def sitting_check(found: CheckAt) -> ResponseReturnValue:
    """The three tasks that were drawn; one settled already leads back to the person."""
    check_own(found.there)
    if found.attempt.state is not AttemptState.OPEN:
        return redirect(person_address(found.there, "#kiem-tra-lai"))
    return _shown(found, SeenForm())


@bp.post("/buoi/<code>/nguoi/<int:person>/kiem-tra-lai/<uid>")
@needs(Permission.SITTING_OPEN, on=check_at)
def check_ticked(found: CheckAt) -> ResponseReturnValue:
    """Keep what was seen; sent twice the first holds."""
    check_own(found.there)
    form = SeenForm.sent()
    if not form.is_sent_and_whole():
        return _shown(found, form)
    try:
        settle_tasks(db(), origin(), found, form.done, library())
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    return redirect(person_address(found.there, "#kiem-tra-lai"), 303)


def _shown(found: CheckAt, form: SeenForm) -> Response:
    form.ask([task.text for task in found.tasks])
    return page("assessments/sitting_check.html", form=form, found=found)
