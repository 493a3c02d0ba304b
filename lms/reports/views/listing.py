"""`/bao-cao/<code>/`: a unit's reports, beginning one, and how the units below are doing with theirs."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Held, Permission
from lms.coverage.queries.places import covered_unit
from lms.coverage.rules.periods import ROMAN
from lms.errors import Forbidden, Refused
from lms.people.forms import BlankForm
from lms.reports.actions.drafting import begin
from lms.reports.actions.sending import remind
from lms.reports.forms.drafting import BeginForm
from lms.reports.queries.below import standings_below
from lms.reports.queries.decided import decided_over, period_at
from lms.reports.queries.reports import reminders_of, reports_of, with_drafter
from lms.reports.rules.periods import ASKED, ReportPeriod, read_quarter, recent
from lms.reports.rules.states import STATE_TAGS, STATE_WORDS, held_at, may_see
from lms.reports.views import bp
from lms.reports.views.reaching import check_held
from lms.units.models import UnitVersion
from lms.units.queries import ancestors, living_by_id
from lms.web.database import db
from lms.web.guard import needs, signed_in
from lms.web.identity import actor, origin
from lms.web.pages import page


@bp.get("/bao-cao/")
@signed_in
def reports_start() -> ResponseReturnValue:
    """Send staff to the unit where they hold the post that reaches furthest. Raises Forbidden for everybody else."""
    posts: list[Held] = sorted(actor().posts, key=lambda post: (len(post.path), post.path))
    units = living_by_id(db(), [post.unit_id for post in posts[:1]])
    if not units:
        raise Forbidden
    return redirect(f"/bao-cao/{next(iter(units.values())).code}/")


@bp.get("/bao-cao/<code>/")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def reports(unit: UnitVersion) -> ResponseReturnValue:
    """The reports of a unit, what those below have sent, and a new one to begin."""
    return _shown(unit, BeginForm())


@bp.post("/bao-cao/<code>/")
@needs(Permission.REPORT_DRAFT, on=covered_unit)
def reports_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Begin a report; the one that is there when there is one."""
    check_held(unit, Permission.REPORT_DRAFT)
    form = BeginForm.sent()
    try:
        year, quarter = read_quarter(form.text("quarter"))
        report = begin(db(), origin(), unit, period_at(db(), unit, year, quarter, clock.today()))
    except Refused as refusal:
        form.show(refusal)
        return _shown(unit, form)
    return redirect(f"/bao-cao/{unit.code}/{report.id}", 303)


@bp.post("/bao-cao/<code>/nhac")
@needs(Permission.REPORT_SIGN, on=covered_unit)
def reminded(unit: UnitVersion) -> ResponseReturnValue:
    """Remind every unit below that has not sent its report, or one of them."""
    check_held(unit, Permission.REPORT_SIGN)
    period = asked_period(unit, request.form.get("quarter", ""))
    standings = standings_below(db(), unit, period.year, period.quarter or 1, clock.today())
    one = request.form.get("unit", "")
    wanted = [standing for standing in standings if one in ("", standing.unit.code)]
    count = remind(db(), origin(), unit, period.year, period.quarter or 1, standings=wanted)
    return redirect(f"/bao-cao/{unit.code}/?ky={period.year}-{period.quarter}&da-nhac={count}#cap-duoi", 303)


def _shown(unit: UnitVersion, form: BeginForm) -> Response:
    line, held = decided_over(db(), unit), held_at(actor(), unit.path)
    periods = recent(line, clock.today())
    form.offer(periods, next((one for one in periods if one.is_over), periods[0]))
    found = [one for one in reports_of(db(), unit) if may_see(actor(), one.state, unit.path)]
    period = asked_period(unit, request.args.get("ky", ""))
    again = request.args.get("da-nhac", "")
    return page(
        "reports/reports.html",
        form=form,
        unit=unit,
        above=[one for one in reversed(ancestors(db(), unit)) if actor().may(Permission.COVERAGE_READ, one.path)],
        reports=found,
        drafts=Permission.REPORT_DRAFT in held,
        signs=Permission.REPORT_SIGN in held,
        unwritten=unit.kind in ASKED and not with_drafter(db(), [unit.unit_id]),
        reminders=_reminders(unit) if held & {Permission.REPORT_DRAFT, Permission.REPORT_SIGN} else [],
        period=period,
        period_items=[(one.spoken, _address(unit, one)) for one in periods],
        at=_address(unit, period),
        standings=standings_below(db(), unit, period.year, period.quarter or 1, clock.today()),
        reminded=int(again) if again.isascii() and again.isdigit() and len(again) < 6 else None,
        blank=BlankForm(),
        **words_of_states(),
    )


def _reminders(unit: UnitVersion) -> list[Any]:
    """The last reminder of each period that is still open."""
    found: dict[tuple[int, int], Any] = {}
    for one in reminders_of(db(), [unit.unit_id]):
        found.setdefault((one.year, one.quarter), one)
    return list(found.values())


def words_of_states() -> dict[str, Any]:
    """What templates say of states."""
    return {"state_words": STATE_WORDS, "state_tags": STATE_TAGS, "day_of": clock.day_of, "roman": ROMAN}


def asked_period(unit: UnitVersion, typed: str) -> ReportPeriod:
    """The period asked for; the last one that is over when none is, or one there are no figures of."""
    line, today = decided_over(db(), unit), clock.today()
    try:
        period = period_at(db(), unit, *read_quarter(typed), today) if typed else None
    except Refused:
        period = None
    known = recent(line, today)
    return period or next((one for one in known if one.is_over), known[0])


def _address(unit: UnitVersion, period: ReportPeriod) -> str:
    return f"/bao-cao/{unit.code}/?ky={period.year}-{period.quarter}"
