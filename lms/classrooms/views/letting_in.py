"""`/lop/<code>/xin-vao`: those who ask to be let in by the class's code."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.requests import NEW, NO, answer_requests
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.requests import Waiting, waiting_at
from lms.classrooms.views import bp
from lms.errors import Refused
from lms.people.forms import BlankForm
from lms.people.rules import codes
from lms.units.forms import look
from lms.web.database import db, forget_changes
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page

LATER = ""


@bp.get("/lop/<code>/xin-vao")
@needs(Permission.CLASS_KEEP, on=class_at)
def requests(found: ClassAt) -> ResponseReturnValue:
    """Who asks, and whom of the school it may be."""
    return _asking(found, BlankForm())


@bp.post("/lop/<code>/xin-vao")
@needs(Permission.CLASS_KEEP, on=class_at)
def requests_sent(found: ClassAt) -> ResponseReturnValue:
    """Let in and turn down as was chosen; the rest wait on."""
    code, form = found.code, BlankForm.sent()
    answers = {
        int(key[4:]): value[:20] for key, value in request.form.items()
        if key.startswith("xin-") and key[4:].isascii() and key[4:].isdigit()
    }  # fmt: skip
    try:
        done = answer_requests(db(), origin(), found, answers)
    except Refused as refusal:
        forget_changes()
        form.show(refusal)
        return _asking(class_at(db(), code), form, answers)
    if not done.let_in and not done.turned_down:
        return redirect(url_for(".requests", code=code), 303)
    return redirect(url_for(".requests", code=code, vao=done.let_in, thoi=done.turned_down), 303)


def _asking(found: ClassAt, form: BlankForm, answers: dict[int, str] | None = None) -> Response:
    waiting = waiting_at(db(), found, clock.today())
    if waiting:
        look(Act.CLASS_READ, found.unit, count=len(waiting))
    answers = answers or {}
    rows = [(one, _choices(one), answers.get(one.request.id, _offered(one))) for one in waiting]
    return page(
        "classrooms/requests.html",
        form=form,
        here=found,
        rows=rows,
        join_code=codes.shown(found.room.join_code),
        day_of=clock.day_of,
        time_of=clock.time_of_day,
        let_in=_count("vao"),
        turned_down=_count("thoi"),
    )


def _count(name: str) -> int:
    told = request.args.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0


def _offered(one: Waiting) -> str:
    """What is chosen at first: somebody new where nobody of the school is like them, else nothing."""
    if one.request.person_id is not None:
        return str(one.request.person_id)
    return LATER if one.alike else NEW


def _choices(one: Waiting) -> list[SelectChoice]:
    ends = [_choice(NO, _("Không cho vào")), _choice(LATER, _("Để sau"))]
    if one.request.person_id is not None:
        return [_choice(str(one.request.person_id), _("Cho vào lớp"), _("Em đã có mã người học.")), *ends]
    if not one.alike:
        return [_choice(NEW, _("Cho vào lớp")), *ends]
    known = [
        _choice(
            str(same.person_id),
            _("Là %(name)s, sinh năm %(year)s", name=same.name, year=same.birth_year),
            _where(same.class_name, in_class=bool(same.room_id)),
        )
        for same in one.alike
    ]
    return [*known, _choice(NEW, _("Em mới, chưa có ở trường"), _("Thêm em mới.")), *ends]


def _choice(value: str, words: str, note: str = "") -> SelectChoice:
    return SelectChoice(value, words, render_kw={"note": note})


def _where(class_name: str, *, in_class: bool) -> str:
    return str(_("Đang ở lớp %(name)s", name=class_name) if in_class else _("Đã có ở trường, chưa ở lớp nào"))
