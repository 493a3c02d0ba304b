"""`/don-vi/`: the units of one's posts, and a way to any unit that they reach."""

from flask import request
from flask.typing import ResponseReturnValue

from lms.errors import Forbidden
from lms.offices.forms.finding import UnitFindForm
from lms.offices.queries.reach import units_like
from lms.offices.views import bp
from lms.units.queries import living_by_id, places
from lms.web.database import db
from lms.web.guard import signed_in
from lms.web.identity import actor
from lms.web.pages import page


@bp.get("/don-vi/")
@signed_in
def unit_find() -> ResponseReturnValue:
    """Open the page of a unit. Raises Forbidden for somebody without a post."""
    if not actor().is_staff:
        raise Forbidden
    form = UnitFindForm(q=request.args.get("q", "")[:80])
    typed = form.text("q").strip()
    found = units_like(db(), actor(), typed) if typed else []
    own = living_by_id(db(), [post.unit_id for post in actor().posts])
    said = places(db(), [unit.unit_id for unit in found])
    return page("offices/unit_find.html", form=form, typed=typed, found=found, own=list(own.values()), said=said)
