"""`/bao-cao/<code>/doi-chieu`: what the units below reported beside what is counted for the same period now."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.content.adapters.running import library
from lms.coverage.queries.basis import levels_of
from lms.coverage.queries.coverage import coverage_of
from lms.coverage.queries.places import covered_unit
from lms.coverage.rules.rates import whole
from lms.reports.forms.compared import Compared, compared
from lms.reports.queries.below import Standing, standings_below
from lms.reports.queries.decided import decided_over
from lms.reports.rules.periods import recent
from lms.reports.views import bp
from lms.reports.views.listing import asked_period
from lms.units.models import UnitVersion
from lms.web.database import db
from lms.web.guard import needs
from lms.web.pages import page


@bp.get("/bao-cao/<code>/doi-chieu")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def comparing(unit: UnitVersion) -> ResponseReturnValue:
    """One row for each unit below and group: reported, live, and the difference."""
    period = asked_period(unit, request.args.get("ky", ""))
    today = clock.today()
    standings = standings_below(db(), unit, period.year, period.quarter or 1, today, frozen=True)
    known = recent(decided_over(db(), unit), today)
    here = f"/bao-cao/{unit.code}/doi-chieu?ky="
    return page(
        "reports/comparing.html",
        unit=unit,
        period=period,
        period_items=[(one.spoken, f"{here}{one.year}-{one.quarter}") for one in known],
        at=f"{here}{period.year}-{period.quarter}",
        rows=_rows(unit, standings),
        missing=[one for one in standings if one.waits],
        whole=whole,
    )


def _rows(unit: UnitVersion, standings: Sequence[Standing]) -> list[Compared]:
    """The rows; figures are read once for each day on which periods of units below end."""
    levels: Any = levels_of(library())
    found: list[Compared] = []
    for until in sorted({one.period.until for one in standings if one.period.until is not None}):
        live = {below.unit_id: lines for below, lines in coverage_of(db(), unit, until=until, levels=levels).below}
        for one in standings:
            if one.period.until == until and one.report is not None:
                found += compared(one.unit, one.report, live.get(one.unit.unit_id, ()))
    order = {one.unit.unit_id: place for place, one in enumerate(standings)}
    return sorted(found, key=lambda row: order[row.unit.unit_id])
