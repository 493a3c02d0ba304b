"""`/lop/<code>/bai-giao`: work set for a class; `…/moi`: setting more."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.actions.work import Wanted, set_work
from lms.classrooms.forms.work import WorkForm, choice_words, pupil_choices, spoken
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.queries.quizzes import quizzes_of
from lms.classrooms.queries.work import grid_rows, works_of
from lms.classrooms.rules.days import read_day, read_last_day
from lms.classrooms.rules.kinds import WORK_WORDS, WorkKind
from lms.classrooms.rules.standing import tally
from lms.classrooms.rules.things import KIND_SEGMENTS, NONE_TO_SET, choices_of
from lms.classrooms.rules.work import Phase, in_order
from lms.classrooms.views import bp
from lms.content.adapters.running import library
from lms.errors import Refused
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page
from lms.web.words import in_words

DONE = ("da-giao", "da-rut")


@bp.get("/lop/<code>/bai-giao")
@needs(Permission.CLASS_TEACH, on=class_at)
def works(found: ClassAt) -> ResponseReturnValue:
    """What is open, to come and past, and how many pupils have done each; numbers only, no names."""
    today = clock.today()
    every = in_order(works_of(db(), found.room.id, library(), withdrawn=True), today)
    told = [one for one in every if one.withdrawn is None]
    rows = grid_rows(db(), pupils_of(db(), found.room.id), told, today)
    done = {one.id: tally(row.standings[place] for row in rows) for place, one in enumerate(told)}
    return page(
        "classrooms/works.html",
        here=found,
        phases=[(phase, [one for one in told if one.phase(today) is phase]) for phase in Phase],
        withdrawn=[one for one in every if one.withdrawn is not None],
        done=done,
        kinds=WORK_WORDS,
        day=lambda day: spoken(day, today),
        told=next((name for name in DONE if name in request.args), None),
    )


@bp.get("/lop/<code>/bai-giao/moi")
@needs(Permission.CLASS_TEACH, on=class_at)
def work_new(found: ClassAt) -> ResponseReturnValue:
    """Ask what is to be set, from when until when, for whom."""
    check_in_use(found)
    today = clock.today()
    return _asking(found, WorkForm(opens=today.strftime("%d/%m/%Y"), target=request.args.get("bai")))


@bp.post("/lop/<code>/bai-giao/moi")
@needs(Permission.CLASS_TEACH, on=class_at)
def work_new_sent(found: ClassAt) -> ResponseReturnValue:
    """Set it."""
    form = WorkForm.sent()
    _choices(found, form)
    if not form.is_sent_and_whole():
        return _asking(found, form)
    today = clock.today()
    told = form.read(opens=lambda typed: read_day(typed, today, field="opens"))
    told |= form.read(due=lambda typed: read_last_day(typed, today, told.get("opens")))
    try:
        chosen = form.chosen()
        if len(told) < len(("opens", "due")):
            return _asking(found, form)
        once = f"{origin().person_id}:{form.text('once')[:60]}"
        set_work(db(), origin(), found, Wanted(_kind(), form.text("target"), chosen=chosen, **told), once=once)
    except Refused as refusal:
        form.show(refusal)
        return _asking(found, form)
    return redirect(url_for(".works", code=found.code) + "?da-giao", 303)


def _kind() -> WorkKind:
    """The kind that the address names; lessons when it names none."""
    return KIND_SEGMENTS.get(request.args.get("loai", ""), WorkKind.LESSON)


def _choices(found: ClassAt, form: WorkForm) -> None:
    """Fill in what can be chosen, in the class's own library and list."""
    kind = _kind()
    quizzes = quizzes_of(db(), found.room.school_id) if kind is WorkKind.QUIZ else ()
    told = choices_of(kind, library(), found.room.grade, [(one.uid, one.title) for one in quizzes])
    form.target.choices = choice_words(told)
    form.pupils.choices = pupil_choices(pupils_of(db(), found.room.id))


def _asking(found: ClassAt, form: WorkForm) -> Response:
    _choices(found, form)
    ways = {kind: url_for(".work_new", code=found.code, loai=segment) for segment, kind in KIND_SEGMENTS.items()}
    return page(
        "classrooms/work_new.html",
        form=form,
        here=found,
        kind=_kind(),
        ways=[(in_words(WORK_WORDS[kind]), address) for kind, address in ways.items()],
        at=ways[_kind()],
        nothing=NONE_TO_SET[_kind()],
    )
