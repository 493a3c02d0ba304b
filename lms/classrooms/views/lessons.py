"""`/lop/<code>/gio-hoc`: holding a lesson: its code on the wall, who is in, its end."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.lessons import close, open_lesson, prolong
from lms.classrooms.forms.lessons import LessonForm
from lms.classrooms.models.lessons import LessonPeriod
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.lesson_deeds import done_since
from lms.classrooms.queries.lessons import period_now, visitors_of
from lms.classrooms.queries.pupils import PupilAt, pupil_at, pupils_of
from lms.classrooms.rules.lessons import minutes_left
from lms.classrooms.views import bp
from lms.content.adapters.running import library
from lms.errors import Refused
from lms.people.actions.caring import unlock
from lms.people.adapters.qr_codes import qr_svg
from lms.people.adapters.running import hasher
from lms.people.models import SignIn
from lms.people.rules import codes
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import config, page


@bp.get("/lop/<code>/gio-hoc")
@needs(Permission.CLASS_TEACH, on=class_at)
def lesson(found: ClassAt) -> ResponseReturnValue:
    """Ask how long; while a lesson goes on: its code, who is in and what they did last."""
    return _screen(found, LessonForm())


@bp.post("/lop/<code>/gio-hoc")
@needs(Permission.CLASS_TEACH, on=class_at)
def lesson_sent(found: ClassAt) -> ResponseReturnValue:
    """Open it; the one that goes on stays the one."""
    form = LessonForm.sent()
    if form.is_sent_and_whole():
        try:
            open_lesson(db(), origin(), found, minutes=form.minutes.data, once=form.text("once"))
            return _back(found)
        except Refused as refusal:
            form.show(refusal)
    return _screen(found, form)


@bp.post("/lop/<code>/gio-hoc/keo-dai")
@needs(Permission.CLASS_TEACH, on=class_at)
def lesson_prolonged(found: ClassAt) -> ResponseReturnValue:
    """Put its end off."""
    seen = request.form.get("den", "")
    try:
        prolong(db(), origin(), found, int(seen) if seen.isdecimal() else 0)
    except Refused as refusal:
        form = LessonForm(formdata=None)
        form.show(refusal)
        return _screen(found, form)
    return _back(found)


@bp.post("/lop/<code>/gio-hoc/ket-thuc")
@needs(Permission.CLASS_TEACH, on=class_at)
def lesson_closed(found: ClassAt) -> ResponseReturnValue:
    """End it: every machine signs out with its next request."""
    close(db(), origin(), found)
    return _back(found)


@bp.post("/lop/<code>/gio-hoc/mo-khoa/<int:person>")
@needs(Permission.CLASS_TEACH, on=pupil_at)
def lesson_unlocked(found: PupilAt) -> ResponseReturnValue:
    """Let a pupil try again whose pictures five wrong ones have closed; their pictures stay the same."""
    if found.person.sign_in is not None and found.person.sign_in.closed_at is not None:
        unlock(db(), origin(), found.person.sign_in, hasher())
    return _back(found.here)


@bp.get("/lop/<code>/gio-hoc/chieu")
@needs(Permission.CLASS_TEACH, on=class_at)
def lesson_wall(found: ClassAt) -> ResponseReturnValue:
    """The code as large as the wall; nobody's name. Without a lesson, on to opening one."""
    period = period_now(db(), found.room.id, clock.now())
    if period is None:
        return redirect(_address(found))
    return page("classrooms/lesson_wall.html", here=found, end=clock.time_of_day(period.ends_at), **_code(found))


def _screen(here: ClassAt, form: LessonForm) -> Response:
    at = clock.now()
    period, pupils = period_now(db(), here.room.id, at), pupils_of(db(), here.room.id)
    if pupils:
        look(Act.CLASS_READ, here.unit, count=len(pupils))
    context: dict[str, Any] = {
        "here": here,
        "pupils": pupils,
        "without": [one.person for one in pupils if not _has_secret(one.person.sign_in)],
    }
    if period is None:
        return page("classrooms/lesson.html", form=form, period=None, **context)
    closed = [one.person for one in pupils if one.person.sign_in and one.person.sign_in.closed_at]
    return page("classrooms/lesson.html", form=form, period=period, closed=closed, left=minutes_left(period, at),
                **context, **_code(here), **_who(period, {one.person.id for one in pupils}))  # fmt: skip


def _who(period: LessonPeriod, pupils: set[int]) -> dict[str, Any]:
    """Who came, with what they have done since the lesson began, and the titles of the lessons they are at."""
    visitors = visitors_of(db(), period.id)
    done = done_since(db(), [one.person.id for one in visitors], period.opened_at)
    books = library()
    found = {one.at: books.lesson(one.at) for one in done.values() if one.at}
    return {
        "visitors": visitors,
        "done": done,
        "titles": {code: lesson.title for code, lesson in found.items() if lesson},
        "absent": pupils - {one.person.id for one in visitors},
        "time_of_day": clock.time_of_day,
    }


def _code(here: ClassAt) -> dict[str, Any]:
    """The class's code as it stands on the wall, with its QR code and the address to type."""
    code, site = here.room.join_code, config().public_url
    picture = qr_svg(f"{site}/vao-lop/{code}", title=gettext("Mã QR để vào lớp %(code)s", code=codes.shown(code)))
    qr = Markup(picture.decode())  # noqa: S704 - drawn by us from a code of ours
    return {"join_code": codes.shown(code), "qr": qr, "site_address": f"{site.partition('://')[2]}/vao-lop/"}


def _has_secret(sign_in: SignIn | None) -> bool:
    return sign_in is not None and sign_in.secret_hash is not None


def _address(here: ClassAt) -> str:
    return url_for(".lesson", code=here.code)


def _back(here: ClassAt) -> ResponseReturnValue:
    return redirect(_address(here), 303)
