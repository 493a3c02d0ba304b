"""`/buoi/<code>/nguoi/<person>/huy/<uid>`: a paper of a sitting that its opener has count for nothing."""

from flask import redirect
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.assessments.actions.annulling import annul_here
from lms.assessments.forms.sittings import AnnulForm
from lms.assessments.queries.sitting_papers import PaperAt, paper_at
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.sittings import check_day
from lms.assessments.views import bp
from lms.assessments.views.sitting_person import check_own, person_address
from lms.content.adapters.running import library
from lms.errors import Refused
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/buoi/<code>/nguoi/<int:person>/huy/<uid>")
@needs(Permission.SITTING_OPEN, on=paper_at)
def paper_annulled(found: PaperAt) -> ResponseReturnValue:
    """What annulling means, and the reason to write; too late, it says so."""
    form = AnnulForm()
    try:
        check_day(found.there.here.sitting, clock.now())
    except Refused as refusal:
        form.show(refusal)
    return _asking(found, form)


@bp.post("/buoi/<code>/nguoi/<int:person>/huy/<uid>")
@needs(Permission.SITTING_OPEN, on=paper_at)
def paper_annulled_sent(found: PaperAt) -> ResponseReturnValue:
    """Annul it; sent twice it is annulled once."""
    check_own(found.there)
    form = AnnulForm.sent()
    if form.is_sent_and_whole():
        try:
            annul_here(db(), origin(), found, form.text("why"), library())
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(person_address(found.there, "#bai"), 303)
    return _asking(found, form)


def _asking(found: PaperAt, form: AnnulForm) -> ResponseReturnValue:
    check_own(found.there)
    if found.attempt.state is AttemptState.ANNULLED:
        return redirect(person_address(found.there, "#bai"), 303)
    return page("assessments/paper_annulled.html", form=form, there=found.there, paper=found.attempt)
