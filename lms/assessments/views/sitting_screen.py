"""The screen on which a sitting's opener works: its code, who joined, who is there, and its end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin, Permission
from lms.assessments.actions.interrupting import interrupt, resume
from lms.assessments.actions.presence import name_witness_for_all, tick
from lms.assessments.actions.sittings import close, prolong
from lms.assessments.forms.sittings import TickForm, WitnessForm
from lms.assessments.queries.sitting_papers import waiting_here
from lms.assessments.queries.sittings import Attending, SittingAt, attending, sitting_by_code
from lms.assessments.queries.witnesses import witnesses
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.assessments.rules.sittings import ENDING, end_of, is_open
from lms.assessments.views import bp
from lms.errors import Forbidden, Refused
from lms.people.adapters.qr_codes import qr_svg
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import config, page


@bp.post("/buoi/<code>/diem-danh")
@needs(Permission.SITTING_OPEN, on=sitting_by_code)
def ticked(here: SittingAt) -> ResponseReturnValue:
    """Tick several people at once: those chosen, or all whom the page showed."""
    form = TickForm.sent()
    state, chosen = request.form.get("state", ""), set(form.people.data or [])
    listed = {int(one) for one in form.text("listed").split(",") if one.isdecimal()}
    known = KnownBy.FACE if form.known.data else None
    try:
        if "rest" in request.form:  # those chosen are absent, all others are here
            if not chosen or not listed - chosen:
                raise Refused("Chọn những người vắng rồi bấm lại.", field="people")
            tick(db(), origin(), here, chosen, Presence.ABSENT)
            state, chosen = Presence.PRESENT, listed - chosen
        elif "all" in request.form:
            state, chosen = Presence.PRESENT, listed
        if not chosen or state not in (Presence.PRESENT, Presence.ABSENT):
            raise Refused("Chọn ít nhất một người rồi bấm lại.", field="people")
        tick(db(), origin(), here, chosen, Presence(state), known_by=known)
    except Refused as refusal:
        return _refused(here, form, refusal)
    return redirect(address(here.sitting.code, "#diem-danh"), 303)


@bp.post("/buoi/<code>/chung-kien")
@needs(Permission.SITTING_OPEN, on=sitting_by_code)
def witness_for_all(here: SittingAt) -> ResponseReturnValue:
    """Name one second witness of everybody present who wants one."""
    typed = request.form.get("witness", "")
    change = partial(name_witness_for_all, witness_id=int(typed) if typed.isdecimal() else 0)
    return _done(here, change, "#co-mat")


@bp.post("/buoi/<code>/tam-dung")
@needs(Permission.SITTING_OPEN, on=sitting_by_code)
def papers_interrupted(here: SittingAt) -> ResponseReturnValue:
    """Interrupt every paper under way."""
    return _done(here, interrupt, "#co-mat")


@bp.post("/buoi/<code>/lam-tiep")
@needs(Permission.SITTING_OPEN, on=sitting_by_code)
def papers_resumed(here: SittingAt) -> ResponseReturnValue:
    """Let every interrupted paper of somebody present go on here."""
    return _done(here, resume, "#co-mat")


@bp.post("/buoi/<code>/keo-dai")
@needs(Permission.SITTING_OPEN, on=sitting_by_code)
def prolonged(here: SittingAt) -> ResponseReturnValue:
    """Let it end an hour later."""
    seen = request.form.get("den", "")
    try:
        prolong(db(), origin(), here, int(seen) if seen.isdecimal() else 0)
    except Refused as refusal:
        return _refused(here, TickForm(), refusal)
    return redirect(address(here.sitting.code), 303)


@bp.post("/buoi/<code>/ket-thuc")
@needs(Permission.SITTING_OPEN, on=sitting_by_code)
def closed(here: SittingAt) -> ResponseReturnValue:
    """End it now; papers under way are interrupted first where that was pressed."""
    if "tam-dung" in request.form and is_open(here.sitting, clock.now()):
        interrupt(db(), origin(), here)
    close(db(), origin(), here)
    return redirect(address(here.sitting.code), 303)


def address(code: str, more: str = "") -> str:
    """Where a sitting is, or a part of its screens."""
    return f"/buoi/{code}{more}"


def screen(here: SittingAt, form: TickForm) -> Response:
    """The list with the code; what can be pressed is there for its opener alone, while it is open."""
    at, end, rows = clock.now(), end_of(here.sitting), attending(db(), here.sitting)
    waiting = [row for row in rows if row.presence.state in (Presence.EXPECTED, Presence.JOINED)]
    mine = here.sitting.opened_by_id == person_id()
    form.people.choices = [SelectChoice(row.presence.person_id, row.name, {"note": _said(row)}) for row in waiting]
    form.listed.data = ",".join(str(row.presence.person_id) for row in waiting)
    expected = any(row.presence.state is Presence.EXPECTED for row in waiting)
    if expected:
        form.people.label.text = gettext("Chọn tên")
    return page(
        "assessments/sitting.html",
        form=form,
        here=here,
        mine=mine,
        open=is_open(here.sitting, at),
        now=int(at.timestamp()),
        ending=end - at < ENDING,
        end=clock.time_of_day(end),
        day=clock.day_of(end),
        waiting=waiting,
        expected=expected,
        present=[row for row in rows if row.presence.state is Presence.PRESENT],
        absent=[row for row in rows if row.presence.state is Presence.ABSENT],
        same_day=clock.day_of(at) == clock.day_of(end),
        link=f"{config().public_url}{address(here.sitting.code)}",
        qr=_qr(here),
        **_under_way(here, rows, at),
    )


def _under_way(here: SittingAt, rows: Sequence[Attending], at: datetime) -> dict[str, Any]:
    """How many are at work, could go on, and want a witness; and who can be one."""
    mine, wanting = here.sitting.opened_by_id == person_id(), sum(row.wants_witness for row in rows)
    able = witnesses(db(), here, 0, at) if mine and wanting else {}
    form = WitnessForm()
    form.witness.choices = [SelectChoice(str(one), name) for one, name in able.items()]
    return {
        "working": sum(row.working for row in rows),
        "writing": sum(row.writing for row in rows),
        "resumable": len(waiting_here(db(), here.sitting, at)) if mine else 0,
        "wanting": wanting,
        "witness": form,
    }


def _said(row: Attending) -> str:
    born = str(gettext("Sinh năm %(y)s", y=row.birth_year))
    return born if row.presence.state is Presence.JOINED else str(gettext("%(born)s, chưa vào", born=born))


def _done(here: SittingAt, change: Callable[[Session, Origin, SittingAt], object], part: str) -> ResponseReturnValue:
    """Do it and come back to a part of the screen; a rule that turns it down says so at its top."""
    try:
        change(db(), origin(), here)
    except Refused as refusal:
        return _refused(here, TickForm(), refusal)
    return redirect(address(here.sitting.code, part), 303)


def _qr(here: SittingAt) -> Markup:
    code = here.sitting.code
    link = f"{config().public_url}{address(code)}"
    picture = qr_svg(link, title=gettext("Mã QR để vào buổi %(code)s", code=code))
    return Markup(picture.decode())  # noqa: S704 - drawn by us from a code of ours


def _refused(here: SittingAt, form: TickForm, refusal: Refused) -> Response:
    """The screen again with the sentence above it; for the opener only. Raises Forbidden."""
    if here.sitting.opened_by_id != person_id():
        raise Forbidden
    form.show(refusal)
    return screen(here, form)
