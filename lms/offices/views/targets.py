"""`/don-vi/<code>/chi-tieu`: what a unit is to reach, in the words of documents; its own and those from above."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.coverage.actions.hand_counts import NewHandCount, enter_hand_count, withdraw_hand_count
from lms.coverage.actions.numbers import NewTarget, set_target, withdraw_target
from lms.coverage.queries.aims import About, hand_counts_at
from lms.coverage.queries.ground import ground_of
from lms.coverage.queries.places import covered_unit
from lms.coverage.queries.targets import targets_of
from lms.coverage.rules.groups import GROUPS, group_of
from lms.coverage.rules.kinds import HAND_WORDS, TARGET_WORDS, HandCounted, TargetCount
from lms.coverage.rules.rates import percent, whole
from lms.coverage.rules.targets import beside_rates
from lms.offices.forms.numbers import HandCountForm, TargetForm, about_choices
from lms.offices.rules.numbers import (
    one_measure,
    read_amount,
    read_counted_day,
    read_document_day,
    read_share,
    read_typed_count,
)
from lms.offices.views import bp
from lms.offices.views.numbers import asked_year, fits_unit, number_id, year_items
from lms.people.forms import BlankForm
from lms.reports.queries.reports import names_of
from lms.skills.rules import ADULTS
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
    if new is None or not fits_unit(form, unit, new.year):
        return _shown(unit, form)
    set_target(db(), origin(), unit.unit_id, new, once=form.text("once")[:80])
    return redirect(_address(unit, new.year), 303)


@bp.post("/don-vi/<code>/chi-tieu/thoi")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def target_withdrawn(unit: UnitVersion) -> ResponseReturnValue:
    """Have a target of the unit's own hold no longer."""
    withdraw_target(db(), origin(), unit.unit_id, number_id(request.form.get("target", "")))
    return redirect(_address(unit, asked_year()), 303)


@bp.post("/don-vi/<code>/chi-tieu/so-nhap-tay")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def hand_count_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Type in a number that was counted elsewhere."""
    form, year = HandCountForm.sent(), asked_year()
    form.about.choices = about_choices(_abouts(unit, year))
    form.is_sent_and_whole()
    found = form.read(number=read_typed_count, counted_on=lambda typed: read_counted_day(typed, clock.today()))
    if form.errors or not fits_unit(form, unit, year):
        return _shown(unit, TargetForm(), typed=form)
    about, _, group = form.text("about").partition(":")
    document = " ".join(form.text("taken_from").split())
    new = NewHandCount(group, year, HandCounted(about), found["number"], found["counted_on"], document)
    enter_hand_count(db(), origin(), unit.unit_id, new, once=form.text("once")[:80])
    return redirect(_address(unit, year), 303)


@bp.post("/don-vi/<code>/chi-tieu/so-nhap-tay/rut")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def hand_count_withdrawn(unit: UnitVersion) -> ResponseReturnValue:
    """Take back a number that was typed in by mistake."""
    withdraw_hand_count(db(), origin(), unit.unit_id, number_id(request.form.get("count", "")))
    return redirect(_address(unit, asked_year()), 303)


def _abouts(unit: UnitVersion, year: int) -> list[About]:
    """What may be typed in at a unit: what its targets are compared with, and always who is confirmed on VNeID."""
    held = targets_of(db(), ground_of(db(), unit, None), year)
    pairs = [(one.group, one.about) for one in beside_rates(held) if one.about]
    return list(dict.fromkeys([*pairs, (ADULTS, HandCounted.VNEID)]))


def _shown(unit: UnitVersion, form: TargetForm, *, typed: HandCountForm | None = None) -> Response:
    year = asked_year()
    counts, keeps = hand_counts_at(db(), unit.unit_id, year), actor().may(Permission.NUMBER_KEEP, unit.path)
    entry = typed or HandCountForm()
    entry.about.choices = about_choices(_abouts(unit, year))
    return page(
        "offices/targets.html",
        form=entry if entry.errors else form,
        entry=form,
        typed=entry,
        counts=counts,
        names=names_of(db(), [one.entered_by_id for one in counts]) if keeps else {},
        hand_words=HAND_WORDS,
        whole=whole,
        day_of=clock.day_of,
        unit=unit,
        year=year,
        year_items=year_items(unit, "chi-tieu"),
        targets=targets_of(db(), ground_of(db(), unit, None), year),
        groups={one.code: one for one in GROUPS},
        keeps=keeps,
        blank=BlankForm(),
        percent=percent,
        target_words=TARGET_WORDS,
    )


def _new(form: TargetForm) -> NewTarget | None:
    """What was entered, or None with every mistake beside its field."""
    form.is_sent_and_whole()
    found = form.read(
        share=read_share,
        amount=read_amount,
        document_on=lambda typed: read_document_day(typed, clock.today(), needed=True),
    )
    if not form.errors:
        form.read(share=lambda _: one_measure(found["share"], found["amount"]))
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
