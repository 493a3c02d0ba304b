"""The page of a unit, for those with a post that reaches it."""

from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.offices.views import bp
from lms.units.models import UnitVersion
from lms.units.queries import ancestors, children, unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor
from lms.web.pages import page


@bp.get("/don-vi/<code>/")
@needs(Permission.UNIT_SEE, on=unit_by_code)
def unit(found: UnitVersion) -> ResponseReturnValue:
    """What a unit is, what it stands under, and what stands directly below it."""
    reached = [one for one in ancestors(db(), found) if actor().may(Permission.UNIT_SEE, one.path)]
    above = [(one.spoken, f"/don-vi/{one.code}/") for one in reversed(reached)]
    return page("offices/unit.html", unit=found, crumbs_above=above, below=children(db(), found))
