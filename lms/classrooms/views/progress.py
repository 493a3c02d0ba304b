"""`/lop/<code>/tien-do`: pupils by work; `…/bai`: work by pupils; `…/cau-nham`: what many get wrong at first."""

import hashlib

from flask import Response, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.adapters.looks import is_marked, mark_of
from lms.classrooms.forms.work import spoken, why_in_need
from lms.classrooms.models.lessons import LessonPeriod
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.lessons import period_now
from lms.classrooms.queries.mistakes import missed_in_lessons, missed_in_quizzes, weak_skills
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.queries.work import grid_of, works_of
from lms.classrooms.rules.standing import State
from lms.classrooms.rules.things import paper_rule
from lms.classrooms.rules.work import Grid
from lms.classrooms.views import bp
from lms.content.adapters.running import library
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import person_id
from lms.web.pages import page

COLUMNS = 8
"""How many pieces of work the grid shows at first: what is due next, then what was due last."""

IN_NEED = 3
"""How many of those who want help most are named at the top."""

REFRESH_SECONDS = 20


@bp.get("/lop/<code>/tien-do")
@needs(Permission.CLASS_TEACH, on=class_at)
def progress(found: ClassAt) -> ResponseReturnValue:
    """The grid: each pupil, and where they are with each piece of work."""
    return _grid(found, "classrooms/progress.html")


@bp.get("/lop/<code>/tien-do/bai")
@needs(Permission.CLASS_TEACH, on=class_at)
def progress_work(found: ClassAt) -> ResponseReturnValue:
    """Each piece of work, and who is where with it."""
    return _grid(found, "classrooms/progress_work.html")


@bp.get("/lop/<code>/tien-do/cau-nham")
@needs(Permission.CLASS_TEACH, on=class_at)
def mistakes(found: ClassAt) -> ResponseReturnValue:
    """Questions that many got wrong at first, in what was set or in everything; weak skills; numbers only, no names."""
    books = library()
    people = [one.person.id for one in pupils_of(db(), found.room.id)]
    set_lessons = {code for one in works_of(db(), found.room.id, books) for code in one.thing.lessons}
    everything = "tat-ca" in request.args or not set_lessons
    rule = paper_rule(books, found.room.grade)
    return page(
        "classrooms/mistakes.html",
        here=found,
        everything=everything,
        narrower=bool(set_lessons),
        missed=missed_in_lessons(db(), people, books, None if everything else set_lessons),
        in_quizzes=missed_in_quizzes(db(), people, found.room.school_id),
        weak=weak_skills(db(), people, rule, books) if rule is not None else [],
    )


def _grid(found: ClassAt, template: str) -> Response:
    """The grid on a template; 304 to a page that asks whether anything has changed since it was made."""
    grid = grid_of(db(), found, clock.today(), library())
    period = period_now(db(), found.room.id, clock.now())
    everything = "tat-ca" in request.args
    ends = period.ends_at if period is not None else None
    digest = hashlib.sha256(repr((grid, ends, everything)).encode()).hexdigest()[:16]
    tag = f"{digest}.{_looked(found, grid)}"
    if request.headers.get("If-None-Match") == f'"{tag}"':
        return Response(status=304)
    today, wanting = clock.today(), grid.in_need()
    response = page(
        template,
        here=found,
        grid=grid,
        shown=len(grid.works) if everything else min(COLUMNS, len(grid.works)),
        states=State,
        in_need=[(row, why_in_need(row, library())) for row in wanting[:IN_NEED]],
        wanting=len(wanting),
        day=lambda day: spoken(day, today),
        time=clock.time_of_day(clock.now()),
        tag=tag,
        left=_seconds_left(period),
        every=REFRESH_SECONDS,
    )
    response.set_etag(tag)
    return response


def _looked(found: ClassAt, grid: Grid) -> str:
    """Put the look on record, once an hour for a page that refreshes itself; the mark that says so."""
    _, _, mark = request.headers.get("If-None-Match", "").strip('"').partition(".")
    if is_marked(mark, person_id(), found.unit.unit_id):
        return mark
    if grid.rows:
        look(Act.CLASS_READ, found.unit, count=len(grid.rows))
    return mark_of(person_id(), found.unit.unit_id)


def _seconds_left(period: LessonPeriod | None) -> int:
    """Until the lesson's end; 0 when none is held."""
    return max(0, int((period.ends_at - clock.now()).total_seconds())) if period is not None else 0
