"""Both consents for a child at a sitting: recorded while the child is there, withdrawn at any time."""

from flask import redirect
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.assessments.actions.presence import held_presence
from lms.assessments.queries.sittings import PersonAt, person_at
from lms.assessments.rules.kinds import Presence
from lms.assessments.views import bp
from lms.assessments.views.sitting_person import check_own, person_address
from lms.confirmations.actions.consents import record_consent, withdraw_consent
from lms.confirmations.forms.consents import ConsentForm
from lms.errors import NotFound, Refused
from lms.people.rules.registration import is_child
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/buoi/<code>/nguoi/<int:person>/dong-y")
@needs(Permission.SITTING_OPEN, on=person_at)
def sitting_consent(there: PersonAt) -> ResponseReturnValue:
    """What both consents for a child need."""
    return _consent(there, ConsentForm(signed_on=f"{clock.today():%d/%m/%Y}"))


@bp.post("/buoi/<code>/nguoi/<int:person>/dong-y")
@needs(Permission.SITTING_OPEN, on=person_at)
def consent_sent(there: PersonAt) -> ResponseReturnValue:
    """Record them, for a child who is here."""
    form = ConsentForm.sent()
    if form.is_sent_and_whole():
        try:
            _record(there, form)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(person_address(there), 303)
    return _consent(there, form)


@bp.post("/buoi/<code>/nguoi/<int:person>/rut-dong-y")
@needs(Permission.SITTING_OPEN, on=person_at)
def consent_withdrawn(there: PersonAt) -> ResponseReturnValue:
    """Withdraw them at once; also when the sitting is over."""
    check_own(there)
    withdraw_consent(db(), origin(), there.person.id)
    return redirect(person_address(there), 303)


def _record(there: PersonAt, form: ConsentForm) -> None:
    """Raises NotFound for somebody who is no child, Refused for one not ticked present, or when the sitting is over."""
    if not is_child(there.person.birth_year, clock.today()):
        raise NotFound
    presence = held_presence(db(), origin(), there)
    if presence.state is not Presence.PRESENT:
        raise Refused("Điểm danh “Có mặt” trước: lời đồng ý của em phải do chính em nói ở đây.")
    record_consent(db(), origin(), there.person.id, **form.said(clock.today()))


def _consent(there: PersonAt, form: ConsentForm) -> ResponseReturnValue:
    check_own(there)
    if not is_child(there.person.birth_year, clock.today()):
        raise NotFound
    return page("assessments/sitting_consent.html", form=form, there=there)
