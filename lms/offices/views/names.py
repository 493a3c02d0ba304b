"""Who may read names at a unit, and `/don-vi/<code>/ly-do`: why somebody above looks."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.errors import Forbidden, Refused
from lms.offices.forms.reasons import ReasonForm
from lms.offices.views import bp
from lms.people.actions.reasons import state_reason
from lms.people.queries.reasons import reason_in_force
from lms.people.rules.reasons import NAMES_SHOWN_FOR, clean_reason
from lms.units.models import UnitVersion
from lms.units.queries import children, unit_by_code
from lms.units.rules import PROVINCIAL, UnitKind
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page
from lms.web.rules import SAFE_METHODS, safe_next

TOO_WIDE = PROVINCIAL | {UnitKind.COUNTRY}
"""Where no list of names is shown at all, whatever the reason: one goes to a commune, school or office."""


def names_shown(unit: UnitVersion) -> Response | None:
    """None when the visitor may read names at the unit now: by a near post, or by a reason stated within the hour.

    Else the way to `/don-vi/<code>/ly-do`, for those whose post reaches from above. Raises Forbidden for those whose
    posts show no names there. Every screen with names calls this first.
    """
    who = actor()
    if who.may_know(Permission.PERSON_SEE, unit.path):
        return None
    if not who.may(Permission.PERSON_SEE, unit.path):
        raise Forbidden
    if unit.kind not in TOO_WIDE and reason_in_force(db(), person_id(), unit.path, clock.now()) is not None:
        return None
    here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else url_for(".people", code=unit.code)
    away: Response = redirect(url_for(".reason", code=unit.code, tiep=here), 303)  # type: ignore[assignment]
    return away


@bp.get("/don-vi/<code>/ly-do")
@needs(Permission.PERSON_SEE, on=unit_by_code)
def reason(found: UnitVersion) -> ResponseReturnValue:
    """Ask why; where names are near enough there is nothing to state."""
    after = safe_next(request.args.get("tiep"))
    if actor().may_know(Permission.PERSON_SEE, found.path):
        return redirect(after or url_for(".people", code=found.code))
    return _asking(found, ReasonForm(tiep=after or ""))


@bp.post("/don-vi/<code>/ly-do")
@needs(Permission.PERSON_SEE, on=unit_by_code)
def reason_sent(found: UnitVersion) -> ResponseReturnValue:
    """Keep the reason and go on."""
    form = ReasonForm.sent()
    if found.kind in TOO_WIDE:
        form.show(Refused("Chọn một xã, trường hoặc cơ quan ở danh sách dưới đây trước."))
        return _asking(found, form)
    if not form.is_sent_and_whole():
        return _asking(found, form)
    try:
        cleaned = clean_reason(form.text("reason"))
    except Refused as refusal:
        form.show(refusal)
        return _asking(found, form)
    state_reason(db(), origin(), found, cleaned)
    return redirect(safe_next(form.text("tiep")) or url_for(".people", code=found.code), 303)


def _asking(unit: UnitVersion, form: ReasonForm) -> Response:
    wide = unit.kind in TOO_WIDE
    return page(
        "offices/reason.html",
        form=form,
        unit=unit,
        below=children(db(), unit) if wide else None,
        minutes=int(NAMES_SHOWN_FOR.total_seconds() // 60),
    )
