"""The catalogue, a course, a lesson, and their pictures: the same for everybody, rendered once per build."""

from flask import Blueprint, Response, current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.content.adapters.running import SHELF, Shelf, library
from lms.content.rules.library import Course, Lesson, Library
from lms.errors import NotFound
from lms.skills.rules import Audience
from lms.web.guard import shared
from lms.web.pages import shared_page

bp = Blueprint("content", __name__)

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
YEAR = "public, max-age=31536000, immutable"

SHOWN_AUDIENCES = (Audience.CITIZEN, Audience.OFFICIAL, Audience.SECONDARY, Audience.PRIMARY)


@bp.get("/hoc/")
@shared
def catalogue() -> ResponseReturnValue:
    """Every course, by whom it is for."""
    books = library()
    return shared_page(("catalogue", books.version), lambda: _catalogue(books))


@bp.get("/hoc/<code>/")
@shared
def course(code: str) -> ResponseReturnValue:
    """A course and its lessons in order."""
    books = library()
    found = books.course(code)
    if found is None:
        raise NotFound
    return shared_page(("course", books.version, code), lambda: _course(books, found))


@bp.get("/hoc/<course_code>/<code>")
@shared
def lesson(course_code: str, code: str) -> ResponseReturnValue:
    """A lesson; one that moved or was removed leads to where it went."""
    books = library()
    found = books.lesson(code)
    if found is None or found.course != course_code:
        target = found.address if found else books.moved(course_code, code)
        if target is None:
            raise NotFound
        return redirect(target, 301)
    late = found.overdue(clock.today())
    return shared_page(("lesson", books.version, code, str(late)), lambda: _lesson(books, found, late=late))


@bp.get("/hoc/hinh/<name>")
@shared
def picture(name: str) -> ResponseReturnValue:
    """A lesson's drawing; its name carries its hash, so it never changes."""
    shelf: Shelf = current_app.extensions[SHELF]
    body = shelf.picture(name)
    if body is None:
        raise NotFound
    headers = {"Content-Security-Policy": PICTURE_POLICY, "Cache-Control": YEAR}
    return Response(body, mimetype="image/svg+xml", headers=headers)


def _catalogue(books: Library) -> str:
    groups = [(audience, [one for one in books.courses if audience in one.audiences]) for audience in SHOWN_AUDIENCES]
    return render_template("content/catalogue.html", books=books, groups=[group for group in groups if group[1]])


def _course(books: Library, found: Course) -> str:
    return render_template(
        "content/course.html",
        course=found,
        lessons=books.lessons_of(found),
        kid=found.audiences == (Audience.PRIMARY,),
    )


def _lesson(books: Library, found: Lesson, *, late: bool) -> str:
    before, after = books.neighbours(found)
    whole = books.course(found.course)
    return render_template(
        "content/lesson.html",
        lesson=found,
        course=whole,
        before=before,
        after=after,
        number=whole.lessons.index(found.code) + 1 if whole else 1,
        skills=[skill for code in found.skills if (skill := books.skill(code))],
        framework=books.book.frameworks[0],
        late=late,
        kid=Audience.PRIMARY in found.audiences,
    )
