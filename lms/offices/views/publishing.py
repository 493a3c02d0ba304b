"""`/don-vi/<code>/cong-khai`: whether everybody may see the unit's totals, since when, and what they would see."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.content.adapters.running import library
from lms.coverage.actions.publishing import publish_totals, withdraw_totals
from lms.coverage.queries.places import covered_unit
from lms.coverage.queries.publishing import open_page, page_history, public_totals
from lms.coverage.rules.periods import last_closed
from lms.coverage.rules.publishing import FEWEST
from lms.coverage.rules.rates import whole
from lms.offices.views import bp
from lms.people.forms import BlankForm
from lms.units.models import UnitVersion
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/don-vi/<code>/cong-khai")
@needs(Permission.TOTALS_PUBLISH, on=covered_unit)
def publishing(unit: UnitVersion) -> ResponseReturnValue:
    """What everybody would see, and the switch."""
    return page(
        "offices/publishing.html",
        form=BlankForm(),
        unit=unit,
        held=open_page(db(), unit.unit_id),
        history=page_history(db(), unit.unit_id),
        totals=public_totals(db(), unit, last_closed(clock.today()), library()),
        fewest=FEWEST,
        whole=whole,
        day_of=clock.day_of,
    )


@bp.post("/don-vi/<code>/cong-khai")
@needs(Permission.TOTALS_PUBLISH, on=covered_unit)
def publishing_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Switch it on or off."""
    act = {"bat": publish_totals, "tat": withdraw_totals}.get(request.form.get("do", ""))
    if act is not None:
        act(db(), origin(), unit.unit_id)
    return redirect(f"/don-vi/{unit.code}/cong-khai", 303)
