"""`/don-vi/<code>/nhap`: villages, schools, offices from Excel, CSV or a paste: read, looked at, applied once."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.errors import Refused
from lms.offices.actions.unit_import import add_units
from lms.offices.forms.unit_import import UnitColumnsForm, UnitFileForm, UnitsForm
from lms.offices.queries.drafts import DraftAt, draft_at, draft_here
from lms.offices.queries.tree import first_day
from lms.offices.queries.unit_drafts import KIND, choice_of, judged
from lms.offices.rules.days import shown
from lms.offices.rules.effect_days import effect_day
from lms.offices.rules.kinds import KIND_TITLES, kinds_below
from lms.offices.rules.unit_rows import ALL_SHEETS, Verdict, first_choice, guess_columns
from lms.offices.views import bp
from lms.offices.views.drafts import keep_brought
from lms.sheets.actions import choose
from lms.sheets.models import ImportDraft
from lms.sheets.rules.columns import heads_of
from lms.sheets.rules.tables import Table
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

SHOWN = 200


@bp.get("/don-vi/<code>/nhap")
@needs(Permission.UNIT_CHANGE, on=unit_by_code)
def unit_import(found: UnitVersion) -> ResponseReturnValue:
    """A file to choose, or a list to paste."""
    _check(found)
    return page("offices/unit_import.html", form=UnitFileForm(), unit=found)


@bp.post("/don-vi/<code>/nhap")
@needs(Permission.UNIT_CHANGE, on=unit_by_code)
def unit_import_sent(found: UnitVersion) -> ResponseReturnValue:
    """Read what was brought, outside any transaction, and keep it for its owner to look at."""
    _check(found)
    code, form = found.code, UnitFileForm.sent()
    try:
        draft = keep_brought(code, form, KIND, lambda table: (table, {"sheet": first_choice(table).sheet}))
    except Refused as refusal:
        form.show(refusal)
        return page("offices/unit_import.html", form=form, unit=unit_by_code(db(), code))
    return redirect(url_for(".unit_draft", code=code, uid=draft.uid), 303)


@bp.get("/don-vi/<code>/nhap/<uid>")
@needs(Permission.UNIT_CHANGE, on=draft_at)
def unit_draft(found: DraftAt) -> ResponseReturnValue:
    """What becomes of each row; what became of them, once the draft was applied."""
    draft = draft_here(db(), found, person_id(), KIND)
    return _shown(found, draft, UnitsForm(since=shown(clock.today())))


@bp.post("/don-vi/<code>/nhap/<uid>")
@needs(Permission.UNIT_CHANGE, on=draft_at)
def unit_draft_sent(found: DraftAt) -> ResponseReturnValue:
    """Keep which columns to read; with the other button, add the units."""
    draft = draft_here(db(), found, person_id(), KIND)
    here = url_for(".unit_draft", code=found.unit.code, uid=draft.uid)
    if draft.applied_at is not None:
        return redirect(here, 303)
    if request.form.get("do") == "cot":
        choose(draft, **_chosen(found, draft))
        return redirect(here, 303)
    form = UnitsForm.sent()
    if form.validate():
        try:
            first = first_day(db(), found.unit.unit_id)
            since = effect_day(form.text("since"), today=clock.today(), first=first, field="since")
            add_units(db(), origin(), found.unit, draft, since=since, decision=" ".join(form.text("decision").split()))
            return redirect(here, 303)
        except Refused as refusal:
            form.show(refusal)
    return _shown(found, draft, form)


def _check(found: UnitVersion) -> None:
    if not kinds_below(found.kind):
        raise Refused("Không thêm được đơn vị dưới %(unit)s. Mở trang của xã hoặc tỉnh.", unit=found.spoken)


def _chosen(found: DraftAt, draft: ImportDraft) -> dict[str, object]:
    """The sheet, columns and kind as sent; another sheet is read with its own guess, what is unknown left as it is."""
    table, _rows = judged(db(), found.unit, draft)
    form = UnitColumnsForm.sent()
    kinds = [kind.value for kind in kinds_below(found.unit.kind)]
    kind = form.text("other") if form.text("other") in kinds else None
    sheet = form.text("sheet")
    if sheet not in {ALL_SHEETS, *(one.name for one in table.sheets)} or sheet != choice_of(draft).sheet:
        known = sheet in {ALL_SHEETS, *(one.name for one in table.sheets)}
        return {"sheet": sheet if known else choice_of(draft).sheet, "columns": None, "kind": kind}
    sent = {key: form.text(key) for key in ("name", "kind")}
    columns = {key: [int(one)] for key, one in sent.items() if one.isascii() and one.isdigit() and len(one) < 3}
    return {"columns": columns if sheet != ALL_SHEETS and columns else None, "kind": kind}


def _shown(found: DraftAt, draft: ImportDraft, form: UnitsForm) -> Response:
    if draft.applied_at is not None:
        return page("offices/unit_import_done.html", unit=found.unit, draft=draft)
    table, rows = judged(db(), found.unit, draft)
    return page(
        "offices/unit_draft.html",
        form=form,
        unit=found.unit,
        draft=draft,
        remarks=table.remarks,
        columns=_columns(found, draft, table),
        new=[row for row in rows if row.verdict is Verdict.ADD],
        there=[row for row in rows if row.verdict is Verdict.THERE],
        wrong=[row for row in rows if row.verdict is Verdict.WRONG],
        kinds=KIND_TITLES,
        most=SHOWN,
    )


def _columns(found: DraftAt, draft: ImportDraft, table: Table) -> UnitColumnsForm:
    """The columns as they are read now, each to be chosen anew."""
    choice = choice_of(draft)
    sheet = next((one for one in table.sheets if one.name == choice.sheet), table.sheets[0])
    guessed = guess_columns(sheet, choice.columns)
    at = {key: str(columns[0]) for key, columns in guessed.columns.items()}
    form = UnitColumnsForm(None, sheet=choice.sheet, name=at.get("name"), kind=at.get("kind"), other=choice.kind)
    heads = enumerate(heads_of(sheet, guessed))
    headed = [SelectChoice(str(n), head or _("Cột %(n)s", n=n + 1)) for n, head in heads]
    form.name.choices = form.kind.choices = [SelectChoice("", _("Không có")), *headed]
    sheets = [SelectChoice(one.name, one.name) for one in table.sheets]
    form.sheet.choices = [SelectChoice(ALL_SHEETS, _("Mọi trang tính")), *sheets]
    kinds = [SelectChoice(kind.value, _(KIND_TITLES[kind])) for kind in kinds_below(found.unit.kind)]
    form.other.choices = [SelectChoice("", _("Không chọn")), *kinds]
    return form
