"""`/lop/`: the classes that somebody keeps; `/lop/truong/<code>`: those of a school; `/lop/<code>`: one class."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.queries.classes import ClassAt, class_at, classes_kept_by, classes_of, school_at, schools_of
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.rules.areas import areas_for
from lms.classrooms.views import bp
from lms.errors import Forbidden
from lms.people.forms import BlankForm
from lms.people.rules import codes
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.web.database import db
from lms.web.guard import needs, signed_in
from lms.web.identity import actor
from lms.web.pages import page

HERE = "/lop/<code>"
MANY = 10
"""Pupils from which on the page says how to get past what stands above them."""

DONE = ("da-lap", "da-sua", "da-cat", "da-mo", "da-ghi")


@bp.get("/lop/")
@signed_in
def classes() -> ResponseReturnValue:
    """One's own classes; the only one there is opens at once."""
    schools = schools_of(db(), actor())
    rows = classes_kept_by(db(), actor())
    if not schools and not rows:
        raise Forbidden
    current = [row for row in rows if not row.here.archived]
    if len(current) == 1:
        return redirect(url_for(".one_class", code=current[0].here.code))
    return page("classrooms/classes.html", current=current, archived=[row for row in rows if row.here.archived],
                schools=schools)  # fmt: skip


@bp.get("/lop/truong/<code>")
@needs(Permission.CLASS_MAKE, on=school_at, within=True)
def school(found: UnitVersion) -> ResponseReturnValue:
    """Every class of a school with its teachers; pupils' names only behind the doors of each."""
    rows = classes_of(db(), found)
    return page(
        "classrooms/school.html",
        unit=found,
        current=[row for row in rows if not row.here.archived],
        archived=[row for row in rows if row.here.archived],
        open_to_me={row.here.room.id for row in rows if actor().may(Permission.CLASS_KEEP, row.here.path)},
        may_bring=actor().may_within(Permission.CLASS_KEEP, found.path),
        may_year=actor().may(Permission.CLASS_YEAR, found.path),
        may_give=actor().may(Permission.POST_GIVE, found.path),
    )


@bp.get(HERE)
@needs(Permission.CLASS_KEEP, on=class_at)
def one_class(found: ClassAt) -> ResponseReturnValue:
    """A class: what can be done with it, and who sits in it."""
    pupils = pupils_of(db(), found.room.id)
    if pupils:
        look(Act.CLASS_READ, found.unit, count=len(pupils))
    rules = [rule.rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    there = [rule.removeprefix(f"{HERE}/") for rule in rules if rule.startswith(f"{HERE}/")]
    return page(
        "classrooms/one_class.html",
        form=BlankForm(),
        here=found,
        pupils=pupils,
        areas=areas_for(actor(), found.path, there),
        done=next((name for name in DONE if name in request.args), None),
        join_code=codes.shown(found.room.join_code),
        may_teach=actor().may(Permission.CLASS_TEACH, found.path),
        many=MANY,
    )
