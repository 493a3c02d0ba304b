"""`/lop/<code>/buoi`: sittings of a class, opened with all of it on the list; what is done in one is at `/buoi/`."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.assessments.queries.sittings import sittings_at
from lms.assessments.rules.sittings import is_open
from lms.classrooms.actions.sittings import open_class_sitting
from lms.classrooms.forms.sittings import ClassSittingForm
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.views import bp
from lms.errors import Refused
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page


@bp.get("/lop/<code>/buoi")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_sittings(found: ClassAt) -> ResponseReturnValue:
    """Open one; those of this class, the last first."""
    return _shown(found, ClassSittingForm())


@bp.post("/lop/<code>/buoi")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_sitting_opened(found: ClassAt) -> ResponseReturnValue:
    """Open it, and on to its screen."""
    form = ClassSittingForm.sent()
    if not form.is_sent_and_whole():
        return _shown(found, form)
    told = {"place": form.text("place"), "hours": form.hours.data, "once": form.text("once")}
    try:
        made = open_class_sitting(db(), origin(), found, **told)
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    return redirect(f"/buoi/{made.code}", 303)


def _shown(found: ClassAt, form: ClassSittingForm) -> Response:
    at = clock.now()
    rows = [
        (sitting, opener, seen, clock.day_of(sitting.opened_at), clock.time_of_day(sitting.opened_at))
        for sitting, opener, seen in sittings_at(db(), found.unit.unit_id)
    ]
    return page(
        "classrooms/class_sittings.html",
        form=form,
        here=found,
        going=[row for row in rows if is_open(row[0], at)],
        mine=any(is_open(row[0], at) and row[0].opened_by_id == person_id() for row in rows),
        past=[row for row in rows if not is_open(row[0], at)],
    )
