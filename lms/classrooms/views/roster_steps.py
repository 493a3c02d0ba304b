"""The steps by which a list of pupils comes in, the same for a class and for a school."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.actions.rosters import apply_roster, left_out_of
from lms.classrooms.forms.rosters import CodeForm, RosterForm, SchoolRosterForm
from lms.classrooms.queries.rosters import KIND, RosterAt, class_roster_at, preview_of, school_roster_at
from lms.classrooms.rules.roster_classes import class_key
from lms.classrooms.rules.roster_columns import first_choice, without_private
from lms.classrooms.rules.years import read_year_to_fill
from lms.classrooms.views.roster_preview import offered_years, previewed, put_right
from lms.errors import Forbidden, Refused
from lms.sheets.actions import keep_draft
from lms.sheets.forms import as_file
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft
from lms.sheets.rules.choosing import without_numbers
from lms.sheets.rules.tables import packed
from lms.web.database import db, forget_changes
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page

SHOWN = 40


def _check_keeps(at: RosterAt) -> None:
    """Raises Forbidden for whoever keeps no class there: a post far above shows no names."""
    if not actor().may_within(Permission.CLASS_KEEP, at.path):
        raise Forbidden


def asking(at: RosterAt, form: RosterForm, code: CodeForm | None = None) -> Response:
    """The screen on which a list is brought."""
    _check_keeps(at)
    if isinstance(form, SchoolRosterForm):
        form.school_year.choices = offered_years()
    return page(
        "classrooms/roster.html" if at.here else "classrooms/school_roster.html",
        form=form if code is None or not code.errors else code,
        brought=form,
        code=code or CodeForm(None),
        at=at,
    )


def brought(at: RosterAt) -> ResponseReturnValue:
    """Read what was brought, outside any transaction, and keep it for its owner to look at."""
    _check_keeps(at)
    form = RosterForm.sent() if at.here else SchoolRosterForm.sent()
    to_class, code, key = at.here is not None, at.unit.code, class_key(at.unit.name) if at.here else ""
    forget_changes()
    try:
        chosen = {} if to_class else {"school_year": read_year_to_fill(form.text("school_year"), clock.today())}
        table, name = form.brought()
        harmless = without_private(without_numbers(table))
    except Refused as refusal:
        form.show(refusal)
        return asking(_place(code, to_class=to_class), form)
    again = _place(code, to_class=to_class)
    try:
        if again.here is not None:
            check_in_use(again.here)
    except Refused as refusal:
        form.show(refusal)
        return asking(again, form)
    draft = keep_draft(
        db(), owner_id=person_id(), unit_id=again.unit.unit_id, kind=KIND, file_name=name, rows=packed(harmless),
        choices={"sheet": first_choice(harmless, key).sheet, **chosen},
    )  # fmt: skip
    return redirect(f"{again.address}/{draft.uid}", 303)


def shown(at: RosterAt) -> Response:
    """What the draft would do; what it did, once it was applied."""
    draft = _own(at)
    if draft.applied_at is not None:
        return page("classrooms/roster_done.html", at=at, draft=draft, shown=SHOWN)
    return previewed(at, draft, preview_of(db(), at, actor(), draft, clock.today()))


def kept(at: RosterAt) -> ResponseReturnValue:
    """Keep what was put right; with the other button, apply the draft."""
    draft = _own(at)
    if draft.applied_at is None:
        refusal = put_right(at, draft)
        if refusal is None and request.form.get("do") == "ghi":
            code, to_class = at.unit.code, at.here is not None
            try:
                apply_roster(db(), origin(), actor(), at, draft, today=clock.today())
            except Refused as said_no:
                forget_changes()
                at, refusal = _place(code, at.uid, to_class=to_class), said_no
                draft = _own(at)
                put_right(at, draft)
        if refusal is not None:
            return previewed(at, draft, preview_of(db(), at, actor(), draft, clock.today()), refusal)
    return redirect(f"{at.address}/{at.uid}", 303)


def _place(code: str, uid: str = "", *, to_class: bool) -> RosterAt:
    """Where a roster goes, read anew in the transaction that has begun since."""
    return (class_roster_at if to_class else school_roster_at)(db(), code, uid)


def left_out(at: RosterAt) -> Response:
    """The rows that are not taken, with reasons, as a file."""
    draft = _own(at)
    if draft.outcome is not None:
        rows = draft.outcome["left_out"]
    else:
        rows = left_out_of(preview_of(db(), at, actor(), draft, clock.today()))
    heads = [_("Dòng trong tệp"), _("STT"), _("Họ và tên"), _("Năm sinh"), _("Lớp"), _("Vì sao chưa nhận")]
    return as_file(f"chua-nhan-{at.unit.code}", heads, rows)


def _own(at: RosterAt) -> ImportDraft:
    _check_keeps(at)
    return own_draft(db(), at.uid, person_id(), KIND, at.unit.unit_id)
