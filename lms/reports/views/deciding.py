"""`/bao-cao/<code>/cai-dat`: on which day periods end, how long units below have, where reports go."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.coverage.queries.places import covered_unit
from lms.coverage.rules.periods import ROMAN
from lms.errors import NotFound, Refused
from lms.people.forms import BlankForm
from lms.reports.actions.deciding import add_recipient, decide, drop_recipient
from lms.reports.forms.names import recipients_of
from lms.reports.forms.printing import check_drawn
from lms.reports.forms.signing import CalendarForm, RecipientForm, in_words_day
from lms.reports.queries.decided import decided_over, outside_of
from lms.reports.rules.periods import (
    Calendar,
    ends_day,
    nominal_end,
    quarters_to_come,
    read_days,
    read_quarter,
    working_days,
)
from lms.reports.rules.states import held_at
from lms.reports.rules.typed import clean_line
from lms.reports.views import bp
from lms.reports.views.reaching import check_held
from lms.units.models import UnitVersion
from lms.units.queries import ancestors
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page
from lms.web.words import in_words


@bp.get("/bao-cao/<code>/cai-dat")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def deciding(unit: UnitVersion) -> ResponseReturnValue:
    """What holds, and forms for those who decide it."""
    return _shown(unit, CalendarForm(), RecipientForm())


@bp.post("/bao-cao/<code>/cai-dat/ky")
@needs(Permission.REPORT_SIGN, on=covered_unit)
def calendar_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Decide on period ends and days."""
    check_held(unit, Permission.REPORT_SIGN)
    form = CalendarForm.sent()
    form.quarter.choices = _quarters()
    form.is_sent_and_whole()
    try:
        year, quarter = read_quarter(form.text("quarter"))
        if (year, quarter) not in quarters_to_come(clock.today()):
            raise Refused("Chỉ đổi từ quý này trở đi: kỳ đã qua giữ như cũ.", field="quarter")
        day, days = read_days(form.text("ends_day"), form.text("working_days"))
        if not form.errors:
            decide(db(), origin(), unit, Calendar(nominal_end(year, quarter).replace(day=1), day, days))
    except Refused as refusal:
        form.show(refusal)
    return _shown(unit, form, RecipientForm()) if form.errors else redirect(_address(unit), 303)


@bp.post("/bao-cao/<code>/cai-dat/noi-nhan")
@needs(Permission.REPORT_DRAFT, on=covered_unit)
def recipient_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Add a place that reports go to."""
    check_held(unit, Permission.REPORT_DRAFT)
    form = RecipientForm.sent()
    form.is_sent_and_whole()
    check_drawn(form, ["name"])
    try:
        if not form.errors:
            add_recipient(db(), origin(), unit, clean_line(form.text("name")))
    except Refused as refusal:
        form.show(refusal)
    return _shown(unit, CalendarForm(), form) if form.errors else redirect(_address(unit), 303)


@bp.post("/bao-cao/<code>/cai-dat/noi-nhan/bo")
@needs(Permission.REPORT_DRAFT, on=covered_unit)
def recipient_dropped(unit: UnitVersion) -> ResponseReturnValue:
    """Send there no longer."""
    check_held(unit, Permission.REPORT_DRAFT)
    number = request.form.get("recipient", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise NotFound
    drop_recipient(db(), origin(), unit, int(number))
    return redirect(_address(unit), 303)


def _shown(unit: UnitVersion, calendar: CalendarForm, recipient: RecipientForm) -> Response:
    line, today = decided_over(db(), unit), clock.today()
    calendar.quarter.choices = _quarters()
    last = nominal_end(*quarters_to_come(today)[0])
    held = held_at(actor(), unit.path)
    return page(
        "reports/deciding.html",
        form=recipient if recipient.errors else calendar,
        unit=unit,
        calendar=calendar,
        recipient=recipient,
        ends=in_words_day(ends_day(line, last)),
        days=working_days(line, last),
        recipients=recipients_of(ancestors(db(), unit), outside_of(db(), unit.unit_id)),
        drafts=Permission.REPORT_DRAFT in held,
        signs=Permission.REPORT_SIGN in held,
        blank=BlankForm(),
    )


def _quarters() -> list[SelectChoice]:
    found = quarters_to_come(clock.today())
    return [
        SelectChoice(f"{year}-{quarter}", in_words("Quý %(n)s/%(year)s", n=ROMAN[quarter], year=year))
        for year, quarter in found
    ]


def _address(unit: UnitVersion) -> str:
    return f"/bao-cao/{unit.code}/cai-dat"
