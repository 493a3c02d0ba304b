"""What papers there are for somebody, beginning one, and where one was left."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.assessments.actions.papers import start
from lms.assessments.forms.questions import BeginForm
from lms.assessments.queries.drawing import draw_for
from lms.assessments.queries.offers import offers_of
from lms.assessments.queries.papers import Paper, paper_of, papers_under_way
from lms.assessments.queries.sittings import sitting_now
from lms.assessments.views import bp
from lms.content.adapters.running import library
from lms.errors import NotFound, Refused
from lms.people.forms import BlankForm
from lms.skills.rules import Audience
from lms.web.database import db, single
from lms.web.guard import signed_in
from lms.web.identity import beside, person_id
from lms.web.pages import page


@bp.get("/danh-gia/")
@signed_in
def papers() -> ResponseReturnValue:
    """For each audience of the person: what its paper asks, and when the next may be begun."""
    return _offered(BeginForm())


@bp.post("/danh-gia/")
@signed_in
def papers_sent() -> ResponseReturnValue:
    """Begin a paper; when one is open, or the same form began one, that one."""
    form = BeginForm.sent()
    try:
        if not form.is_sent_and_whole():
            raise Refused("Chưa rõ làm bài nào: bấm lại nút ở dưới.")
        if beside() is not None and request.form.get("luot") != str(person_id()):
            raise Refused("Bài đánh giá làm từng em một. Xem đang là lượt của ai rồi bấm lại.")
        drawn = draw_for(single(), person_id(), Audience(form.text("audience")), library())
        uid = start(db(), drawn, form.text("once"))
    except Refused as refusal:
        form.show(refusal)
        return _offered(form)
    return redirect(address(uid), 303)


@bp.get("/danh-gia/<uid>")
@signed_in
def paper(uid: str) -> ResponseReturnValue:
    """Go on where it was left: the first question without an answer."""
    found = own_paper(uid)
    if not found.is_open:
        return redirect(address(uid, "ket-qua"))
    if (waiting := paused(found)) is not None:
        return waiting
    left = found.unanswered
    return redirect(address(uid, f"cau/{left[0]}" if left else "nop"))


def paused(found: Paper, refusal: Refused | None = None) -> Response | None:
    """The page of a paper that was interrupted, with a rule's sentence at its top; None for one that goes on."""
    if not found.is_paused or found.interrupted_at is None:
        return None
    form = BlankForm()
    if refusal is not None:
        form.show(refusal)
    since = found.interrupted_at
    told: dict[str, Any] = {"time": clock.time_of_day(since), "day": clock.day_of(since)}
    return page("assessments/paused.html", form=form, paper=found, kid=found.audience is Audience.PRIMARY, **told)


def own_paper(uid: str) -> Paper:
    """The paper of that address when it is the visitor's own. Raises NotFound."""
    return paper_of(db(), known_uid(uid), person_id())


def known_uid(uid: str) -> str:
    """`uid` when it is one of the form we give. Raises NotFound for anything else."""
    try:
        return str(UUID(uid))
    except ValueError:
        raise NotFound from None


def address(uid: str, rest: str = "") -> str:
    """The address of a paper, or of one of its pages."""
    return f"/danh-gia/{uid}/{rest}" if rest else f"/danh-gia/{uid}"


def _offered(form: BeginForm) -> ResponseReturnValue:
    books = library()
    at = clock.now()
    under_way = papers_under_way(db(), person_id())
    offers = offers_of(db(), person_id(), books, at, under_way)
    context: dict[str, Any] = {
        "checks": [one for one in under_way if one.is_check],
        "offers": offers,
        "there": sitting_now(db(), person_id(), at),
        "skills": {skill.code: skill for framework in books.book.frameworks for skill in framework.skills},
        "time_of_day": clock.time_of_day,
        "day_of": clock.day_of,
        "kid": {one.audience for one in offers} == {Audience.PRIMARY},
    }
    return page("assessments/papers.html", form=form, **context)
