"""`/bai-tap/<uid>`: a quiz of the school's own, one question at a time, explained at once; teachers try it out."""

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.classrooms.actions.quizzes import answer_try, begin_try
from lms.classrooms.forms.quizzes import in_quiz, right_words
from lms.classrooms.models.quizzes import QuizTry
from lms.classrooms.queries.quizzes import QuizAt, grades_at, questions_in, quiz_with_school, tries_of
from lms.classrooms.rules.quizzes import PREVIEW_SEED, Turn, in_turn
from lms.classrooms.rules.years import audience_of
from lms.classrooms.views import bp
from lms.errors import NotFound, Refused
from lms.people.forms import BlankForm
from lms.questions.forms import canonical, read, sent_answer, written
from lms.questions.rules import answerable, grade
from lms.skills.rules import Audience
from lms.units.rules import UnitKind
from lms.web.database import db
from lms.web.guard import signed_in, signed_in_back
from lms.web.identity import actor, beside, person_id
from lms.web.pages import page

HERE = "/bai-tap/<uid>"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a quiz: their tries, for whom an answer counts (themselves first); nobody for whoever teaches."""

    here: QuizAt
    people: tuple[int, ...]
    kid: bool
    tries: tuple[QuizTry, ...] = ()

    @property
    def number(self) -> int:
        """The number of the try that the address or the form names, else of the last one; 0 without any."""
        named = _whole(request.values.get("lan"))
        return named if named in {one.number for one in self.tries} else self.tries[-1].number if self.tries else 0

    @property
    def turn(self) -> Turn:
        """That try as it stands; for whoever teaches one of which nothing is kept."""
        row = next((one for one in self.tries if one.number == self.number), None)
        seed, answers = (row.seed, row.answers) if row else (PREVIEW_SEED, {})
        return Turn(in_turn(questions_in(self.here.quiz), seed), seed, self.number, answers)


def _back(uid: str) -> str:
    return url_for("classrooms.quiz_try", uid=uid)


@bp.get(HERE)
@signed_in
def quiz_try(uid: str) -> ResponseReturnValue:
    """The question that is next, or the one the address names; before the first a page to begin, after the last one
    that tells how it went."""
    visit = _visit(uid)
    if visit.people and not visit.tries:
        return _beginning(visit, BlankForm())
    turn = visit.turn
    asked = _whole(request.args.get("cau"))
    at = asked if 1 <= asked <= len(turn.questions) else turn.next_open()
    if at is None:
        return page("classrooms/quiz_done.html", form=BlankForm(), visit=visit, turn=turn, kid=visit.kid)
    return _asked(visit, turn, at)


@bp.post(f"{HERE}/bat-dau")
@signed_in_back(_back)
def quiz_try_begun(uid: str) -> ResponseReturnValue:
    """Begin a try, or go on with the one that is open."""
    visit = _visit(uid)
    if visit.people:
        try:
            begin_try(db(), visit.here.quiz, visit.people, _whole(request.form.get("so")) or 1)
        except Refused as refusal:
            form = BlankForm()
            form.show(refusal)
            return _beginning(visit, form)
    return redirect(_back(visit.here.quiz.uid), 303)


@bp.post(HERE)
@signed_in_back(_back)
def quiz_try_sent(uid: str) -> ResponseReturnValue:
    """Take one answer, keep it as first given, and go to its explanation."""
    visit = _visit(uid)
    turn, at = visit.turn, _whole(request.form.get("cau"))
    if not 1 <= at <= len(turn.questions) or (visit.people and not visit.tries):
        return redirect(_back(visit.here.quiz.uid), 303)
    question = turn.questions[at - 1]
    sent = sent_answer(question, request.form)
    given = canonical(question, turn.seed, sent) if sent is not None else None
    if sent is None or given is None or not answerable(question, given):
        form = BlankForm()
        form.show(Refused("Chưa chọn xong. Chọn rồi bấm “Xem đúng chưa”."))
        return _asked(visit, turn, at, form)
    if visit.people:
        answer_try(db(), visit.here.quiz, visit.people, turn.number, question, given=given, shown=sent,
                   right=grade(question, given).right)  # fmt: skip
    number, chosen = (str(turn.number), None) if visit.people else (None, written(sent))
    where = url_for(".quiz_try", uid=visit.here.quiz.uid, cau=at, lan=number, chon=chosen)
    return redirect(f"{where}#nhan-xet", 303)


def _visit(uid: str) -> Visit:
    """Who is here. Raises NotFound for whoever neither sits in a class of the school nor teaches there."""
    here = quiz_with_school(db(), uid)
    both = [one for one in (person_id(), beside()) if one is not None]
    grades = grades_at(db(), here.quiz.school_id, both)
    if person_id() in grades:
        kid = audience_of(grades[person_id()]) is Audience.PRIMARY
        tries = tuple(tries_of(db(), here.quiz.id, person_id()))
        return Visit(here, tuple(one for one in both if one in grades), kid, tries)
    if not actor().may_within(Permission.CLASS_KEEP, here.path):
        raise NotFound
    return Visit(here, (), here.school.kind is UnitKind.PRIMARY_SCHOOL)


def _asked(visit: Visit, turn: Turn, at: int, form: BlankForm | None = None) -> Response:
    question = turn.questions[at - 1]
    given, seed = turn.given(question)
    if not visit.people and form is None:
        given = read(question, request.args.get("chon"))
    told = in_quiz(question, seed, given)
    return page(
        "classrooms/quiz_try.html",
        form=form or BlankForm(),
        visit=visit,
        turn=turn,
        at=at,
        shown=told,
        right=right_words(question) if told.mark in ("wrong", "partly") else [],
        after=turn.next_open(at) if visit.people else at % len(turn.questions) + 1,
        kid=visit.kid,
    )


def _beginning(visit: Visit, form: BlankForm) -> Response:
    return page("classrooms/quiz_start.html", form=form, visit=visit, kid=visit.kid)


def _whole(sent: str | None) -> int:
    """A small number out of an address or a form; 0 for anything else."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 5 else 0
