"""The page of a unit, for those with a post that reaches it: what can be done there, what stands above and below."""

from collections.abc import Sequence
from datetime import date

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.classrooms.rules.years import GRADES_AT
from lms.confirmations.queries.doubts import count_doubted
from lms.errors import Refused
from lms.offices.forms.units import DayForm
from lms.offices.queries.tree import (
    Kept,
    children_on,
    former,
    gone_from,
    holders,
    kept_by_code,
    taken_up,
    version_on,
)
from lms.offices.queries.unit_effects import posts_ended
from lms.offices.rules.areas import areas_for
from lms.offices.rules.days import shown
from lms.offices.rules.kinds import FAMILIES, KIND_TITLES
from lms.offices.views import bp
from lms.people.rules.posts import ROLE_WORDS
from lms.sheets.rules.values import read_day_in
from lms.units.models import UnitVersion
from lms.units.queries import ancestors, children, living_by_id
from lms.units.rules import MAY_STAND_UNDER
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, person_id
from lms.web.pages import page

HERE = "/don-vi/<code>/"
DONE = ("da-them", "da-nhap", "da-doi")


@bp.get(HERE)
@needs(Permission.UNIT_SEE, on=kept_by_code)
def unit(found: Kept) -> ResponseReturnValue:
    """What a unit is and what can be done there; as it stood on a day; or, once closed, where it went."""
    form = DayForm(ngay=request.args.get("ngay", ""))
    try:
        day = _day(form.text("ngay"), clock.today())
    except Refused as refusal:
        form.show(refusal)
        day = None
    if day is not None:
        return _past(found, form, day)
    return _closed(found, form) if found.heir else _today(found.unit, form)


def _day(typed: str, today: date) -> date | None:
    """The day asked for; None for none, and for today. Raises Refused, beside `ngay`."""
    if not typed.strip():
        return None
    day = read_day_in(typed, field="ngay")
    if day > today:
        raise Refused("Ngày ấy chưa tới. Chọn hôm nay hoặc một ngày trước.", field="ngay")
    return None if day == today else day


def _today(found: UnitVersion, form: DayForm) -> Response:
    below = children(db(), found)
    prefix = HERE.removesuffix("/")
    rules = [rule.rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    there = [rule.removeprefix(f"{prefix}/") for rule in rules if rule.startswith(prefix)]
    return page(
        "offices/unit.html",
        form=form,
        unit=found,
        doubts=_doubts(found),
        above=_above(found),
        done=next((name for name in DONE if name in request.args), None),
        areas=areas_for(actor(), found.kind, found.path, there),
        classes=found.kind in GRADES_AT and actor().may(Permission.CLASS_MAKE, found.path),
        groups=_grouped(below),
        may_hold=any(found.kind in kinds for kinds in MAY_STAND_UNDER.values()),
        kind=KIND_TITLES[found.kind],
        former=former(db(), found.unit_id),
        taken_up=taken_up(db(), found.unit_id),
        gone=_gone(found),
        shown=shown,
    )


def _doubts(found: UnitVersion) -> int:
    """How many confirmations wait to be looked at here, for those who may look at them by name."""
    may = actor().may_know(Permission.CONFIRMATION_REVOKE, found.path)
    return count_doubted(db(), [found.path], person_id()) if may else 0


def _gone(found: UnitVersion) -> list[tuple[str, str, str | None]]:
    """What ended below the unit: its name, the day, and what it went into unless that is the unit itself."""
    ended = gone_from(db(), found.unit_id)
    heirs = living_by_id(db(), [one.unit.unit_id for one in ended])
    told = []
    for one in ended:
        heir = heirs.get(one.unit.unit_id)
        into = heir.spoken if heir and heir.unit_id != found.unit_id else None
        told.append((one.unit.spoken, shown(one.closed_on), into))
    return told


def _closed(found: Kept, form: DayForm) -> Response:
    knows_posts = actor().may(Permission.POST_GIVE, found.path)
    return page(
        "offices/unit_closed.html",
        form=form,
        unit=found.unit,
        heir=found.heir,
        closed_on=found.closed_on,
        same_family=_same_family(found),
        former=former(db(), found.unit.unit_id),
        posts=posts_ended(db(), found.unit.unit_id) if knows_posts else [],
        roles=ROLE_WORDS,
        above=_above(found.heir or found.unit),
        shown=shown,
    )


def _same_family(found: Kept) -> bool:
    """Whether the unit went into one of its own kind; else it ended, and its people are counted above it."""
    return found.heir is not None and any({found.unit.kind, found.heir.kind} <= kinds for _, kinds in FAMILIES)


def _past(found: Kept, form: DayForm, day: date) -> Response:
    """The unit and what stood directly above and below it on a day, under the names of that day."""
    form.ngay.data = shown(day)
    then = version_on(db(), found.unit.unit_id, day)
    below = children_on(db(), found.unit.unit_id, day)
    parent = version_on(db(), then.parent_id, day) if then and then.parent_id else None
    return page(
        "offices/unit_past.html",
        form=form,
        unit=then or found.unit,
        code=found.unit.code,
        there=then is not None,
        day=day,
        parent=parent,
        groups=_grouped(below),
        links=_links([*below, *([parent] if parent else [])], day),
        above=_above(found.heir or found.unit),
        former=former(db(), found.unit.unit_id),
        shown=shown,
    )


def _links(units: list[UnitVersion], day: date) -> dict[int, str]:
    """Where the pages of these units of a past day are, by id, for those the visitor reaches today."""
    living = living_by_id(db(), [one.unit_id for one in units])
    held = holders(db(), [one.code for one in units])
    found = {}
    for one in units:
        now = living.get(one.unit_id)
        if now is None or not actor().may(Permission.UNIT_SEE, now.path):
            continue
        code = now.code if now.unit_id == one.unit_id else one.code
        if now.unit_id == one.unit_id or one.code not in held:
            found[one.unit_id] = f"/don-vi/{code}/?ngay={day.isoformat()}"
    return found


def _above(found: UnitVersion) -> list[tuple[str, str]]:
    """The way down to a unit through those above it that the visitor may see."""
    reached = [one for one in ancestors(db(), found) if actor().may(Permission.UNIT_SEE, one.path)]
    return [(one.spoken, f"/don-vi/{one.code}/") for one in reversed(reached)]


def _grouped(units: Sequence[UnitVersion]) -> list[tuple[str, list[UnitVersion]]]:
    """Units under the headings of their kinds; headings without units are left out."""
    grouped = [(title, [one for one in units if one.kind in kinds]) for title, kinds in FAMILIES]
    return [(title, some) for title, some in grouped if some]
