"""Practice: a round of four questions, each explained; signed in or not, with and without JavaScript."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.content.adapters.running import library
from lms.content.rules.library import Lesson
from lms.errors import NotFound, Refused
from lms.learning.actions import answer
from lms.learning.adapters import keep_on_device, progress_on_device
from lms.learning.forms import shown
from lms.learning.queries import as_round, round_of
from lms.learning.rules import Round, Turn, drawn, new_turn, read_turn
from lms.people.forms import BlankForm
from lms.questions.forms import canonical, read, sent_answer, written
from lms.questions.rules import Question, grade
from lms.skills.rules import Audience
from lms.web.database import db
from lms.web.guard import public
from lms.web.identity import actor, beside
from lms.web.pages import page

bp = Blueprint("learning", __name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in a lesson's practice."""

    lesson: Lesson
    held: Round
    questions: tuple[Question, ...]
    at: int

    @property
    def question(self) -> Question:
        """The question asked here."""
        return self.questions[self.at]

    @property
    def turn(self) -> Turn:
        """The turn of the round."""
        return self.held.turn

    @property
    def done(self) -> list[int]:
        """The numbers, from 1, of the questions answered right."""
        return [n for n, one in enumerate(self.questions, start=1) if one.code in self.held.right]

    @property
    def next_open(self) -> int | None:
        """The number, from 0, of the next question still open after this one, going round; None when none is."""
        count = len(self.questions)
        following = ((self.at + step) % count for step in range(1, count))
        return next((n for n in following if self.questions[n].code not in self.held.right), None)


@bp.get("/luyen/<course>/<code>")
@public
def practice(course: str, code: str) -> ResponseReturnValue:
    """One question of the round; with `chon` in the address, what that answer is worth and why."""
    lesson = _lesson(course, code)
    held = _held(lesson)
    turn = read_turn(request.args.get("luot"))
    if turn is None and held.is_whole(lesson) and held.right:
        turn = held.turn
    if turn is not None and turn != held.turn:
        held = Round(turn)
    place = _place(lesson, held, request.args.get("cau"))
    given = read(place.question, request.args.get("chon"))
    if given is None and held.right and held.is_whole(lesson):
        return _finished(place)
    return _asked(place, given)


@bp.post("/luyen/<course>/<code>")
@public
def practice_sent(course: str, code: str) -> ResponseReturnValue:
    """Take one answer, keep that it was right, and go to its explanation."""
    lesson = _lesson(course, code)
    turn = read_turn(request.form.get("luot"))
    if turn is None:
        return redirect(url_for(".practice", course=course, code=code), 303)
    held = _held(lesson)
    place = _place(lesson, held if held.turn == turn else Round(turn), request.form.get("cau"))
    given = sent_answer(place.question, request.form)
    if given is None:
        form = BlankForm()
        form.show(Refused("Chưa chọn xong. Chọn rồi bấm “Xem giải thích”."))
        return _asked(place, None, form)
    as_written = canonical(place.question, turn.seed, given)
    right = grade(place.question, as_written).right
    where = url_for(
        ".practice", course=course, code=code, luot=str(turn), cau=place.at + 1, chon=written(given), _anchor="nhan-xet"
    )
    response = redirect(where, 303)
    for person_id in _learners():
        answer(db(), person_id, lesson, turn, place.question, given=as_written, right=right)
    if right and actor().person_id is None:
        _keep_on_device(response, place)  # type: ignore[arg-type]
    return response


def _learners() -> list[int]:
    """For whom practice counts: whoever is signed in, in a lesson a second one beside them; in one order always."""
    return sorted(one for one in (actor().person_id, beside()) if one is not None)


def _keep_on_device(response: Response, place: Place) -> None:
    """Have a signed-out visitor's device keep that the question has been answered right."""
    now = place.held.with_right(place.question.code)
    progress = progress_on_device().with_round(place.lesson.code, now)
    if now.is_whole(place.lesson):
        progress = progress.with_done(place.lesson.code, clock.today()).with_round(place.lesson.code, now)
    keep_on_device(response, progress)


def _lesson(course: str, code: str) -> Lesson:
    lesson = library().lesson(code)
    if lesson is None or lesson.course != course or not lesson.practice:
        raise NotFound
    return lesson


def _held(lesson: Lesson) -> Round:
    """The round under way here, or a new one."""
    person_id = actor().person_id
    if person_id is None:
        found = progress_on_device().rounds.get(lesson.code)
        return found or Round(new_turn())
    row = round_of(db(), person_id, lesson.code)
    return as_round(row) if row else Round(new_turn())


def _place(lesson: Lesson, held: Round, number: str | None) -> Place:
    questions = drawn(lesson.practice, held.turn)
    asked = int(number) if number and number.isascii() and number.isdigit() and len(number) < 3 else 0
    at = asked - 1 if 1 <= asked <= len(questions) else held.first_open(lesson)
    return Place(lesson, held, questions, at)


def _asked(place: Place, given: tuple[int, ...] | None, form: BlankForm | None = None) -> ResponseReturnValue:
    return page(
        "learning/practice.html",
        form=form or BlankForm(),
        place=place,
        shown=shown(place.question, place.turn.seed, given),
        kid=Audience.PRIMARY in place.lesson.audiences,
    )


def _finished(place: Place) -> ResponseReturnValue:
    books = library()
    _, after = books.neighbours(place.lesson)
    return page(
        "learning/finished.html",
        place=place,
        course=books.course(place.lesson.course),
        after=after,
        signed_in=actor().person_id is not None,
        kid=Audience.PRIMARY in place.lesson.audiences,
    )
