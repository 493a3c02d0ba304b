"""`/don-vi/<code>/trung`: records that may be of one person: side by side, merged, undone, told apart."""

from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.dossiers.actions.merging import merge
from lms.dossiers.actions.unmerging import compare_again, tell_apart, undo_merger
from lms.dossiers.queries.duplicates import likely_duplicates, told_apart
from lms.dossiers.queries.pairs import PairIn, Side, pair_in, sides
from lms.dossiers.queries.records import MergerIn, merger_in, recent_mergers
from lms.dossiers.rules.alike import LIKENESS_WORDS, Pair
from lms.dossiers.rules.keeping import kept_of, may_be_kept
from lms.errors import Refused
from lms.offices.forms.dossiers import MergeForm
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.adapters.running import hasher
from lms.people.forms import BlankForm
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.forms import Form
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

ON_A_PAGE = 15


@bp.get("/don-vi/<code>/trung")
@needs(Permission.PERSON_MERGE, on=unit_by_code)
def duplicates(found: UnitVersion) -> ResponseReturnValue:
    """Likely pairs, the surest first; mergers that can still be undone; pairs that were told apart."""
    return names_shown(found) or _shown(found, BlankForm())


@bp.get("/don-vi/<code>/trung/<int:first>/<int:second>")
@needs(Permission.PERSON_MERGE, on=pair_in)
def pair(found: PairIn) -> ResponseReturnValue:
    """What merging two would do, before it is done; `?giu=` the number of the record to keep."""
    return names_shown(found.unit) or _preview(found, MergeForm(giu=request.args.get("giu", "")))


@bp.post("/don-vi/<code>/trung/<int:first>/<int:second>")
@needs(Permission.PERSON_MERGE, on=pair_in)
def pair_sent(found: PairIn) -> ResponseReturnValue:
    """Merge the two."""
    if (elsewhere := names_shown(found.unit)) is not None:
        return elsewhere
    form = MergeForm.sent()
    kept, gone = _sorted(found, form.text("giu"))
    once = hasher().keyed(f"merge:{person_id()}:{form.text('once')}")
    try:
        made = merge(db(), origin(), kept.person.id, gone.person.id, unit_id=found.unit.unit_id, once=once)
    except Refused as refusal:
        form.show(refusal)
        return _preview(found, form)
    return redirect(url_for(".duplicates", code=found.unit.code, gop=made.id), 303)


@bp.post("/don-vi/<code>/trung/<int:first>/<int:second>/khac-nhau")
@needs(Permission.PERSON_MERGE, on=pair_in)
def pair_apart(found: PairIn) -> ResponseReturnValue:
    """Note that the two are not one person, or take that note back."""
    if (elsewhere := names_shown(found.unit)) is not None:
        return elsewhere
    change = compare_again if "lai" in request.form else tell_apart
    change(db(), origin(), found.first.id, found.second.id, unit_id=found.unit.unit_id)
    return redirect(url_for(".duplicates", code=found.unit.code), 303)


@bp.post("/don-vi/<code>/trung/tach/<int:number>")
@needs(Permission.PERSON_MERGE, on=merger_in)
def merger_undone(found: MergerIn) -> ResponseReturnValue:
    """Undo a merger of the last thirty days."""
    if (elsewhere := names_shown(found.unit)) is not None:
        return elsewhere
    form = BlankForm()
    try:
        undo_merger(db(), origin(), found.merger.id)
    except Refused as refusal:
        form.show(refusal)
        return _shown(found.unit, form)
    return redirect(url_for(".duplicates", code=found.unit.code, tach=found.merger.id), 303)


def _shown(unit: UnitVersion, form: Form) -> Response:
    alike = likely_duplicates(db(), unit.path)
    sent = request.args.get("trang", "1")
    at = min(max(int(sent) if sent.isdecimal() and len(sent) < 6 else 1, 1), max(1, -(-len(alike) // ON_A_PAGE)))
    shown = alike[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]
    held = sides(db(), {number for one in shown for number in one.key})
    look(Act.PEOPLE_READ, unit, screen="duplicates", n=len(held))
    return page(
        "offices/duplicates.html",
        form=form,
        unit=unit,
        count=len(alike),
        at=at,
        pages_count=-(-len(alike) // ON_A_PAGE),
        pairs=_beside(shown, held),
        mergers=recent_mergers(db(), unit),
        apart=told_apart(db(), unit.path),
        day_of=clock.day_of,
        notices=_notices(),
    )


def _beside(shown: Sequence[Pair], held: dict[int, Side]) -> list[tuple[str, Side, Side]]:
    return [(LIKENESS_WORDS[one.likeness], held[one.first], held[one.second]) for one in shown]


def _preview(found: PairIn, form: MergeForm) -> Response:
    kept, gone = _sorted(found, form.text("giu"))
    form.giu.data = str(kept.person.id)
    look(Act.PERSON_READ, found.unit, subject_person_id=kept.person.id)
    look(Act.PERSON_READ, found.unit, subject_person_id=gone.person.id)
    other_way = may_be_kept(gone.held, kept.held)
    told: dict[str, Any] = {"kept": kept, "gone": gone, "other_way": other_way, "day_of": clock.day_of}
    return page("offices/pair.html", form=form, unit=found.unit, **told)


def _sorted(found: PairIn, chosen: str) -> tuple[Side, Side]:
    """The record to keep, as chosen or else as the rule has it, and the other."""
    held = sides(db(), [found.first.id, found.second.id])
    one, other = held[found.first.id], held[found.second.id]
    keep = int(chosen) if chosen in (str(one.person.id), str(other.person.id)) else kept_of(one.held, other.held).id
    return (one, other) if keep == one.person.id else (other, one)


def _notices() -> list[tuple[str, str]]:
    """What was just done."""
    if request.args.get("gop", "").isdecimal():
        return [("good", gettext("Đã gộp hai hồ sơ. Trong 30 ngày vẫn tách lại được, ở cuối trang này."))]
    if request.args.get("tach", "").isdecimal():
        return [("good", gettext("Đã tách lại hai hồ sơ, mỗi hồ sơ như trước khi gộp."))]
    return []
