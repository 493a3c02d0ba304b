"""`/don-vi/<code>/them`: one more village, school, office or enterprise below a commune or a province."""

from dataclasses import dataclass
from datetime import date

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.errors import Refused
from lms.offices.forms.units import UnitForm
from lms.offices.queries.same_names import same_name
from lms.offices.queries.tree import first_day
from lms.offices.rules.days import shown
from lms.offices.rules.effect_days import effect_day
from lms.offices.rules.kinds import KIND_TITLES, family_of, kinds_below
from lms.offices.views import bp
from lms.units.actions import add_below
from lms.units.models import UnitVersion
from lms.units.queries import children, unit_by_code
from lms.units.rules import UnitKind, clean_name
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a new unit, cleaned."""

    kind: UnitKind
    name: str
    since: date
    decision: str


@bp.get("/don-vi/<code>/them")
@needs(Permission.UNIT_CHANGE, on=unit_by_code)
def unit_new(found: UnitVersion) -> ResponseReturnValue:
    """Ask what the unit is; after one was added, say so and ask for the next."""
    form = UnitForm(since=shown(clock.today()), kind=request.args.get("loai"))
    return _asking(found, form)


@bp.post("/don-vi/<code>/them")
@needs(Permission.UNIT_CHANGE, on=unit_by_code)
def unit_new_sent(found: UnitVersion) -> ResponseReturnValue:
    """Add the unit, unless there is one of that name and nobody said that they are two."""
    form = UnitForm.sent()
    form.kind.choices = _kinds(found)
    told = _told(found, form) if form.is_sent_and_whole() else None
    if told is None:
        return _asking(found, form)
    added = add_below(db(), origin(), found, kind=told.kind, name=told.name, since=told.since,
                      decision=told.decision, once=form.text("once")[:80])  # fmt: skip
    return redirect(f"{url_for('.unit_new', code=found.code)}?da-them={added.code}&loai={told.kind.value}", 303)


def _asking(found: UnitVersion, form: UnitForm) -> Response:
    form.kind.choices = _kinds(found)
    if not form.kind.choices:
        raise Refused("Không thêm được đơn vị dưới %(unit)s. Mở trang của xã hoặc tỉnh.", unit=found.spoken)
    if form.kind.data not in [one.value for one in form.kind.choices]:
        form.kind.data = None
    added = request.args.get("da-them", "")
    below = next((one for one in children(db(), found) if one.code == added), None) if added else None
    return page("offices/unit_new.html", form=form, unit=found, added=below, asked=bool(form.another.errors))


def _told(found: UnitVersion, form: UnitForm) -> Told | None:
    """The answers, cleaned; None with what is wrong beside its field."""
    kind = UnitKind(form.text("kind"))
    name = since = None
    try:
        name = clean_name(form.text("name"), kind)
    except Refused as refusal:
        form.show(refusal)
    try:
        since = effect_day(form.text("since"), today=clock.today(), first=first_day(db(), found.unit_id), field="since")
    except Refused as refusal:
        form.show(refusal)
    if name is None or since is None:
        return None
    twins = same_name(db(), found, name, family_of(kind), once=form.text("once")[:80])
    if twins and not form.another.data:
        form.show(Refused("Ở đây đã có %(unit)s (mã %(code)s). Nếu là đơn vị khác thì đánh dấu ô này rồi bấm lại.",
                          field="another", unit=twins[0].spoken, code=twins[0].code))  # fmt: skip
        return None
    return Told(kind, name, since, " ".join(form.text("decision").split()))


def _kinds(found: UnitVersion) -> list[SelectChoice]:
    return [SelectChoice(kind.value, _(KIND_TITLES[kind])) for kind in kinds_below(found.kind)]
