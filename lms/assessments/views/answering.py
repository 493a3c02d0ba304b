"""One question a page, handing in, and the result by skill; with and without JavaScript."""

from urllib.parse import urlencode

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.assessments.actions.handing_in import hand_in as settle
from lms.assessments.actions.handing_in import looked_over
from lms.assessments.actions.interrupting import go_on_alone
from lms.assessments.actions.papers import keep_answer
from lms.assessments.forms.questions import Given, carried, half_answer, shown, whole_answer
from lms.assessments.models import Attempt
from lms.assessments.queries.papers import Asked, asked_at, own_attempt, question_at
from lms.assessments.queries.results import result_of
from lms.assessments.queries.spot_checks import check_result
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.views import bp
from lms.assessments.views.papers import address, known_uid, own_paper, paused
from lms.confirmations.queries.checking import openness_of
from lms.confirmations.rules.serials import shown as serial_shown
from lms.confirmations.rules.wording import EVIDENCE_WORDS
from lms.content.adapters.running import library
from lms.errors import NotFound, Refused
from lms.people.forms import BlankForm
from lms.questions.rules import public
from lms.skills.rules import Audience
from lms.web.database import db, single
from lms.web.guard import signed_in, signed_in_back
from lms.web.identity import origin, person_id
from lms.web.pages import page
from lms.web.requests import by_script


@bp.get("/danh-gia/<uid>/cau/<number>")
@signed_in
def question(uid: str, number: str) -> ResponseReturnValue:
    """One question with the answer kept for it, or with the one that was sent when the session had ended."""
    return _asked(uid, _number(number), BlankForm(), redo=False)


def _back(uid: str, number: str) -> str:
    """Where somebody comes after signing in: the question, with the answer that could not be kept."""
    pairs = carried(request.form)
    return f"{address(uid, f'cau/{number}')}{'?' if pairs else ''}{urlencode(pairs)}"


@bp.post("/danh-gia/<uid>/cau/<number>")
@signed_in_back(_back)
def question_sent(uid: str, number: str) -> ResponseReturnValue:
    """Keep an answer; a page goes on to the next question, a script is told when it was kept."""
    at = _number(number)
    asked = asked_at(single(), known_uid(uid), person_id(), at)
    try:
        answer = whole_answer(asked.question, asked.seed, request.form)
        saved = keep_answer(single(), asked, answer)
    except Refused as refusal:
        if by_script():
            raise
        return _refused(uid, at, asked, refusal)
    if by_script():
        return jsonify(saved=clock.time_of_day(saved))
    return redirect(address(uid, f"cau/{at + 1}" if at < asked.total else "nop"), 303)


@bp.get("/danh-gia/<uid>/nop")
@signed_in
def hand_in(uid: str) -> ResponseReturnValue:
    """What is still unanswered, before handing in."""
    found = own_paper(uid)
    if not found.is_open:
        return redirect(address(uid, "ket-qua"))
    kid = found.audience is Audience.PRIMARY
    return paused(found) or page("assessments/hand_in.html", form=BlankForm(), paper=found, kid=kid)


@bp.post("/danh-gia/<uid>/nop")
@signed_in_back(lambda uid: address(uid, "nop"))
def hand_in_sent(uid: str) -> ResponseReturnValue:
    """Hand in; sent twice it is handed in once."""
    try:
        marked = looked_over(single(), known_uid(uid), person_id())
        settle(db(), origin(), known_uid(uid), person_id(), library(), marked=marked)
    except Refused as refusal:
        if (waiting := paused(own_paper(uid), refusal)) is None:
            raise
        return waiting
    return redirect(address(uid, "ket-qua"), 303)


@bp.post("/danh-gia/<uid>/lam-mot-minh")
@signed_in_back(address)
def alone_sent(uid: str) -> ResponseReturnValue:
    """Go on alone with a paper that was interrupted."""
    go_on_alone(db(), origin(), known_uid(uid), person_id())
    return redirect(address(uid), 303)


@bp.get("/danh-gia/<uid>/ket-qua")
@signed_in
def result(uid: str) -> ResponseReturnValue:
    """What the paper was worth, by skill, never by item; the lesson for each gap, and the next step."""
    attempt = own_attempt(db(), known_uid(uid), person_id())
    if attempt.state is AttemptState.OPEN:
        return redirect(address(uid))
    if attempt.kind is AttemptKind.CHECK:
        return _check_result(attempt)
    found = result_of(db(), attempt, library(), clock.now())
    held = found.confirmation if found.passed else None
    return page(
        "assessments/result.html",
        found=found,
        held=held,
        serial=serial_shown(held.serial) if held else "",
        hidden=held is not None and openness_of(db(), held, clock.today()).hidden,
        time_of_day=clock.time_of_day,
        day_of=clock.day_of,
        kid=attempt.audience is Audience.PRIMARY,
    )


def _check_result(attempt: Attempt) -> ResponseReturnValue:
    found = check_result(db(), attempt, library(), clock.now())
    return page(
        "assessments/check_result.html",
        found=found,
        evidence_words=EVIDENCE_WORDS,
        time_of_day=clock.time_of_day,
        day_of=clock.day_of,
    )


def _asked(uid: str, number: int, form: BlankForm, *, redo: bool) -> ResponseReturnValue:
    found = own_paper(uid)
    if not found.is_open:
        return redirect(address(uid, "ket-qua"))
    if (waiting := paused(found)) is not None:
        return waiting
    place, item = question_at(db(), found, number)
    seen = public(item, found.seed)
    sent = half_answer(seen, request.form if redo else request.args)
    given: Given | None = place.answer if sent is None else sent
    return page(
        "assessments/question.html",
        form=form,
        paper=found,
        at=number,
        shown=shown(seen, given),
        unsaved=sent is not None and not redo and tuple(sent) != place.answer,
        saved_at=clock.time_of_day(found.saved_at) if found.saved_at else None,
        kid=found.audience is Audience.PRIMARY,
    )


def _refused(uid: str, number: int, asked: Asked, refusal: Refused) -> ResponseReturnValue:
    """The question again with the sentence above it; of a paper handed in, a way to its result."""
    found = own_paper(uid)
    if not found.is_open:
        annulled = found.state is AttemptState.ANNULLED
        check = asked.kind is AttemptKind.CHECK
        return page("assessments/over.html", status=422, uid=uid, check=check, annulled=annulled)
    if (waiting := paused(found, refusal)) is not None:
        return waiting
    form = BlankForm()
    form.show(refusal)
    return _asked(uid, number, form, redo=True)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise NotFound
    return int(text)
