"""The coverage page of a unit."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Held, Permission
from lms.confirmations.rules.wording import EVIDENCE_WORDS
from lms.content.adapters.running import library
from lms.coverage.forms.asking import PeriodForm
from lms.coverage.forms.checking import checks_told, opened
from lms.coverage.forms.columns import FIGURES
from lms.coverage.forms.reading import at, moment, period_words, quick_reading, stands_on
from lms.coverage.forms.tables import figures_row, unplaced_row
from lms.coverage.queries.picture import Picture, picture_of
from lms.coverage.queries.places import covered_unit
from lms.coverage.rules.groups import Group, group_of
from lms.coverage.rules.kinds import HAND_WORDS, SOURCE_WORDS, TARGET_WORDS, TargetCount
from lms.coverage.rules.periods import Period, quarter_of, read_day, read_period, shown
from lms.coverage.rules.rates import percent, still_to_reach, whole
from lms.coverage.rules.reaching import ITSELF
from lms.coverage.views import bp
from lms.coverage.views.beside import missing_shown, tables_shown
from lms.errors import Forbidden, Refused
from lms.sources.rules import fold
from lms.units.models import UnitVersion
from lms.units.queries import ancestors, living_by_id
from lms.units.rules import PROVINCIAL, UnitKind
from lms.web.database import db
from lms.web.guard import needs, signed_in
from lms.web.identity import actor
from lms.web.pages import page
from lms.web.words import in_words

FILES = ("xlsx", "csv", "docx", "pdf", "json")
MOST_LATE = 50
SORTED_BY: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "thieu": lambda row: -(row["still"] or 0),
    "ty-le": lambda row: (row["rate_confirmed"] is None, row["rate_confirmed"]),
    "ten": lambda row: re.sub(r"\d+", lambda found: found[0].zfill(9), fold(str(row["unit"]))),
}
"""The reader's own order; those without a rate come last."""


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
    today, day = clock.today(), form.text("ngay").strip()
    try:
        period = read_day(day, today) if day else read_period(form.text("nam").strip(), form.text("quy").strip(), today)
    except Refused as refusal:
        form.show(refusal)
        period = Period(today.year, quarter_of(today), today)
    form.nam.data, form.quy.data = str(period.year), str(period.quarter or "")
    if period.day is not None:
        form.ngay.data = shown(period.day)
    return period


def _shown(unit: UnitVersion, form: PeriodForm, picture: Picture) -> Response:
    lines = picture.coverage.lines
    group = group_of(request.args.get("nhom", "")) or (lines[0].group if lines else None)
    query = picture.period.query
    above = [one for one in reversed(ancestors(db(), unit)) if actor().may(Permission.COVERAGE_READ, one.path)]
    return page(
        "coverage/coverage.html",
        form=form,
        unit=unit,
        crumbs_above=[(one.spoken, f"/pho-cap/{one.code}") for one in above],
        picture=picture,
        then=picture.coverage.unit,
        group=group,
        rows=_rows(picture, group, _codes(picture), form.text("xep")) if group else [],
        kept=_kept(picture, group),
        columns={one.key: one for one in FIGURES},
        reading=quick_reading(picture),
        basis=stands_on(picture),
        when=moment(picture),
        period=period_words(picture),
        files=FILES,
        query=query,
        tab_items=[
            (in_words(line.group.short), f"/pho-cap/{unit.code}?{query}&nhom={line.group.code}") for line in lines
        ],
        **tables_shown(picture),
        **_checks(picture, unit),
        **_words(),
    )


def _checks(picture: Picture, unit: UnitVersion) -> dict[str, Any]:
    checks = picture.checks
    return {
        "missing": missing_shown(picture),
        "checks": opened(checks_told(picture), unit.code, lambda one: actor().may(one, unit.path)),
        "counted": at(checks.made_at) if checks.made_at else None,
        "late": [(one, shown(clock.day_of(one.at))) for one in checks.late[:MOST_LATE]],
    }


def _codes(picture: Picture) -> dict[int, str]:
    """By id the codes that the units below have today; those that are no more are left out."""
    below = [one for one, _ in picture.coverage.below]
    if picture.coverage.until is None:
        return {one.unit_id: one.code for one in below}
    living = living_by_id(db(), [one.unit_id for one in below])
    return {unit_id: one.code for unit_id, one in living.items() if one.unit_id == unit_id}


def _kept(picture: Picture, group: Group | None) -> list[tuple[str, str]]:
    """What an address keeps when the reader asks for another order."""
    return [*parse_qsl(picture.period.query), *([("nhom", group.code)] if group else [])]


def _rows(picture: Picture, group: Group, codes: Mapping[int, str], order: str) -> list[dict[str, Any]]:
    """The units below for one group, then those who belong to none of them, then the unit itself."""
    target, here = picture.target(group), picture.coverage.unit.code
    found: list[dict[str, Any]] = []
    for unit, lines in picture.coverage.below:
        line = next((one for one in lines if one.group is group), None)
        if line is not None:
            code = codes.get(unit.unit_id)
            found.append({"code": code, "line": line, "values": _named(figures_row(line, target)),
                          "people": _people(picture, unit, group, code)})  # fmt: skip
    if order in SORTED_BY:
        found.sort(key=lambda row: SORTED_BY[order](row["values"]))
    if found and picture.coverage.unplaced[group.code].known:
        unplaced = _people(picture, picture.coverage.unit, group, here, ITSELF)
        found.append({"code": None, "line": None, "values": _named(unplaced_row(picture, group)), "people": unplaced})
    whole_unit = picture.coverage.line(group.code)
    if whole_unit is not None:
        found.append({"code": "", "line": whole_unit, "values": _named(figures_row(whole_unit, target)),
                      "people": _people(picture, picture.coverage.unit, group, here)})  # fmt: skip
    return found


def _people(picture: Picture, unit: UnitVersion, group: Group, code: str | None, place: str = "") -> str:
    """The address of the people of a unit's figures, up to the column; empty for whoever may see no names there.

    From above a commune it asks for a reason first. Figures of a past day have no list: people are known as they are.
    """
    no_names = unit.kind in PROVINCIAL or unit.kind is UnitKind.COUNTRY
    if code is None or no_names or picture.coverage.until or not actor().may(Permission.PERSON_SEE, unit.path):
        return ""
    narrowed = f"&noi={place}" if place else ""
    return f"/don-vi/{code}/nguoi?nhom={group.code}{narrowed}&chang="


def _named(values: tuple[Any, ...]) -> dict[str, Any]:
    return {column.key: value for column, value in zip(FIGURES, values, strict=True)}


def _words() -> dict[str, Any]:
    return {
        "percent": percent,
        "whole": whole,
        "still": still_to_reach,
        "sources": SOURCE_WORDS,
        "target_words": TARGET_WORDS,
        "hand_words": HAND_WORDS,
        "levels": list(EVIDENCE_WORDS.values()),
        "COMPLETED": TargetCount.COMPLETED,
    }
