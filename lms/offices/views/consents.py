"""`/don-vi/<code>/nguoi/<person>/dong-y`: leave to show a child's confirmations, recorded from paper, or withdrawn."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.confirmations.actions.consents import record_consent, withdraw_consent
from lms.confirmations.forms.consents import ConsentForm
from lms.confirmations.queries.checking import active_consent
from lms.errors import Forbidden, NotFound, Refused
from lms.offices.queries.people import PersonIn, member_in
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.rules.registration import is_child
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

AT = "/don-vi/<code>/nguoi/<int:person>/dong-y"


@bp.get(AT)
@needs(Permission.PERSON_CARE, on=member_in)
def child_consent(found: PersonIn) -> ResponseReturnValue:
    """Whether there is leave, and what both consents need."""
    away = _at_work(found)
    return _shown(found, ConsentForm(signed_on=f"{clock.today():%d/%m/%Y}")) if away is None else away


@bp.post(AT)
@needs(Permission.PERSON_CARE, on=member_in)
def child_consent_sent(found: PersonIn) -> ResponseReturnValue:
    """Record both, or withdraw them at once."""
    if (away := _at_work(found)) is not None:
        return away
    if "rut" in request.form:
        withdraw_consent(db(), origin(), found.person.id)
        return redirect(_address(found), 303)
    form = ConsentForm.sent()
    if form.is_sent_and_whole():
        try:
            record_consent(db(), origin(), found.person.id, **form.said(clock.today()))
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(_address(found), 303)
    return _shown(found, form)


def _at_work(found: PersonIn) -> ResponseReturnValue | None:
    """None for a child whose name may be read now. Raises NotFound for a grown-up, Forbidden for oneself."""
    if not is_child(found.person.birth_year, clock.today()):
        raise NotFound
    if found.person.id == person_id():
        raise Forbidden
    return names_shown(found.unit)


def _shown(found: PersonIn, form: ConsentForm) -> Response:
    look(Act.PERSON_READ, found.unit, subject_person_id=found.person.id)
    consent = active_consent(db(), found.person.id)
    return page("offices/child_consent.html", form=form, unit=found.unit, person=found.person, consent=consent)


def _address(found: PersonIn) -> str:
    return url_for(".child_consent", code=found.unit.code, person=found.person.id)
