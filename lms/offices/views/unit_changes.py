"""`/don-vi/<code>/thay-doi`: dated changes of the tree; looked at first, with all that hangs on them, then made."""

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.errors import Refused
from lms.offices.actions.unit_changes import apply_plan
from lms.offices.forms.unit_changes import FORMS, NEW, ChangeForm
from lms.offices.queries.unit_changes import (
    ChangeAt,
    change_at,
    changeable,
    closed_already,
    opened_already,
    places_to_move,
)
from lms.offices.queries.unit_effects import Effects, Scene, effects_of, scene_of
from lms.offices.rules.days import shown
from lms.offices.rules.kinds import KIND_TITLES, family_of
from lms.offices.rules.naming import numbers
from lms.offices.rules.plans import CHANGES, Change, Plan, Ref
from lms.offices.views import bp
from lms.people.rules.posts import ROLE_WORDS
from lms.units.actions import hold_tree
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.units.rules import UnitKind
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page


@dataclass(frozen=True, slots=True)
class Looked:
    """A change as its answers make it, and what hangs on it."""

    plan: Plan
    scene: Scene
    effects: Effects


@bp.get("/don-vi/<code>/thay-doi")
@needs(Permission.UNIT_CHANGE, on=unit_by_code)
def unit_changes(found: UnitVersion) -> ResponseReturnValue:
    """Which kind of change."""
    some = changeable(db(), actor(), found)
    return page("offices/unit_changes.html", unit=found, changes=CHANGES.values(), some=bool(some))


@bp.get("/don-vi/<code>/thay-doi/<change>")
@needs(Permission.UNIT_CHANGE, on=change_at)
def unit_change(found: ChangeAt) -> ResponseReturnValue:
    """Ask what changes; once that is answered, show what it will do."""
    asked = "day" in request.args
    sent = request.args if asked else None
    form = FORMS[found.change](sent, day=shown(clock.today()), unit=request.args.get("unit"))
    _fill_choices(form, found)
    looked = _looked(form, found) if asked and form.validate() else None
    return _preview(found, form, looked) if looked else _asking(found, form)


@bp.post("/don-vi/<code>/thay-doi/<change>")
@needs(Permission.UNIT_CHANGE, on=change_at)
def unit_change_sent(found: ChangeAt) -> ResponseReturnValue:
    """Make the change, if everything is still as it was when it was looked at."""
    hold_tree(db())
    db().expire_all()
    form = FORMS[found.change].sent()
    if _done(form, found):
        return _back(found)
    _fill_choices(form, found)
    looked = _looked(form, found) if form.validate() else None
    if looked is None:
        return _asking(found, form)
    if looked.effects.seen != form.text("seen"):
        return _preview(found, form, looked, stale=True)
    ticked = set(numbers(request.form.getlist("posts")))
    going_on = [one.post.id for one in looked.effects.posts if one.may_go_on and one.post.id in ticked]
    try:
        apply_plan(db(), origin(), looked.plan, once=form.text("once")[:80], going_on=going_on)
    except Refused as refusal:
        form.show(refusal)
        return _asking(found, form)
    return _back(found)


def _looked(form: ChangeForm, found: ChangeAt) -> Looked | None:
    """The plan and what hangs on it; None with what is wrong beside its field."""
    around = [found.unit.unit_id, *([found.unit.parent_id] if found.unit.parent_id else [])]
    scene = scene_of(db(), [*form.chosen(), *form.others(), *around], form.chosen())
    try:
        plan = form.plan(scene, _homes(), _heir())
    except Refused as refusal:
        form.show(refusal)
        return None
    return Looked(plan, scene, effects_of(db(), actor(), plan, scene, clock.now()))


def _homes() -> dict[int, Ref]:
    """Where each unit below one that is divided goes, as chosen while looking at it."""
    sent = ((name.removeprefix("noi-"), value) for name, value in request.form.items() if name.startswith("noi-"))
    return {key: ref for name, value in sent for key in numbers([name]) if (ref := _ref(value)) is not None}


def _heir() -> Ref:
    return _ref(request.form.get("heir", "-1")) or -1


def _ref(sent: str) -> Ref | None:
    found = numbers([sent.removeprefix("-")])
    return (-found[0] if sent.startswith("-") else found[0]) if found else None


def _done(form: ChangeForm, found: ChangeAt) -> bool:
    """Whether the same form has been sent before."""
    once, chosen = form.text("once")[:80], form.chosen()
    if found.change in (Change.MERGE, Change.SPLIT) and once and opened_already(db(), once):
        return True
    if found.change is Change.MERGE:
        return closed_already(db(), chosen, next(iter(form.others()), None))
    if found.change is Change.STOP:
        return closed_already(db(), chosen, None)
    unit = next(iter(scene_of(db(), chosen, []).places.values()), None)
    if unit is None or found.change is Change.SPLIT:
        return False
    if found.change is Change.MOVE:
        return [unit.parent_id] == form.others()
    return (unit.name, unit.kind.value) == (
        form.text("name").strip() or unit.name,
        form.text("kind") or unit.kind.value,
    )


def _fill_choices(form: ChangeForm, found: ChangeAt) -> None:
    some = changeable(db(), actor(), found.unit)
    if found.change is Change.MERGE:
        some = [one for one in some if one is not found.unit]
    units = [_as_choice(one) for one in some]
    kinds = frozenset[UnitKind]().union(*(family_of(one.kind) for one in some))
    form.offer(
        unit=units,
        units=units,
        kept=[SelectChoice(NEW, _("Lập đơn vị mới")), *units],
        kind=[SelectChoice(kind.value, _(KIND_TITLES[kind])) for kind in UnitKind if kind in kinds],
    )
    if found.change is Change.MOVE:
        form.offer(parent=[_as_choice(one) for one in places_to_move(db(), actor(), some)])


def _as_choice(unit: UnitVersion) -> SelectChoice:
    return SelectChoice(str(unit.unit_id), _("%(unit)s (mã %(code)s)", unit=unit.spoken, code=unit.code))


def _asking(found: ChangeAt, form: ChangeForm) -> Response:
    words = CHANGES[found.change]
    return page("offices/unit_change.html", form=form, unit=found.unit, change=found.change, words=words)


def _preview(found: ChangeAt, form: ChangeForm, looked: Looked, *, stale: bool = False) -> Response:
    form.seen.data = looked.effects.seen
    plan, scene = looked.plan, looked.scene
    called = {unit_id: place.spoken for unit_id, place in scene.places.items()}
    called |= {one.unit.unit_id: one.spoken for one in plan.restated}
    called |= {-number: one.spoken for number, one in enumerate(plan.opened, 1)}
    return page(
        "offices/unit_change_seen.html",
        status=422 if stale else None,
        form=form,
        unit=found.unit,
        words=CHANGES[found.change],
        change=found.change,
        plan=plan,
        below=[child for unit_id in form.chosen() for child in scene.below.get(unit_id, ())],
        effects=looked.effects,
        called=called,
        kinds=KIND_TITLES,
        roles=ROLE_WORDS,
        stale=stale,
        shown=shown,
        sent=[(name, value) for name, value in _sent() if name not in ("csrf_token", "once", "seen", "posts")],
        homes=_homes(),
        heir=_heir(),
    )


def _sent() -> list[tuple[str, str]]:
    """What was answered, to be sent again with the button; where units below go is chosen anew beside it."""
    sent = request.form if request.method == "POST" else request.args
    return [pair for pair in sent.items(multi=True) if not pair[0].startswith("noi-") and pair[0] != "heir"]


def _back(found: ChangeAt) -> ResponseReturnValue:
    return redirect(f"{url_for('.unit', code=found.unit.code)}?da-doi=1", 303)
