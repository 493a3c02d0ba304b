"""`/vao-lop/xong`: a lesson has ended on this machine; what was done in it, told once."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.assessments.queries.closing import closed_lessons
from lms.classrooms.models.lessons import LessonPeriod
from lms.classrooms.queries.classes import ClassAt, class_of
from lms.classrooms.queries.lesson_deeds import Done, done_since
from lms.classrooms.queries.lessons import came_to, living_among, period_by_id
from lms.classrooms.rules.lessons import goes_on, is_fresh
from lms.classrooms.rules.years import audience_of
from lms.classrooms.views import bp
from lms.classrooms.views.arriving import is_kid
from lms.content.adapters.running import library
from lms.content.rules.library import Lesson
from lms.learning.adapters import forget_on_device
from lms.learning.queries import progress_of
from lms.learning.rules import NextStep, next_step
from lms.people.models import Person
from lms.web import identity
from lms.web.database import db
from lms.web.guard import public
from lms.web.identity import Ended, actor
from lms.web.pages import page


@dataclass(frozen=True, slots=True)
class Told:
    """What one pupil is told at the end: what they did, the lessons learnt, what comes next."""

    person: Person
    done: Done
    lessons: list[Lesson]
    step: NextStep | None


@bp.get("/vao-lop/xong")
@public
def lesson_over() -> ResponseReturnValue:
    """What was done in the lesson that has just ended here, once; afterwards only that it is over."""
    told = identity.ended()
    period = period_by_id(db(), told.lesson) if told else None
    fresh = told is not None and period is not None and is_fresh(period, told.at, clock.now())
    context = _telling(told, period) if told and period and fresh else {"here": None, "told": [], "why": None}
    late = "muon" in request.args
    response = page("classrooms/lesson_over.html", late=late, signed_in=actor().person_id is not None, **context)
    if told is not None:
        _leave_nothing(response)
    return response


def _telling(ended: Ended, period: LessonPeriod) -> dict[str, Any]:
    here = class_of(db(), period.classroom_id)
    people = living_among(db(), ended.people)
    done = done_since(db(), [one.id for one in people], period.opened_at)
    return {
        "here": here,
        "kid": is_kid(here),
        "why": _why(here, period, ended),
        "told": [_told(here, one, done[one.id]) for one in people],
    }


def _why(here: ClassAt, period: LessonPeriod, ended: Ended) -> str:
    """`over`: the lesson is; `archived`: its class is; `left`: they chose to; `out`: list or secret was changed."""
    if here.archived:
        return "archived"
    if not goes_on(period, clock.now()):
        return "over"
    return "out" if came_to(db(), period.id) & set(ended.people) else "left"


def _told(here: ClassAt, person: Person, done: Done) -> Told:
    books = library()
    mine = [course for course in books.courses if audience_of(here.room.grade) in course.audiences]
    learnt = [lesson for code in done.lessons if (lesson := books.lesson(code))]
    closed = closed_lessons(db(), person.id, books)
    return Told(person, done, learnt, next_step(books, progress_of(db(), person.id), mine, closed))


def _leave_nothing(response: Response) -> None:
    """Take what signed-out reading and the browser's memory may hold off a machine that the next class will use."""
    forget_on_device(response)
    response.headers["Clear-Site-Data"] = '"cache"'
