"""`/lop/<code>/roi-lop`: a pupil goes to another class or school, leaves school, or was put in by mistake."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.leaving import come_back, leave, move_to
from lms.classrooms.forms.rosters import LeaveForm
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.leaving import Leaver, leaver_at, other_classes, seat_before, was_there_before
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.rules.kinds import SEAT_END_WORDS, SeatEnd
from lms.classrooms.rules.years import year_words
from lms.classrooms.views import bp
from lms.errors import Refused
from lms.people.forms import BlankForm
from lms.units.forms import look
from lms.web.database import db, forget_changes
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page
from lms.web.words import in_words


@bp.get("/lop/<code>/roi-lop")
@needs(Permission.CLASS_KEEP, on=class_at)
def leavers(found: ClassAt) -> ResponseReturnValue:
    """Who sits there: choose who leaves."""
    pupils = pupils_of(db(), found.room.id)
    if pupils:
        look(Act.CLASS_READ, found.unit, count=len(pupils))
    return page("classrooms/leavers.html", here=found, pupils=pupils)


@bp.get("/lop/<code>/roi-lop/<int:person>")
@needs(Permission.CLASS_KEEP, on=leaver_at)
def leaving(found: Leaver) -> ResponseReturnValue:
    """Ask how somebody's place ends; once it has, what to hand over, and the way back."""
    look(Act.CLASS_READ, found.here.unit, subject_person_id=found.person.id)
    if found.gone:
        return _gone(found, BlankForm())
    return _asking(found, LeaveForm())


@bp.post("/lop/<code>/roi-lop/<int:person>")
@needs(Permission.CLASS_KEEP, on=leaver_at)
def leaving_sent(found: Leaver) -> ResponseReturnValue:
    """End the place; or open it again."""
    code, person_id = found.here.code, found.person.id
    back = redirect(url_for(".leaving", code=code, person=person_id), 303)
    if request.form.get("do") == "lai":
        return _back(found)
    if found.gone:
        return back
    form = LeaveForm.sent()
    _offer(found, form)
    if not form.is_sent_and_whole():
        return _asking(found, form)
    try:
        ended_as = SeatEnd(form.text("ended_as"))
        if ended_as is SeatEnd.MOVED:
            move_to(db(), origin(), found.here, found.person, form.text("to"))
        else:
            leave(db(), origin(), found.here, found.person, ended_as)
    except Refused as refusal:
        forget_changes()
        form.show(refusal)
        return _asking(leaver_at(db(), code, person_id), form)
    return back


def _back(found: Leaver) -> ResponseReturnValue:
    code, person_id, form = found.here.code, found.person.id, BlankForm.sent()
    try:
        come_back(db(), origin(), found.here, found.person)
    except Refused as refusal:
        forget_changes()
        form.show(refusal)
        again = leaver_at(db(), code, person_id)
        return _gone(again, form) if again.gone else _asking(again, LeaveForm())
    return redirect(url_for(".one_class", code=code) + "?da-ghi", 303)


def _asking(found: Leaver, form: LeaveForm) -> Response:
    _offer(found, form)
    return page("classrooms/leaving.html", form=form, found=found)


def _gone(found: Leaver, form: BlankForm) -> Response:
    ended_as = found.seat.ended_as or SeatEnd.LEFT
    return page("classrooms/left.html", form=form, found=found, transferred=ended_as is SeatEnd.TRANSFERRED,
                why=in_words(SEAT_END_WORDS[ended_as]))  # fmt: skip


def _offer(found: Leaver, form: LeaveForm) -> None:
    """The ends to choose from, and the classes to go to."""
    rooms = other_classes(db(), found.here)
    year = found.here.room.school_year
    form.to.choices = [
        SelectChoice(str(room.id), name if room.school_year == year else f"{name} ({year_words(room.school_year)})")
        for room, name in rooms
    ]
    notes = {
        SeatEnd.MOVED: _("Chọn lớp mới ở dưới."),
        SeatEnd.TRANSFERRED: _("Em không còn tính ở trường này. Trang sau có mã để đưa cho trường mới."),
        SeatEnd.LEFT: _("Em không còn tính ở trường này. Bài đã học vẫn còn."),
        SeatEnd.MISTAKE: _mistake(found),
    }
    if not rooms:
        del notes[SeatEnd.MOVED]
    form.ended_as.choices = [
        SelectChoice(end.value, _capital(in_words(SEAT_END_WORDS[end])), render_kw={"note": note})
        for end, note in notes.items()
    ]


def _mistake(found: Leaver) -> str:
    """What becomes of somebody who was put into the class by mistake."""
    school_id = found.here.room.school_id
    if seat_before(db(), found.seat, school_id) is not None:
        return str(_("Em về lại lớp cũ."))
    if was_there_before(db(), found.seat, school_id):
        return str(_("Em vẫn là học sinh của trường, chưa ở lớp nào."))
    return str(_("Em không còn tính ở trường này."))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
