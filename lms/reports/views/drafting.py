"""`/bao-cao/<code>/<number>/soan`: the draft in parts, each saved by itself; submitting; a numbered correction."""

from collections.abc import Mapping

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.errors import Refused
from lms.reports.actions.drafting import (
    correct,
    indicators_of,
    save_indicators,
    save_texts,
    seen_token,
    texts_of,
)
from lms.reports.actions.signing import submit
from lms.reports.forms.drafting import (
    OWN,
    SubmitForm,
    TextsForm,
    numbers_form,
    read_indicators,
    read_texts,
    rows_of,
)
from lms.reports.queries.decided import period_of_report
from lms.reports.queries.reports import Found, hold, names_of, report_at
from lms.reports.rules.editing import Merged, Overtaken
from lms.reports.rules.states import Step, check_step
from lms.reports.views import bp
from lms.reports.views.reaching import check_own, content_now, held
from lms.reports.views.showing import report_page
from lms.web.database import db
from lms.web.forms import Form
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/bao-cao/<code>/<int:number>/soan")
@needs(Permission.REPORT_DRAFT, on=report_at)
def drafting(found: Found) -> ResponseReturnValue:
    """The draft: what the platform counts, numbers counted by hand, texts."""
    check_own(found, Step.EDIT)
    return _shown(found)


@bp.post("/bao-cao/<code>/<int:number>/soan")
@needs(Permission.REPORT_DRAFT, on=report_at)
def drafting_sent(found: Found) -> ResponseReturnValue:
    """Keep the texts."""
    check_own(found, Step.EDIT)
    form = TextsForm.sent()
    form.is_sent_and_whole()
    typed = read_texts(form)
    if form.errors:
        return _shown(found, texts=form)
    try:
        save_texts(db(), origin(), found.report, typed, form.text("seen"))
    except Overtaken as overtaken:
        return _overtaken(found, form, overtaken.merged)
    return redirect(f"{_address(found)}/soan?da-luu=loi", 303)


@bp.post("/bao-cao/<code>/<int:number>/so-nhap-tay")
@needs(Permission.REPORT_DRAFT, on=report_at)
def numbers_sent(found: Found) -> ResponseReturnValue:
    """Keep the numbers counted by hand."""
    check_own(found, Step.EDIT)
    form = numbers_form(rows_of(found.report)).sent()
    form.is_sent_and_whole()
    typed = read_indicators(form, rows_of(found.report))
    if form.errors:
        return _shown(found, numbers=form)
    shown = {name: form.text(name) for name in form.data if name.endswith(("_value", "_evidence")) and name not in OWN}
    for one in typed:
        shown[f"{one.key}_value"] = str(one.value)
    try:
        save_indicators(db(), origin(), found.report, typed, seen=form.text("seen"), shown=shown)
    except Overtaken as overtaken:
        return _overtaken(found, form, overtaken.merged)
    return redirect(f"{_address(found)}/soan?da-luu=so", 303)


@bp.post("/bao-cao/<code>/<int:number>/trinh")
@needs(Permission.REPORT_DRAFT, on=report_at)
def submitted(found: Found) -> ResponseReturnValue:
    """Freeze the draft and lay it before the signer."""
    check_own(found, Step.SUBMIT)
    form = SubmitForm.sent()
    version = form.text("version")
    hold(db(), found.report)
    try:
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        submit(db(), origin(), found.report, content_now(found), seen)
    except Refused as refusal:
        form.show(refusal)
        return report_page(found, form)
    return redirect(_address(found), 303)


@bp.post("/bao-cao/<code>/<int:number>/dinh-chinh")
@needs(Permission.REPORT_DRAFT, on=report_at)
def corrected(found: Found) -> ResponseReturnValue:
    """Begin a numbered correction."""
    check_own(found, Step.CORRECT)
    made = correct(db(), origin(), found.report)
    return redirect(f"/bao-cao/{found.unit.code}/{made.id}", 303)


def _shown(
    found: Found,
    *,
    texts: TextsForm | None = None,
    numbers: Form | None = None,
    others: Mapping[str, str] | None = None,
) -> Response:
    report = found.report
    check_step(Step.EDIT, report.state, held(found))
    rows = rows_of(report)
    there = indicators_of(report)
    return page(
        "reports/drafting.html",
        form=texts or numbers,
        unit=found.unit,
        report=report,
        here=_address(found),
        period=period_of_report(report, clock.today()),
        content=content_now(found),
        texts=texts or TextsForm(data={"seen": seen_token(report, texts_of(report)), **texts_of(report)}),
        numbers=numbers or numbers_form(rows)(data={"seen": seen_token(report, _all(rows, there)), **there}),
        rows=rows,
        others=others or {},
        notices=_saved(request.args.get("da-luu")),
        names=names_of(db(), [report.drafted_by_id, *(row.entered_by_id for row in report.indicators)]),
        entered={row.key: row for row in report.indicators},
        day_of=clock.day_of,
        time_of=clock.time_of_day,
    )


def _saved(what: str | None) -> list[tuple[str, str]]:
    """What was just saved."""
    words = {"so": gettext("Đã lưu số nhập tay."), "loi": gettext("Đã lưu lời văn.")}
    return [("good", words[what])] if what in words else []


def _overtaken(found: Found, form: Form, merged: Merged) -> Response:
    """The form again, with what was typed, what the other saved beside it, and marks of what stands there now."""
    report = hold(db(), found.report)
    is_texts = isinstance(form, TextsForm)
    rows = rows_of(report)
    there = texts_of(report) if is_texts else _all(rows, indicators_of(report))
    form = form if is_texts else _again(form, rows)
    for name, value in merged.values.items():
        if name in form:
            form[name].data = value
    form["seen"].data = seen_token(report, there)
    form.form_errors.append(
        gettext("Người khác vừa lưu phần này. Chữ của cả hai đều còn: xem chỗ có ghi “người kia vừa lưu”, rồi lưu lại.")
    )
    if isinstance(form, TextsForm):
        return _shown(found, texts=form, others=merged.others)
    return _shown(found, numbers=form, others=merged.others)


def _again(form: Form, rows: list[tuple[str, str]]) -> Form:
    """The form of the indicators with the rows there are now, and all that was typed."""
    return numbers_form(rows)(data={name: form.text(name) for name in form.data})


def _all(rows: list[tuple[str, str]], there: Mapping[str, str]) -> dict[str, str]:
    names = (f"{key}_{part}" for key, _ in rows for part in ("value", "evidence"))
    return {name: there.get(name, "") for name in names}


def _address(found: Found) -> str:
    return f"/bao-cao/{found.unit.code}/{found.report.id}"
