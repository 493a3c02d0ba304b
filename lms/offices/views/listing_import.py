"""`/don-vi/<code>/ra-soat/nhap`: a list from Excel, CSV or a paste: read, looked at, put right, then applied once."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.errors import NotFound, Refused
from lms.listings.actions.importing import left_out_of
from lms.listings.queries.drafts import KIND, Preview, preview_of
from lms.listings.rules.rows import ORDER, guess_columns
from lms.offices.actions.listing import apply_list
from lms.offices.forms.listing import ColumnsForm, ImportForm
from lms.offices.queries.drafts import DraftAt, draft_at, draft_here
from lms.offices.views import bp
from lms.offices.views.drafts import keep_brought, read_people
from lms.offices.views.listing import check_list
from lms.offices.views.listing_preview import SHOWN, previewed
from lms.sheets.actions import choose
from lms.sheets.forms import as_file, same_sent
from lms.sheets.models import ImportDraft
from lms.sheets.rules.choosing import ALL_SHEETS, chosen_sheets
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page


@bp.get("/don-vi/<code>/ra-soat/nhap")
@needs(Permission.LISTING_KEEP, on=unit_by_code)
def listing_import(found: UnitVersion) -> ResponseReturnValue:
    """A file to choose, or a list to paste."""
    check_list(found)
    return page("offices/listing_import.html", form=ImportForm(), unit=found)


@bp.post("/don-vi/<code>/ra-soat/nhap")
@needs(Permission.LISTING_KEEP, on=unit_by_code)
def listing_import_sent(found: UnitVersion) -> ResponseReturnValue:
    """Read what was brought, outside any transaction, and keep it for its owner to look at."""
    check_list(found)
    code, form = found.code, ImportForm.sent()
    try:
        draft = keep_brought(code, form, KIND, read_people)
    except Refused as refusal:
        form.show(refusal)
        return page("offices/listing_import.html", form=form, unit=unit_by_code(db(), code))
    return redirect(url_for(".listing_draft", code=code, uid=draft.uid), 303)


@bp.get("/don-vi/<code>/ra-soat/nhap/<uid>")
@needs(Permission.LISTING_KEEP, on=draft_at)
def listing_draft(found: DraftAt) -> ResponseReturnValue:
    """What the draft would do; what it did, once it was applied."""
    draft = _own(found)
    if draft.applied_at is not None:
        return page("offices/listing_applied.html", unit=found.unit, draft=draft, shown=SHOWN)
    return previewed(found.unit, draft, preview_of(db(), found.unit, draft, clock.today()))


@bp.post("/don-vi/<code>/ra-soat/nhap/<uid>")
@needs(Permission.LISTING_KEEP, on=draft_at)
def listing_draft_sent(found: DraftAt) -> ResponseReturnValue:
    """Keep what its owner put right; with the other button, apply it."""
    draft = _own(found)
    if draft.applied_at is None:
        if request.form.get("do") == "cot":
            choose(draft, same={}, **_columns(preview_of(db(), found.unit, draft, clock.today())))
        else:
            choose(draft, same={**draft.choices.get("same", {}), **same_sent()})
        db().flush()
        if request.form.get("do") == "ghi":
            apply_list(db(), origin(), found.unit, draft, clock.today())
    return redirect(url_for(".listing_draft", code=found.unit.code, uid=draft.uid), 303)


@bp.get("/don-vi/<code>/ra-soat/nhap/<uid>/chua-nhan.xlsx")
@needs(Permission.LISTING_KEEP, on=draft_at)
def listing_left_out(found: DraftAt) -> ResponseReturnValue:
    """The rows that are not taken, with reasons, as a file to put right and bring again."""
    draft = _own(found)
    if draft.outcome is not None:
        rows = draft.outcome["left_out"]
    else:
        rows = left_out_of(preview_of(db(), found.unit, draft, clock.today()))
    heads = [_("Dòng trong tệp"), _("Họ và tên"), _("Năm sinh"), _("Thôn, lớp"), _("Vì sao chưa nhận")]
    return as_file(f"chua-nhan-{found.unit.code}", heads, rows)


def _own(found: DraftAt) -> ImportDraft:
    check_list(found.unit)
    return draft_here(db(), found, person_id(), KIND)


def _columns(preview: Preview) -> dict[str, object]:
    """The sheet and columns as sent; a sheet that is not there leaves things as they were."""
    form = ColumnsForm.sent()
    sheet = form.text("sheet")
    if sheet not in {ALL_SHEETS, *(one.name for one in preview.table.sheets)}:
        raise NotFound
    if sheet != preview.choice.sheet:
        return {"sheet": sheet, "columns": None}
    picked = {key: [form.column(key)] for key in ORDER}
    picked["name"].append(form.column("name_more"))
    columns = {key: [one for one in found if one is not None] for key, found in picked.items()}
    now = guess_columns(chosen_sheets(preview.table, preview.choice)[0], preview.choice.columns).columns
    if columns["birth_year"][:1] == list(now.get("birth_year", ()))[:1]:
        columns["birth_year"] = list(now.get("birth_year", ()))  # men's and women's years in two columns
    return {"sheet": sheet, "columns": {key: found for key, found in columns.items() if found}}
