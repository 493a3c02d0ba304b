"""Answering practice as a browser does: the page's hidden fields, and a right or a wrong answer of any kind."""

from lms.content.adapters.running import SHELF
from lms.content.rules.library import Lesson, Library
from lms.learning.rules import Turn, drawn
from lms.questions.rules import Kind, Question, presented
from tests.page import Page, Visitor

COURSE, LESSON = "dich-vu-cong", "nop-ho-so"
HERE = f"/luyen/{COURSE}/{LESSON}"
TURN = Turn(4711, 0)

Sent = dict[str, str | list[str]]


def books(visitor: Visitor) -> Library:
    """The library that the visitor's app serves."""
    library = visitor.app.extensions[SHELF].library()
    assert library is not None
    return library


def the_lesson(visitor: Visitor, code: str = LESSON) -> Lesson:
    """A lesson of it."""
    found = books(visitor).lesson(code)
    assert found is not None
    return found


def right(question: Question, seed: int) -> tuple[int, ...]:
    """The right answer as places on the screen (ordering: the number given to each step as shown)."""
    order = presented(question, seed)
    if question.kind is Kind.ORDERING:
        return tuple(index + 1 for index in order)
    return tuple(order.index(index) for index in question.key)


def wrong(question: Question, seed: int) -> tuple[int, ...]:
    """A whole answer that is wrong."""
    key = right(question, seed)
    if question.kind is Kind.SEVERAL:
        return tuple(place for place in range(len(question.options)) if place not in key)
    if question.kind in (Kind.ORDERING, Kind.MATCHING):
        return key[1:] + key[:1]
    return ((key[0] + 1) % len(question.options),)


def as_sent(question: Question, answer: tuple[int, ...]) -> Sent:
    """What the page's form sends for an answer."""
    if question.kind is Kind.TRUE_FALSE:
        return {"a": ("dung", "sai")[answer[0]]}
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        return {"a": [str(place) for place in answer]}
    return {f"a-{place}": str(given) for place, given in enumerate(answer)}


def send(visitor: Visitor, number: int, *, well: bool = True, turn: Turn = TURN, code: str = LESSON) -> Page:
    """Answer the question of that number (from 1) of a turn; the answer to the POST."""
    lesson = the_lesson(visitor, code)
    question = drawn(lesson.practice, turn)[number - 1]
    answer = (right if well else wrong)(question, turn.seed)
    place = {"luot": str(turn), "cau": str(number)}
    return visitor.post(f"/luyen/{lesson.course}/{code}", {**place, **as_sent(question, answer)})


def learn(visitor: Visitor, code: str = LESSON, turn: Turn = TURN) -> Page:
    """A whole round, each question right at once; the answer to the last POST."""
    for number in range(1, len(drawn(the_lesson(visitor, code).practice, turn)) + 1):
        page = send(visitor, number, turn=turn, code=code)
        assert page.status == 303, page.text
    return page
