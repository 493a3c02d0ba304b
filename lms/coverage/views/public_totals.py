"""`/so-lieu/<code>`: a unit's totals for everybody, where its manager has switched them on."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.content.adapters.running import library
from lms.coverage.forms.reading import stands_on
from lms.coverage.queries.places import covered_unit
from lms.coverage.queries.publishing import open_page, public_totals
from lms.coverage.rules.kinds import SOURCE_WORDS
from lms.coverage.rules.periods import ROMAN, last_closed, quarter_of
from lms.coverage.rules.publishing import FEWEST
from lms.coverage.rules.rates import percent, whole
from lms.coverage.views import bp
from lms.errors import NotFound
from lms.web.database import db
from lms.web.guard import shared
from lms.web.pages import pack, send


@bp.get("/so-lieu/<code>")
@shared
def public_figures(code: str) -> ResponseReturnValue:
    """The totals by the end of the last quarter. Raises NotFound while the page is off."""
    unit = covered_unit(db(), code)
    if open_page(db(), unit.unit_id) is None:
        raise NotFound
    until = last_closed(clock.today())
    totals = public_totals(db(), unit, until, library())
    html = render_template(
        "coverage/public_figures.html",
        totals=totals,
        basis=stands_on(totals),
        quarter=f"{ROMAN[quarter_of(until)]}/{until.year}",
        fewest=FEWEST,
        sources=SOURCE_WORDS,
        percent=percent,
        whole=whole,
    )
    return send(pack(html.encode()))
