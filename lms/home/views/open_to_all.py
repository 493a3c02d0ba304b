"""The front page, search, and the two pages outside the courses."""

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.assessments.queries.closing import closed_lessons
from lms.content.adapters.running import library
from lms.content.rules.library import Library
from lms.errors import NotFound
from lms.home.views import bp
from lms.learning.adapters import COOKIE as PROGRESS_COOKIE
from lms.learning.adapters import progress_on_device
from lms.learning.queries import progress_of
from lms.learning.rules import next_step
from lms.people.queries.accounts import audiences_of
from lms.skills.rules import Audience
from lms.web.database import db
from lms.web.guard import public, shared
from lms.web.identity import actor
from lms.web.pages import page, shared_page

MOST_TYPED = 80


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """What to do today; for a visitor we know, or whose device remembers, what to go on with.

    A visitor with neither cookie gets the same bytes as every other, and caches may keep them.
    """
    books = library()
    if not {current_app.config["SESSION_COOKIE_NAME"], PROGRESS_COOKIE} & request.cookies.keys():
        return shared_page(("front", books.version), lambda: render_template("home/front.html", books=books, step=None))
    person_id = actor().person_id
    progress = progress_on_device() if person_id is None else progress_of(db(), person_id)
    audiences = audiences_of(db(), person_id) if person_id is not None else ()
    courses = [
        one for one in books.courses if set(one.audiences) & set(audiences or _audiences_of(books, progress.done))
    ]
    closed = closed_lessons(db(), person_id, books) if person_id is not None and progress else ()
    step = next_step(books, progress, courses, closed) if progress else None
    return page("home/front.html", books=books, step=step)


def _audiences_of(books: Library, lessons: object) -> set[Audience]:
    """Whom the lessons learnt on a device are for: what comes next is looked for among the same."""
    codes = list(lessons) if isinstance(lessons, dict) else []
    found = {audience for code in codes if (lesson := books.lesson(code)) for audience in lesson.audiences}
    return found or {Audience.CITIZEN}


@bp.get("/tim")
@shared
def search() -> ResponseReturnValue:
    """Lessons that have every word typed, with or without diacritics."""
    typed = request.args.get("q", "")[:MOST_TYPED].strip()
    books = library()
    response = page("home/search.html", typed=typed, found=books.search(typed), books=books)
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value, unused-ignore]


@bp.get("/khan-cap")
@shared
def emergency() -> ResponseReturnValue:
    """What to do now, for somebody who may have been deceived."""
    return _text("khan-cap")


@bp.get("/gioi-thieu")
@shared
def about() -> ResponseReturnValue:
    """Who runs this, what it never asks for, and what it keeps of people."""
    return _text("gioi-thieu")


def _text(code: str) -> ResponseReturnValue:
    books = library()
    found = books.page(code)
    if found is None:
        raise NotFound
    late = found.overdue(clock.today())
    return shared_page(
        ("page", books.version, code, str(late)),
        lambda: render_template("home/text.html", found=found, late=late),
    )
