"""`/don-vi/<code>/so-nguoi/nhap`: numbers of people for many units from one file: read, looked at, entered once."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.coverage.queries.places import covered_unit
from lms.coverage.rules.kinds import SOURCE_WORDS
from lms.coverage.rules.rates import whole
from lms.documents.adapters.workbooks import workbook
from lms.documents.rules import Format, Sheet, SheetColumn
from lms.errors import Refused
from lms.offices.actions.number_import import enter_numbers, left_out
from lms.offices.forms.number_import import NumberFileForm, NumbersForm
from lms.offices.queries.drafts import DraftAt, draft_here, number_draft_at
from lms.offices.queries.number_drafts import KIND, judged, to_fill_in
from lms.offices.rules.number_rows import Verdict
from lms.offices.views import bp
from lms.offices.views.drafts import keep_brought
from lms.offices.views.numbers import asked_year
from lms.sheets.adapters.writing import MIMETYPE, workbook_of
from lms.sheets.models import ImportDraft
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import config, page
from lms.web.words import in_words

SHOWN = 200


@bp.get("/don-vi/<code>/so-nguoi/nhap")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def number_import(unit: UnitVersion) -> ResponseReturnValue:
    """A file to fill in, a file to choose."""
    return page("offices/number_import.html", form=NumberFileForm(), unit=unit, year=asked_year())


@bp.get("/don-vi/<code>/so-nguoi/mau.xlsx")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def number_blank(unit: UnitVersion) -> ResponseReturnValue:
    """The unit and those below it, with the numbers used now: to correct, complete, and bring back."""
    year = asked_year()
    words = (_("Mã đơn vị"), _("Đơn vị"), _("Nhóm"), _("Số người"), _("Ai đếm"), _("Cách đếm"),
             _("Số, ký hiệu văn bản"), _("Ngày văn bản"))  # fmt: skip
    columns = [SheetColumn(one, Format.NUMBER if place == 3 else Format.TEXT) for place, one in enumerate(words)]
    rows = [
        (one.code, one.spoken, in_words(group.short), row.number if row else None,
         in_words(SOURCE_WORDS[row.source]) if row else None, row.counting if row else None,
         row.document if row else None, row.document_on.strftime("%d/%m/%Y") if row and row.document_on else None)
        for one, group, row in to_fill_in(db(), unit, year)
    ]  # fmt: skip
    title = _("Số người thuộc diện năm %(year)s, %(unit)s", year=year, unit=unit.spoken)
    sheet = Sheet(_("Số người"), columns, rows)
    body = workbook([sheet], title=title, author=config().issuer, made_at=clock.now())
    return _file(body, f"so-nguoi-{unit.code}-{year}.xlsx")


@bp.post("/don-vi/<code>/so-nguoi/nhap")
@needs(Permission.NUMBER_KEEP, on=covered_unit)
def number_import_sent(unit: UnitVersion) -> ResponseReturnValue:
    """Read what was brought, outside any transaction, and keep it for its owner to look at."""
    code, form, year = unit.code, NumberFileForm.sent(), asked_year()
    try:
        draft = keep_brought(code, form, KIND, lambda table: (table, {"year": year}))
    except Refused as refusal:
        form.show(refusal)
        return page("offices/number_import.html", form=form, unit=unit_by_code(db(), code), year=year)
    return redirect(url_for(".number_draft", code=code, uid=draft.uid), 303)


@bp.get("/don-vi/<code>/so-nguoi/nhap/<uid>")
@needs(Permission.NUMBER_KEEP, on=number_draft_at)
def number_draft(found: DraftAt) -> ResponseReturnValue:
    """What becomes of each row; what became of them, once the draft was applied."""
    return _shown(found, draft_here(db(), found, person_id(), KIND), NumbersForm())


@bp.post("/don-vi/<code>/so-nguoi/nhap/<uid>")
@needs(Permission.NUMBER_KEEP, on=number_draft_at)
def number_draft_sent(found: DraftAt) -> ResponseReturnValue:
    """Enter the numbers."""
    draft = draft_here(db(), found, person_id(), KIND)
    form = NumbersForm.sent()
    if form.validate():
        try:
            enter_numbers(db(), (actor(), origin()), found.unit, draft, reason=form.text("reason"))
            return redirect(url_for(".number_draft", code=found.unit.code, uid=draft.uid), 303)
        except Refused as refusal:
            form.show(refusal)
    return _shown(found, draft, form)


@bp.get("/don-vi/<code>/so-nguoi/nhap/<uid>/chua-nhan.xlsx")
@needs(Permission.NUMBER_KEEP, on=number_draft_at)
def numbers_left_out(found: DraftAt) -> ResponseReturnValue:
    """The rows that are not taken, with reasons, as a file to put right and bring again."""
    draft = draft_here(db(), found, person_id(), KIND)
    told = draft.outcome["left_out"] if draft.outcome is not None else left_out(judged(db(), found.unit, draft))
    heads = [_("Mã đơn vị"), _("Nhóm"), _("Số người"), _("Dòng trong tệp"), _("Vì sao chưa nhận")]
    rows = [
        [one["code"], one["group"], one["number"], str(one["line"]), in_words(one["why"], **one["values"])]
        for one in told
    ]
    return _file(workbook_of(heads, rows), f"chua-nhan-{found.unit.code}.xlsx")


def _shown(found: DraftAt, draft: ImportDraft, form: NumbersForm) -> Response:
    context = {"unit": found.unit, "draft": draft, "year": draft.choices["year"]}
    if draft.applied_at is not None:
        return page("offices/number_import_done.html", **context)
    rows = judged(db(), found.unit, draft)
    return page(
        "offices/number_draft.html",
        form=form,
        new=[row for row in rows if row.verdict is Verdict.ADD],
        same=[row for row in rows if row.verdict is Verdict.SAME],
        wrong=[row for row in rows if row.verdict is Verdict.WRONG],
        whole=whole,
        sources=SOURCE_WORDS,
        most=SHOWN,
        **context,
    )


def _file(body: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, mimetype=MIMETYPE, headers=headers)
