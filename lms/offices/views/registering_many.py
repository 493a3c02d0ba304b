"""`/don-vi/<code>/nguoi/nhieu`: a list of people to be registered, pasted or from Excel; looked at, applied once."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.errors import NotFound, Refused
from lms.listings.actions.importing import left_out_of
from lms.listings.queries.drafts import preview_of
from lms.listings.rules.matching import ANOTHER, Judged, Verdict
from lms.offices.actions.registering_list import register_list
from lms.offices.forms.listing import ImportForm
from lms.offices.queries.drafts import DraftAt, draft_at, draft_here
from lms.offices.rules.registering import KIND, sort_rows
from lms.offices.views import bp
from lms.offices.views.drafts import keep_brought, read_people
from lms.offices.views.names import names_shown
from lms.people.forms import BlankForm
from lms.people.rules.places import AUDIENCES_AT
from lms.sheets.actions import choose
from lms.sheets.forms import same_sent
from lms.sheets.models import ImportDraft
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

ASKED_AT_ONCE, SHOWN = 30, 20


@bp.get("/don-vi/<code>/nguoi/nhieu")
@needs(Permission.PERSON_REGISTER, on=unit_by_code)
def register_many(found: UnitVersion) -> ResponseReturnValue:
    """A list to paste, or a file to choose."""
    return _at_work(found) or page("offices/register_many.html", form=ImportForm(), unit=found)


@bp.post("/don-vi/<code>/nguoi/nhieu")
@needs(Permission.PERSON_REGISTER, on=unit_by_code)
def register_many_sent(found: UnitVersion) -> ResponseReturnValue:
    """Read what was brought, outside any transaction, and keep it for its owner to look at."""
    away = _at_work(found)
    if away is not None:
        return away
    code, form = found.code, ImportForm.sent()
    try:
        draft = keep_brought(code, form, KIND, read_people)
    except Refused as refusal:
        form.show(refusal)
        return page("offices/register_many.html", form=form, unit=unit_by_code(db(), code))
    return redirect(url_for(".register_list_preview", code=code, uid=draft.uid), 303)


@bp.get("/don-vi/<code>/nguoi/nhieu/<uid>")
@needs(Permission.PERSON_REGISTER, on=draft_at)
def register_list_preview(found: DraftAt) -> ResponseReturnValue:
    """What becomes of each row; what became of them, once the list was applied."""
    away = _at_work(found.unit)
    if away is not None:
        return away
    draft = _own(found)
    if draft.applied_at is not None:
        return page("offices/register_list_done.html", unit=found.unit, draft=draft, shown=SHOWN)
    return _previewed(found.unit, draft)


@bp.post("/don-vi/<code>/nguoi/nhieu/<uid>")
@needs(Permission.PERSON_REGISTER, on=draft_at)
def register_list_preview_sent(found: DraftAt) -> ResponseReturnValue:
    """Keep who is whom; with the other button, register."""
    away = _at_work(found.unit)
    if away is not None:
        return away
    draft = _own(found)
    if draft.applied_at is None:
        choose(draft, same={**draft.choices.get("same", {}), **same_sent()})
        db().flush()
        if request.form.get("do") == "ghi":
            register_list(db(), origin(), found.unit, draft, clock.today())
    return redirect(url_for(".register_list_preview", code=found.unit.code, uid=draft.uid), 303)


def _at_work(unit: UnitVersion) -> Response | None:
    """None when the visitor may register here, else the way to state a reason. Raises NotFound where nobody belongs."""
    if not AUDIENCES_AT.get(unit.kind):
        raise NotFound
    return names_shown(unit)


def _own(found: DraftAt) -> ImportDraft:
    return draft_here(db(), found, person_id(), KIND)


def _previewed(unit: UnitVersion, draft: ImportDraft) -> Response:
    preview = preview_of(db(), unit, draft, clock.today())
    asked = [one for one in preview.judged if one.verdict is Verdict.MAYBE][:ASKED_AT_ONCE]
    found = sort_rows(preview.judged)
    if asked:
        look(Act.PEOPLE_READ, unit, count=len(asked))
    return page(
        "offices/register_list_preview.html",
        form=BlankForm(),
        unit=unit,
        draft=draft,
        found=found,
        waiting=preview.undecided,
        asked=[(one, _address(one)) for one in asked],
        another=ANOTHER,
        wrong=left_out_of(preview)[: SHOWN * 5],
        shown=SHOWN,
        remarks=preview.table.remarks,
    )


def _address(one: Judged) -> str:
    """The name of a row's choice in the form."""
    return f"la-{one.row.key}"
