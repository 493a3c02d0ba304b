"""`/lop/<code>/bai-giao/<work>`: who has done it; `…/sua`: other days, other pupils, longer for some; withdrawing."""

from datetime import date

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.work import change_days, change_pupils, extend, withdraw
from lms.classrooms.forms.work import ALL, SOME, DaysForm, ExtendForm, PupilsForm, pupil_choices, spoken, why_stuck
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.queries.work import WorkAt, grid_rows, work_at, work_of
from lms.classrooms.rules.days import read_day, read_last_day
from lms.classrooms.rules.kinds import WORK_WORDS
from lms.classrooms.rules.work import Grid
from lms.classrooms.views import bp
from lms.content.adapters.running import library
from lms.errors import Refused
from lms.people.forms import BlankForm
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page

HERE = "/lop/<code>/bai-giao/<int:work>"
DONE = ("da-doi", "da-gia-han")


@bp.get(HERE)
@needs(Permission.CLASS_TEACH, on=work_at)
def work_one(found: WorkAt) -> ResponseReturnValue:
    """Each pupil it is set for, and where they are with it."""
    today = clock.today()
    work = work_of(db(), found, library())
    rows = grid_rows(db(), pupils_of(db(), found.here.room.id), [work], today)
    asked = [row for row in rows if row.standings[0] is not None]
    if asked:
        look(Act.CLASS_READ, found.here.unit, count=len(asked))
    return page(
        "classrooms/work_one.html",
        form=BlankForm(),
        here=found.here,
        work=work,
        rows=asked,
        total=Grid((work,), rows).totals[0],
        kinds=WORK_WORDS,
        day=lambda day: spoken(day, today),
        why=lambda one: why_stuck(one, library()),
        told=next((name for name in DONE if name in request.args), None),
    )


@bp.get(f"{HERE}/sua")
@needs(Permission.CLASS_TEACH, on=work_at)
def work_change(found: WorkAt) -> ResponseReturnValue:
    """Ask for other days, other pupils, a later day for some."""
    return _asking(found)


@bp.post(f"{HERE}/sua")
@needs(Permission.CLASS_TEACH, on=work_at)
def work_change_sent(found: WorkAt) -> ResponseReturnValue:
    """Give it other days."""
    form, today = DaysForm.sent(), clock.today()
    if form.is_sent_and_whole():
        told = form.read(opens=lambda typed: read_day(typed, today, field="opens"))
        told |= form.read(due=lambda typed: read_last_day(typed, today, told.get("opens")))
        if not form.errors:
            try:
                change_days(db(), origin(), found, **told)
                return _back(found, "da-doi")
            except Refused as refusal:
                form.show(refusal)
    return _asking(found, days=form)


@bp.post(f"{HERE}/cho-em")
@needs(Permission.CLASS_TEACH, on=work_at)
def work_pupils_sent(found: WorkAt) -> ResponseReturnValue:
    """Say whom it is for."""
    form = PupilsForm.sent()
    form.pupils.choices = pupil_choices(pupils_of(db(), found.here.room.id))
    if form.is_sent_and_whole():
        try:
            change_pupils(db(), origin(), found, form.chosen())
            return _back(found, "da-doi")
        except Refused as refusal:
            form.show(refusal)
    return _asking(found, who=form)


@bp.post(f"{HERE}/gia-han")
@needs(Permission.CLASS_TEACH, on=work_at)
def work_extended_sent(found: WorkAt) -> ResponseReturnValue:
    """Give some of them longer."""
    form, today = ExtendForm.sent(), clock.today()
    work = work_of(db(), found, library())
    asked = [one for one in pupils_of(db(), found.here.room.id) if work.is_for(one.person.id)]
    form.people.choices = pupil_choices(asked)
    if form.is_sent_and_whole() and (told := form.read(until=lambda typed: read_day(typed, today, field="until"))):
        try:
            extend(db(), origin(), found, form.chosen(), told["until"])
            return _back(found, "da-gia-han")
        except Refused as refusal:
            form.show(refusal)
    return _asking(found, longer=form)


@bp.post(f"{HERE}/rut")
@needs(Permission.CLASS_TEACH, on=work_at)
def work_withdrawn_sent(found: WorkAt) -> ResponseReturnValue:
    """Ask for it no more."""
    withdraw(db(), origin(), found)
    return redirect(url_for(".works", code=found.here.code) + "?da-rut", 303)


def _back(found: WorkAt, told: str) -> ResponseReturnValue:
    return redirect(url_for(".work_one", code=found.here.code, work=found.row.id) + f"?{told}", 303)


def _asking(
    found: WorkAt, *, days: DaysForm | None = None, who: PupilsForm | None = None, longer: ExtendForm | None = None
) -> Response:
    """The three forms; the one that was sent keeps what was typed and says what is wrong."""
    today = clock.today()
    work = work_of(db(), found, library())
    pupils = pupils_of(db(), found.here.room.id)
    sent = days or who or longer or BlankForm()
    days = days or DaysForm(opens=_typed(work.opens), due=_typed(work.due))
    who = who or PupilsForm(who=ALL if work.for_all else SOME, pupils=sorted(work.chosen))
    longer = longer or ExtendForm()
    who.pupils.choices = pupil_choices(pupils)
    longer.people.choices = pupil_choices([one for one in pupils if work.is_for(one.person.id)])
    return page(
        "classrooms/work_change.html",
        form=sent,
        days=days,
        who=who,
        longer=longer,
        here=found.here,
        work=work,
        day=lambda day: spoken(day, today),
    )


def _typed(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day is not None else ""
