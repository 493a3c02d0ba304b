"""`/don-vi/<code>/chi-tieu`: what a unit is to reach, in the words of documents; its own and those from above."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.coverage.actions.numbers import NewTarget, set_target, withdraw_target
from lms.coverage.queries.places import covered_unit
from lms.coverage.queries.targets import targets_of
from lms.coverage.rules.groups import GROUPS, group_of
from lms.coverage.rules.kinds import TARGET_WORDS, TargetCount
from lms.coverage.rules.rates import percent
from lms.offices.forms.numbers import TargetForm
from lms.offices.rules.numbers import read_document_day, read_share
from lms.offices.views import bp
from lms.offices.views.numbers import asked_year, number_id, year_items
from lms.people.forms import BlankForm
from lms.units.models import UnitVersion
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page


@bp.get("/don-vi/<code>/chi-tieu")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def targets(unit: UnitVersion) -> ResponseReturnValue:
    """The targets that hold at a unit, the nearest document's first."""
    return _shown(unit, TargetForm())


@bp.post("/don-vi/<code>/chi-tieu")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def targets_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Enter a target of the unit's own."""
    form = TargetForm.sent()
    new = _new(form)
    if new is None:
        return _shown(unit, form)
    set_target(db(), origin(), unit.unit_id, new, once=form.text("once")[:80])
    return redirect(_address(unit, new.year), 303)


@bp.post("/don-vi/<code>/chi-tieu/thoi")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def target_withdrawn(unit: UnitVersion) -> ResponseReturnValue:
    """Have a target of the unit's own hold no longer."""
    withdraw_target(db(), origin(), unit.unit_id, number_id(request.form.get("target", "")))
    return redirect(_address(unit, asked_year()), 303)


def _shown(unit: UnitVersion, form: TargetForm) -> Response:
    year = asked_year()
    return page(
        "offices/targets.html",
        form=form,
        unit=unit,
        year=year,
        year_items=year_items(unit, "chi-tieu"),
        targets=targets_of(db(), unit, year),
        groups={one.code: one for one in GROUPS},
        keeps=actor().may(Permission.NUMBER_KEEP, unit.path),
        blank=BlankForm(),
        percent=percent,
        target_words=TARGET_WORDS,
    )


def _new(form: TargetForm) -> NewTarget | None:
    """What was entered, or None with every mistake beside its field."""
    form.is_sent_and_whole()
    found = form.read(
        share=read_share,
        document_on=lambda typed: read_document_day(typed, clock.today(), needed=True),
    )
    if form.errors or group_of(form.text("group")) is None:
        return None
    return NewTarget(
        group=form.text("group"),
        year=asked_year(),
        counts=TargetCount(form.text("counts")),
        words=" ".join(form.text("words").split()),
        document=" ".join(form.text("document").split()),
        **found,
    )


def _address(unit: UnitVersion, year: int) -> str:
    return f"/don-vi/{unit.code}/chi-tieu?nam={year}"
