"""`/lop/<code>/nhap`: pupils of one class, from a file or typed names: read, looked at, applied once."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.classrooms.actions.taking_in import take_in_by_code
from lms.classrooms.forms.rosters import CodeForm, RosterForm
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.rosters import RosterAt, class_roster_at
from lms.classrooms.views import bp
from lms.classrooms.views.roster_steps import asking, brought, kept, left_out, shown
from lms.errors import Refused
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin


@bp.get("/lop/<code>/nhap")
@needs(Permission.CLASS_KEEP, on=class_roster_at)
def roster(found: RosterAt) -> ResponseReturnValue:
    """A file to choose, names to type, or a code of somebody who comes from elsewhere."""
    return asking(found, RosterForm())


@bp.post("/lop/<code>/nhap")
@needs(Permission.CLASS_KEEP, on=class_roster_at)
def roster_sent(found: RosterAt) -> ResponseReturnValue:
    """Read what was brought and keep it to be looked at."""
    return brought(found)


@bp.post("/lop/<code>/nhan-em")
@needs(Permission.CLASS_KEEP, on=class_at)
def roster_code_sent(found: ClassAt) -> ResponseReturnValue:
    """Take somebody in by their learner code."""
    form = CodeForm.sent()
    at = RosterAt(found.school, found)
    if not form.is_sent_and_whole():
        return asking(at, RosterForm(None), form)
    try:
        take_in_by_code(db(), origin(), found, form.text("code"))
    except Refused as refusal:
        form.show(refusal)
        return asking(at, RosterForm(None), form)
    return redirect(url_for(".one_class", code=found.code) + "?da-ghi", 303)


@bp.get("/lop/<code>/nhap/<uid>")
@needs(Permission.CLASS_KEEP, on=class_roster_at)
def roster_draft(found: RosterAt) -> ResponseReturnValue:
    """What the draft would do; what it did, once it was applied."""
    return shown(found)


@bp.post("/lop/<code>/nhap/<uid>")
@needs(Permission.CLASS_KEEP, on=class_roster_at)
def roster_draft_sent(found: RosterAt) -> ResponseReturnValue:
    """Keep what was put right; with the other button, apply it."""
    return kept(found)


@bp.get("/lop/<code>/nhap/<uid>/chua-nhan.xlsx")
@needs(Permission.CLASS_KEEP, on=class_roster_at)
def rosterleft_out(found: RosterAt) -> ResponseReturnValue:
    """The rows that are not taken, with reasons, as a file to put right and bring again."""
    return left_out(found)
