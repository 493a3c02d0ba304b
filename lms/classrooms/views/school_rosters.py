"""`/lop/truong/<code>/nhap`: the pupils of several classes from one file of the school."""

from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.classrooms.forms.rosters import SchoolRosterForm
from lms.classrooms.queries.rosters import RosterAt, school_roster_at
from lms.classrooms.views import bp
from lms.classrooms.views.roster_steps import asking, brought, kept, left_out, shown
from lms.web.guard import needs


@bp.get("/lop/truong/<code>/nhap")
@needs(Permission.CLASS_MAKE, on=school_roster_at, within=True)
def school_roster(found: RosterAt) -> ResponseReturnValue:
    """A file of several classes to choose."""
    return asking(found, SchoolRosterForm())


@bp.post("/lop/truong/<code>/nhap")
@needs(Permission.CLASS_MAKE, on=school_roster_at, within=True)
def school_roster_sent(found: RosterAt) -> ResponseReturnValue:
    """Read what was brought and keep it to be looked at."""
    return brought(found)


@bp.get("/lop/truong/<code>/nhap/<uid>")
@needs(Permission.CLASS_MAKE, on=school_roster_at, within=True)
def school_roster_draft(found: RosterAt) -> ResponseReturnValue:
    """What the draft would do; what it did, once it was applied."""
    return shown(found)


@bp.post("/lop/truong/<code>/nhap/<uid>")
@needs(Permission.CLASS_MAKE, on=school_roster_at, within=True)
def school_roster_draft_sent(found: RosterAt) -> ResponseReturnValue:
    """Keep what was put right; with the other button, apply it."""
    return kept(found)


@bp.get("/lop/truong/<code>/nhap/<uid>/chua-nhan.xlsx")
@needs(Permission.CLASS_MAKE, on=school_roster_at, within=True)
def school_rosterleft_out(found: RosterAt) -> ResponseReturnValue:
    """The rows that are not taken, with reasons, as a file to put right and bring again."""
    return left_out(found)
