"""`/don-vi/<code>/so-nguoi`: how many people a unit has to reach, as several sources say, and which number is used."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.coverage.actions.numbers import NewNumber, enter_number, take_merged_sum, use_number, withdraw_number
from lms.coverage.queries.numbers import below_of, numbers_at, uses_at
from lms.coverage.queries.places import covered_unit
from lms.coverage.queries.suggestions import Suggestion, suggested
from lms.coverage.rules.groups import GROUPS, group_of
from lms.coverage.rules.kinds import SOURCE_WORDS, NumberSource
from lms.coverage.rules.rates import whole
from lms.errors import NotFound, Refused
from lms.offices.forms.numbers import NumberForm, UseForm
from lms.offices.queries.tree import first_day
from lms.offices.rules.numbers import FIRST_YEAR, above, check_unit_year, read_document_day, read_number, read_year
from lms.offices.views import bp
from lms.people.forms import BlankForm
from lms.reports.queries.reports import names_of
from lms.units.models import UnitVersion
from lms.web.database import db
from lms.web.forms import Form
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page

LONGEST_SUM = 1_000
"""Characters that tell what a sum was added up from."""


@bp.get("/don-vi/<code>/so-nguoi")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def numbers(unit: UnitVersion) -> ResponseReturnValue:
    """The numbers side by side, by group; whoever keeps them enters another."""
    return _shown(unit, NumberForm())


@bp.post("/don-vi/<code>/so-nguoi")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def numbers_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Enter a number."""
    form = NumberForm.sent()
    new = _new(form)
    if new is None or not fits_unit(form, unit, new.year):
        return _shown(unit, form)
    above_id = above(actor(), unit.unit_id, unit.path)
    enter_number(db(), origin(), unit.unit_id, new, once=form.text("once")[:80], above_id=above_id)
    return redirect(_address(unit, new.year), 303)


@bp.post("/don-vi/<code>/so-nguoi/dung")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def number_used(unit: UnitVersion) -> ResponseReturnValue:
    """Have another number used from now on."""
    form = UseForm.sent()
    try:
        use_number(db(), origin(), unit.unit_id, number_id(form.text("number")), form.text("reason"))
    except Refused as refusal:
        form.show(refusal)
        return _shown(unit, NumberForm(), change=form)
    return redirect(_address(unit, asked_year()), 303)


@bp.post("/don-vi/<code>/so-nguoi/tong")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def merged_sum_taken(unit: UnitVersion) -> ResponseReturnValue:
    """Use what the numbers of units that became one add up to, as it was shown."""
    year, group = asked_year(), request.form.get("group", "")
    found = suggested(db(), unit, year).get(group)
    if found is not None and str(found.total) != request.form.get("total"):
        form = UseForm()
        form.show(Refused("Số cộng vừa đổi. Xem lại rồi bấm lần nữa."))
        return _shown(unit, NumberForm(), change=form)
    if found is not None:
        once, above_id = request.form.get("once", "")[:80], above(actor(), unit.unit_id, unit.path)
        new = _summed(unit, group, year, found)
        take_merged_sum(db(), origin(), unit.unit_id, new, _("Cộng khi sáp nhập"), once=once, above_id=above_id)
    return redirect(_address(unit, year), 303)


@bp.post("/don-vi/<code>/so-nguoi/rut")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def number_withdrawn(unit: UnitVersion) -> ResponseReturnValue:
    """Take a number back."""
    try:
        withdraw_number(db(), origin(), unit.unit_id, number_id(request.form.get("number", "")))
    except Refused as refusal:
        form = UseForm()
        form.show(refusal)
        return _shown(unit, NumberForm(), change=form)
    return redirect(_address(unit, asked_year()), 303)


def _shown(unit: UnitVersion, form: NumberForm, *, change: UseForm | None = None) -> Response:
    year = asked_year()
    rows, uses = numbers_at(db(), unit.unit_id, year), uses_at(db(), unit.unit_id, year)
    used = {}
    for use in reversed(uses):
        used[use.group_code] = use
    keeps = actor().may(Permission.NUMBER_KEEP, unit.path)
    answer: Form = change if change is not None and change.errors else form
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "year_items": year_items(unit, "so-nguoi"),
        "groups": [(one, [row for row in rows if row.group_code == one.code], used.get(one.code)) for one in GROUPS],
        "below": below_of(db(), unit, year),
        "sums": suggested(db(), unit, year),
        "keeps": keeps,
        "names": names_of(db(), [row.entered_by_id for row in rows]) if keeps else {},
        "sources": SOURCE_WORDS,
        "whole": whole,
        "entry": form,
        "change": change or UseForm(),
        "blank": BlankForm(),
        "day_of": clock.day_of,
    }
    return page("offices/numbers.html", form=answer, **context)


def fits_unit(form: Form, unit: UnitVersion, year: int) -> bool:
    """Whether the unit was there in the year; else it is said above the form."""
    try:
        check_unit_year(first_day(db(), unit.unit_id), year)
    except Refused as refusal:
        form.show(refusal)
        return False
    return True


def _summed(unit: UnitVersion, group: str, year: int, found: Suggestion) -> NewNumber:
    """The sum as a number that names what it was added up from."""
    parts = [_("%(unit)s %(n)s", unit=one.unit.spoken, n=whole(one.number)) for one in found.parts]
    if found.own is not None:
        parts.append(_("%(unit)s trước đó %(n)s", unit=unit.spoken, n=whole(found.own)))
    counting = _("cộng số đang dùng: %(parts)s", parts="; ".join(parts))[:LONGEST_SUM]
    return NewNumber(group, year, found.total, NumberSource.MERGED, counting, "", None)


def _new(form: NumberForm) -> NewNumber | None:
    """What was entered, or None with every mistake beside its field."""
    form.is_sent_and_whole()
    found = form.read(
        number=read_number,
        document_on=lambda typed: read_document_day(typed, clock.today(), needed=False),
    )
    if form.errors or group_of(form.text("group")) is None:
        return None
    return NewNumber(
        group=form.text("group"),
        year=asked_year(),
        source=NumberSource(form.text("source")),
        counting=" ".join(form.text("counting").split()),
        document=" ".join(form.text("document").split()),
        **found,
    )


def asked_year() -> int:
    """The year of the page; this one when there are no figures of the one asked for."""
    try:
        return read_year(request.args.get("nam", ""), clock.today())
    except Refused:
        return clock.today().year


def year_items(unit: UnitVersion, area: str) -> list[tuple[str, str]]:
    """The years that can be looked at, each with its address."""
    years = range(FIRST_YEAR, clock.today().year + 2)
    return [(str(year), f"/don-vi/{unit.code}/{area}?nam={year}") for year in years]


def _address(unit: UnitVersion, year: int) -> str:
    return f"/don-vi/{unit.code}/so-nguoi?nam={year}"


def number_id(text: str) -> int:
    """A row's number as a form of ours sends it. Raises NotFound for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound
    return int(text)
