"""The screen on which a sitting's opener works: its code, who joined, who is there, and its end."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from lms import clock
from lms.access.rules import Permission
from lms.assessments.actions.presence import tick
from lms.assessments.actions.sittings import close, prolong
from lms.assessments.forms.sittings import TickForm
from lms.assessments.queries.sittings import SittingAt, attending, sitting_by_code
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
    state, everybody = request.form.get("state", ""), "all" in request.form
    if everybody:
        state, chosen = Presence.PRESENT, [int(one) for one in form.text("listed").split(",") if one.isdecimal()]
    else:
        chosen = form.people.data or []
    known = KnownBy.FACE if form.known.data else None
    try:
        if not chosen or state not in (Presence.PRESENT, Presence.ABSENT):
            raise Refused("Chọn ít nhất một người rồi bấm lại.", field="people")
        tick(db(), origin(), here, chosen, Presence(state), known_by=known)
    except Refused as refusal:
        return _refused(here, form, refusal)
    return redirect(address(here.sitting.code, "#diem-danh"), 303)


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
    """End it now."""
    close(db(), origin(), here)
    return redirect(address(here.sitting.code), 303)


def address(code: str, more: str = "") -> str:
    """Where a sitting is, or a part of its screens."""
    return f"/buoi/{code}{more}"


def screen(here: SittingAt, form: TickForm) -> Response:
    """The list with the code; what can be pressed is there for its opener alone, while it is open."""
    at, end, rows = clock.now(), end_of(here.sitting), attending(db(), here.sitting)
    by_state = {state: [row for row in rows if row.presence.state is state] for state in Presence}
    waiting = by_state[Presence.JOINED]
    mine = here.sitting.opened_by_id == person_id()
    form.people.choices = [
        SelectChoice(row.presence.person_id, row.name, {"note": gettext("Sinh năm %(y)s", y=row.birth_year)})
        for row in waiting
    ]
    form.listed.data = ",".join(str(row.presence.person_id) for row in waiting)
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
        present=by_state[Presence.PRESENT],
        absent=by_state[Presence.ABSENT],
        working=sum(row.working for row in rows),
        link=f"{config().public_url}{address(here.sitting.code)}",
        qr=_qr(here),
    )


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
