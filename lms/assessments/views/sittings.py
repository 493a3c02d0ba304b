"""Sittings: opening one, and arriving at one with its code."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.assessments.actions.sittings import count_code, join, open_sitting
from lms.assessments.forms.sittings import CodeForm, OpenForm, TickForm
from lms.assessments.queries.sittings import SittingAt, presence_of, sitting_by_code, sitting_now, sittings_of
from lms.assessments.rules.kinds import Presence
from lms.assessments.rules.sittings import end_of, is_open, may_look, may_open_at
from lms.assessments.views import bp
from lms.assessments.views.sitting_screen import address, screen
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, NotFound, Refused
from lms.people.adapters.running import hasher
from lms.people.forms import BlankForm
from lms.people.queries.accounts import audiences_of
from lms.people.rules import codes
from lms.skills.rules import Audience
from lms.units.queries import living_by_id
from lms.web.database import aside, db, reading
from lms.web.forms import Form, SelectChoice
from lms.web.guard import signed_in, signed_in_back
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page


@bp.get("/buoi/")
@signed_in
def sittings() -> ResponseReturnValue:
    """A code to type; for those who may: one to open, and those they opened."""
    return _sittings(CodeForm(code=request.args.get("ma", "")[:40]))


@bp.post("/buoi/")
@signed_in
def code_sent() -> ResponseReturnValue:
    """On to the sitting with the code that was typed."""
    form = CodeForm.sent()
    code = codes.folded(form.text("code"))
    if form.is_sent_and_whole() and code:
        return redirect(address(code), 303)
    if not form.errors:
        form.show(Refused("Gõ mã của buổi.", field="code"))
    return _sittings(form)


@bp.get("/buoi/mo")
@signed_in
def sitting_new() -> ResponseReturnValue:
    """What a new sitting needs. Raises Forbidden for those whose posts open none."""
    return _opening(OpenForm(unit=request.args.get("don-vi")))


@bp.post("/buoi/mo")
@signed_in
def sitting_new_sent() -> ResponseReturnValue:
    """Open it."""
    form = OpenForm.sent()
    units = _units(form)
    if not form.is_sent_and_whole():
        return _opening(form)
    asked = {"place": form.text("place"), "once": form.text("once"), "hours": form.hours.data}
    try:
        made = open_sitting(db(), origin(), actor().posts, units[form.text("unit")], **asked)
    except Refused as refusal:
        form.show(refusal)
        return _opening(form)
    return redirect(address(made.code), 303)


@bp.get("/buoi/<code>")
@signed_in
def sitting(code: str) -> ResponseReturnValue:
    """The opener's screen; for those with a post over it the list to read; for everybody else, joining."""
    here = _arrived(code)
    if not isinstance(here, SittingAt):
        return here
    if not may_look(actor(), here.sitting, here.path):
        return _joining(here, BlankForm())
    if here.sitting.opened_by_id != person_id():
        with aside() as session:
            record(session, origin(), Act.SITTING_READ, unit_id=here.sitting.unit_id, sitting=here.sitting.id)
    return screen(here, TickForm())


@bp.post("/buoi/<code>")
@signed_in_back(address)
def joining_sent(code: str) -> ResponseReturnValue:
    """Join; who is on the list already stays as they are."""
    here = _arrived(code)
    if not isinstance(here, SittingAt):
        return here
    try:
        join(db(), origin(), here, person_id())
    except Refused as refusal:
        form = BlankForm()
        form.show(refusal)
        return _joining(here, form)
    return redirect(address(here.sitting.code), 303)


def _sittings(form: CodeForm) -> ResponseReturnValue:
    may_open = any(map(may_open_at, actor().posts))
    own, at = sittings_of(db(), person_id()) if may_open else [], clock.now()
    return page(
        "assessments/sittings.html",
        form=form,
        own=own,
        may_open=may_open,
        there=sitting_now(db(), person_id(), at),
        at=at,
        is_open=is_open,
        day_of=clock.day_of,
        time_of_day=clock.time_of_day,
    )


def _units(form: OpenForm) -> dict[str, int]:
    """The units to choose from, by code, put into the form. Raises Forbidden when there is none."""
    ids = [post.unit_id for post in actor().posts if may_open_at(post)]
    with reading() as session:
        units = living_by_id(session, ids)
    if not units:
        raise Forbidden
    form.unit.choices = [SelectChoice(unit.code, unit.spoken) for unit in units.values()]
    return {unit.code: unit.unit_id for unit in units.values()}


def _opening(form: OpenForm) -> ResponseReturnValue:
    units = _units(form)
    if len(units) == 1:
        form.unit.data = next(iter(units))
    return page("assessments/sitting_new.html", form=form)


def _arrived(code: str) -> SittingAt | ResponseReturnValue:
    """The sitting with a code, or the page to answer: for nobody's code, and after too many of them.

    Whoever has a right to be there is not counted.
    """
    with reading() as session:
        try:
            here = sitting_by_code(session, code)
        except NotFound:
            here = None
        expected = here is not None and (
            may_look(actor(), here.sitting, here.path) or presence_of(session, here.sitting.id, person_id()) is not None
        )
    if not expected:
        keys = f"sitting-code:{person_id()}", f"sitting-codes:{hasher().keyed(origin().network or '')}"
        with aside() as session:
            wait = count_code(session, keys, clock.now(), right=here is not None)
        if wait is not None:
            return page("assessments/sitting_unknown.html", status=429, minutes=-(-int(wait.total_seconds()) // 60))
    return here or page("assessments/sitting_unknown.html", status=404, minutes=None)


def _joining(here: SittingAt, form: Form) -> ResponseReturnValue:
    presence = presence_of(db(), here.sitting.id, person_id())
    if presence is not None and presence.state is Presence.EXPECTED:
        presence = None
    kid = audiences_of(db(), person_id()) == (Audience.PRIMARY,)
    end = end_of(here.sitting)
    return page(
        "assessments/sitting_join.html",
        form=form,
        here=here,
        presence=presence,
        open=is_open(here.sitting, clock.now()),
        end=clock.time_of_day(end),
        day=clock.day_of(end),
        kid=kid,
    )
