"""`/don-vi/<code>/xac-nhan`: confirmations of which somebody said “this is not me”, waiting to be looked at."""

from flask import request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.confirmations.queries.doubts import MOST_A_PAGE, count_doubted, waiting_at
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import AUDIENCE_WORDS
from lms.errors import Forbidden
from lms.offices.views import bp
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, person_id
from lms.web.pages import page


@bp.get("/don-vi/<code>/xac-nhan")
@needs(Permission.CONFIRMATION_REVOKE, on=unit_by_code)
def doubts(found: UnitVersion) -> ResponseReturnValue:
    """The last reported first, by name: for managers at a commune, school or office and below."""
    if not actor().may_know(Permission.CONFIRMATION_REVOKE, found.path):
        raise Forbidden
    count = count_doubted(db(), [found.path], person_id())
    most = max(1, -(-count // MOST_A_PAGE))
    asked = request.args.get("trang", "")
    at = min(max(1, int(asked)), most) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return page(
        "offices/doubts.html",
        unit=found,
        count=count,
        rows=waiting_at(db(), found.path, person_id(), at),
        at=at,
        most=most,
        serial_of=shown,
        audience_words=AUDIENCE_WORDS,
        day_of=clock.day_of,
        time_of_day=clock.time_of_day,
    )
