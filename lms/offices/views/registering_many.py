"""`/don-vi/<code>/nguoi/nhieu`: a list of people to be registered, pasted or from Excel; looked at, applied once."""

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.errors import NotFound, Refused
from lms.listings.actions.importing import left_out_of
from lms.listings.queries.drafts import preview_of
from lms.listings.rules.matching import ANOTHER, Judged, Verdict
from lms.listings.rules.rows import first_choice
from lms.offices.actions.registering_list import register_list
from lms.offices.forms.listing import ImportForm
from lms.offices.rules.registering import KIND, sort_rows
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.forms import BlankForm
from lms.people.rules.places import AUDIENCES_AT
from lms.sheets.actions import choose, keep_draft
from lms.sheets.forms import same_sent
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft
from lms.sheets.rules.choosing import without_numbers
from lms.sheets.rules.tables import packed
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db, forget_changes
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

ASKED_AT_ONCE, SHOWN = 30, 20


@dataclass(frozen=True, slots=True)
class ListAt:
    """The unit of a list's address; whose list it is, is asked once the door is open."""

    unit: UnitVersion
    uid: str

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.unit.path


def list_at(session: Session, code: str, uid: str) -> ListAt:
    """The unit and the list's name out of an address. Raises NotFound for an unknown unit."""
    return ListAt(unit_by_code(session, code), uid)


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
    forget_changes()
    try:
        table, name = form.brought()
        harmless = without_numbers(table)
    except Refused as refusal:
        form.show(refusal)
        return page("offices/register_many.html", form=form, unit=unit_by_code(db(), code))
    rows, choices = packed(harmless), {"sheet": first_choice(harmless).sheet}
    unit_id = unit_by_code(db(), code).unit_id
    draft = keep_draft(
        db(), owner_id=person_id(), unit_id=unit_id, kind=KIND, file_name=name, rows=rows, choices=choices
    )
    return redirect(url_for(".register_list_preview", code=code, uid=draft.uid), 303)


@bp.get("/don-vi/<code>/nguoi/nhieu/<uid>")
@needs(Permission.PERSON_REGISTER, on=list_at)
def register_list_preview(found: ListAt) -> ResponseReturnValue:
    """What becomes of each row; what became of them, once the list was applied."""
    away = _at_work(found.unit)
    if away is not None:
        return away
    draft = _own(found)
    if draft.applied_at is not None:
        return page("offices/register_list_done.html", unit=found.unit, draft=draft, shown=SHOWN)
    return _previewed(found.unit, draft)


@bp.post("/don-vi/<code>/nguoi/nhieu/<uid>")
@needs(Permission.PERSON_REGISTER, on=list_at)
def register_list_preview_sent(found: ListAt) -> ResponseReturnValue:
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


def _own(found: ListAt) -> ImportDraft:
    return own_draft(db(), found.uid, person_id(), KIND, found.unit.unit_id)


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
