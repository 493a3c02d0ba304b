"""`/xac-nhan/<serial>/quan-ly`: what was said against a confirmation, settling it, and taking a confirmation back."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.confirmations.actions.doubting import clear, revoke_by_hand
from lms.confirmations.forms.asking import DoubtForm, RevokeForm
from lms.confirmations.forms.managed import Managed, managed
from lms.confirmations.models import Confirmation
from lms.confirmations.queries.checking import by_serial
from lms.confirmations.queries.doubts import reports_on
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.kinds import Reason, State
from lms.confirmations.rules.serials import shown
from lms.confirmations.views import bp
from lms.confirmations.views.reaching import check_reach
from lms.errors import Forbidden, NotFound, Refused
from lms.web.database import db
from lms.web.guard import signed_in
from lms.web.identity import origin, person_id
from lms.web.pages import page


@bp.get("/xac-nhan/<serial>/quan-ly")
@signed_in
def manage(serial: str) -> ResponseReturnValue:
    """What it says, what was reported of it, and what can be done; never a score."""
    one = _reached(serial)
    return page("confirmations/manage.html", form=DoubtForm(), one=_managed(one))


@bp.post("/xac-nhan/<serial>/quan-ly/dung")
@signed_in
def clear_sent(serial: str) -> ResponseReturnValue:
    """Looked at, and right: every open report is settled; sent twice it is settled once."""
    one = _reached(serial)
    clear(db(), origin(), one)
    return redirect(url_for(".manage", serial=shown(one.serial)), 303)


@bp.get("/xac-nhan/<serial>/quan-ly/thu-hoi")
@signed_in
def revoke(serial: str) -> ResponseReturnValue:
    """What taking it back means, and the reasons there are; one that has ended leads back."""
    return _revoking(_reached(serial), RevokeForm())


@bp.post("/xac-nhan/<serial>/quan-ly/thu-hoi")
@signed_in
def revoke_sent(serial: str) -> ResponseReturnValue:
    """Take it back; one that has ended stays as it is."""
    one, form = _reached(serial), RevokeForm.sent()
    if not form.is_sent_and_whole():
        return _revoking(one, form)
    try:
        revoke_by_hand(db(), origin(), one, Reason(form.text("reason")))
    except Refused as refusal:
        form.show(refusal)
        return _revoking(one, form)
    return redirect(url_for(".manage", serial=shown(one.serial)), 303)


def _reached(serial: str) -> Confirmation:
    """The confirmation with a serial, for somebody who may take it back.

    Raises NotFound for nobody's or out of reach, Forbidden within it, and for its owner, whoever they are.
    """
    one = by_serial(db(), serial)
    if one is None or one.state is State.ERASED:
        raise NotFound
    check_reach(one, Permission.CONFIRMATION_REVOKE)
    if one.person_id == person_id():
        raise Forbidden
    return one


def _managed(one: Confirmation) -> Managed:
    same = (held for held in valid_confirmations(db(), one.person_id) if held.audience is one.audience)
    now = next((held for held in same if held.framework == one.framework), None)
    return managed(one, now, reports_on(db(), one))


def _revoking(one: Confirmation, form: RevokeForm) -> ResponseReturnValue:
    if one.state is not State.VALID:
        return redirect(url_for(".manage", serial=shown(one.serial)), 303)
    return page("confirmations/revoke.html", form=form, one=_managed(one))
