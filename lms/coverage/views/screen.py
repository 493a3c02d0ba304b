"""The coverage page of a unit."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Held, Permission
from lms.content.adapters.running import library
from lms.coverage.forms.asking import PeriodForm
from lms.coverage.forms.checking import checks_told, opened
from lms.coverage.forms.columns import FIGURES, Table
from lms.coverage.forms.reading import at, moment, period_words, quick_reading, stands_on
from lms.coverage.forms.tables import evidence_table, figures_row, trend_table, unplaced_row
from lms.coverage.queries.picture import Picture, picture_of
from lms.coverage.queries.places import covered_unit
from lms.coverage.rules.groups import Group, group_of
from lms.coverage.rules.kinds import SOURCE_WORDS, TARGET_WORDS, TargetCount
from lms.coverage.rules.periods import Period, quarter_of, read_period
from lms.coverage.rules.rates import percent, still_to_reach, whole
from lms.coverage.views import bp
from lms.errors import Forbidden, Refused
from lms.units.models import UnitVersion
from lms.units.queries import ancestors, living_by_id
from lms.web.database import db
from lms.web.guard import needs, signed_in
from lms.web.identity import actor
from lms.web.pages import page
from lms.web.words import in_words

FILES = ("xlsx", "csv", "docx", "pdf", "json")
MOST_LATE = 50


@bp.get("/pho-cap/")
@signed_in
def coverage_start() -> ResponseReturnValue:
    """Send staff to the unit where they hold the post that reaches furthest. Raises Forbidden for everybody else."""
    posts: list[Held] = sorted(actor().posts, key=lambda post: (len(post.path), post.path))
    units = living_by_id(db(), [post.unit_id for post in posts[:1]])
    if not units:
        raise Forbidden
    return redirect(f"/pho-cap/{next(iter(units.values())).code}")


@bp.get("/pho-cap/<code>")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def coverage(unit: UnitVersion) -> ResponseReturnValue:
    """How far a unit has come: five sentences, each group against its target, each unit below."""
    form = PeriodForm(request.args)
    period = asked_period(form)
    return _shown(unit, form, picture_of(db(), unit, period, library()))


def asked_period(form: PeriodForm) -> Period:
    """The period asked for; the running quarter, with a sentence beside the field, when it is none."""
    today = clock.today()
    try:
        period = read_period(form.text("nam").strip(), form.text("quy").strip(), today)
    except Refused as refusal:
        form.show(refusal)
        period = Period(today.year, quarter_of(today), today)
    form.nam.data, form.quy.data = str(period.year), str(period.quarter or "")
    return period


def _shown(unit: UnitVersion, form: PeriodForm, picture: Picture) -> Response:
    lines = picture.coverage.lines
    group = group_of(request.args.get("nhom", "")) or (lines[0].group if lines else None)
    query = f"nam={picture.period.year}&quy={picture.period.quarter or ''}"
    above = [one for one in reversed(ancestors(db(), unit)) if actor().may(Permission.COVERAGE_READ, one.path)]
    return page(
        "coverage/coverage.html",
        form=form,
        unit=unit,
        crumbs_above=[(one.spoken, f"/pho-cap/{one.code}") for one in above],
        picture=picture,
        group=group,
        rows=_rows(picture, group) if group else [],
        columns={one.key: one for one in FIGURES},
        evidence_rows=_written(evidence_table(picture)),
        trend_rows=_written(trend_table(picture)),
        reading=quick_reading(picture),
        basis=stands_on(picture),
        when=moment(picture),
        period=period_words(picture),
        files=FILES,
        query=query,
        tab_items=[
            (in_words(line.group.short), f"/pho-cap/{unit.code}?{query}&nhom={line.group.code}") for line in lines
        ],
        **_checks(picture),
        **_words(),
    )


def _checks(picture: Picture) -> dict[str, Any]:
    unit, checks = picture.coverage.unit, picture.checks
    return {
        "checks": opened(checks_told(picture), unit.code, lambda one: actor().may(one, unit.path)),
        "counted": at(checks.made_at) if checks.made_at else None,
        "late": [(one, clock.day_of(one.at).strftime("%d/%m/%Y")) for one in checks.late[:MOST_LATE]],
    }


def _rows(picture: Picture, group: Group) -> list[dict[str, Any]]:
    """The units below for one group, then those who belong to none of them, then the unit itself."""
    target = picture.target(group)
    found = []
    for unit, lines in picture.coverage.below:
        line = next((one for one in lines if one.group is group), None)
        if line is not None:
            found.append({"code": unit.code, "line": line, "values": _named(figures_row(line, target))})
    if found and picture.coverage.unplaced[group.code].known:
        found.append({"code": None, "line": None, "values": _named(unplaced_row(picture, group))})
    whole_unit = picture.coverage.line(group.code)
    if whole_unit is not None:
        found.append({"code": "", "line": whole_unit, "values": _named(figures_row(whole_unit, target))})
    return found


def _written(table: Table) -> list[list[str]]:
    """A table's values as the page writes them."""
    return [[whole(value) if isinstance(value, int) else in_words(str(value)) for value in row] for row in table.rows]


def _named(values: tuple[Any, ...]) -> dict[str, Any]:
    return {column.key: value for column, value in zip(FIGURES, values, strict=True)}


def _words() -> dict[str, Any]:
    return {
        "percent": percent,
        "whole": whole,
        "still": still_to_reach,
        "sources": SOURCE_WORDS,
        "target_words": TARGET_WORDS,
        "COMPLETED": TargetCount.COMPLETED,
    }
