"""`/lop/truong/<code>/moi`: one more class; `/lop/<code>/sua`: its name; putting it away and taking it out again."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission, Role
from lms.classrooms.actions.classes import archive, make_class, rename_class, reopen
from lms.classrooms.forms.classes import ClassForm, ClassNameForm
from lms.classrooms.queries.classes import ClassAt, class_at, school_at
from lms.classrooms.rules.years import GRADES_AT, read_grade, school_year, year_words
from lms.classrooms.views import bp
from lms.errors import Refused
from lms.people.actions.posts import take_own_class
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind, clean_name
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page


@bp.get("/lop/truong/<code>/moi")
@needs(Permission.CLASS_MAKE, on=school_at, within=True)
def class_new(found: UnitVersion) -> ResponseReturnValue:
    """Ask for the class's name, year and grade."""
    return _asking(found, ClassForm(year=str(school_year(clock.today()))))


@bp.post("/lop/truong/<code>/moi")
@needs(Permission.CLASS_MAKE, on=school_at, within=True)
def class_new_sent(found: UnitVersion) -> ResponseReturnValue:
    """Make it; a teacher who makes it teaches it from then on."""
    form = ClassForm.sent()
    form.year.choices, form.grade.choices = _years(), _grades(found)
    if not form.is_sent_and_whole():
        return _asking(found, form)
    told = form.read(
        name=lambda typed: clean_name(typed, UnitKind.CLASS), grade=lambda typed: read_grade(typed, found.kind)
    )
    if len(told) < 2:
        return _asking(found, form)
    once = f"{origin().person_id}:{form.text('once')[:60]}"
    try:
        made = make_class(db(), origin(), found, school_year=int(form.text("year")), once=once, **told)
    except Refused as refusal:
        form.show(refusal)
        return _asking(found, form)
    if not actor().may(Permission.CLASS_TEACH, made.path) and _teaches_in(found):
        take_own_class(db(), origin(), made.unit)
    if actor().may(Permission.CLASS_KEEP, made.path) or _teaches_in(found):
        return redirect(url_for(".one_class", code=made.code) + "?da-lap", 303)
    return redirect(url_for(".school", code=found.code), 303)


@bp.get("/lop/<code>/sua")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_edit(found: ClassAt) -> ResponseReturnValue:
    """Ask for another name; put the class away, or take it out again."""
    return page("classrooms/class_edit.html", form=ClassNameForm(name=found.unit.name), here=found)


@bp.post("/lop/<code>/sua")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_edit_sent(found: ClassAt) -> ResponseReturnValue:
    """Give it the name."""
    form = ClassNameForm.sent()
    if form.is_sent_and_whole() and (told := form.read(name=lambda typed: clean_name(typed, UnitKind.CLASS))):
        try:
            rename_class(db(), origin(), found, told["name"])
            return redirect(url_for(".one_class", code=found.code) + "?da-sua", 303)
        except Refused as refusal:
            form.show(refusal)
    return page("classrooms/class_edit.html", form=form, here=found)


@bp.post("/lop/<code>/cat")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_archived(found: ClassAt) -> ResponseReturnValue:
    """Put it away."""
    archive(db(), origin(), found)
    return redirect(url_for(".one_class", code=found.code) + "?da-cat", 303)


@bp.post("/lop/<code>/mo-lai")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_reopened(found: ClassAt) -> ResponseReturnValue:
    """Take it out again."""
    reopen(db(), origin(), found)
    return redirect(url_for(".one_class", code=found.code) + "?da-mo", 303)


def _asking(found: UnitVersion, form: ClassForm) -> Response:
    form.year.choices, form.grade.choices = _years(), _grades(found)
    return page("classrooms/class_new.html", form=form, unit=found)


def _years() -> list[SelectChoice]:
    now = school_year(clock.today())
    return [SelectChoice(str(year), year_words(year)) for year in (now, now + 1, now - 1)]


def _grades(found: UnitVersion) -> list[SelectChoice]:
    return [SelectChoice(str(grade), _("Lớp %(grade)s", grade=grade)) for grade in GRADES_AT[found.kind]]


def _teaches_in(school: UnitVersion) -> bool:
    """Whether the visitor teaches at the school or in one of its classes."""
    return any(post.role is Role.TEACHER and post.path.startswith(school.path) for post in actor().posts)
