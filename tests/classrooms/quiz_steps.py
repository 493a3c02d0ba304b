"""Short ways to a quiz: brought and kept through the screens as teachers do, done through them as pupils do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.queries.quizzes import questions_in
from lms.classrooms.rules.quizzes import in_turn
from lms.questions.rules import Question, presented
from tests.builders import rows

if TYPE_CHECKING:
    from lms.db import Database
    from tests.classrooms.conftest import Schools
    from tests.page import Page, Visitor

PAPER = """Câu 1: Thủ đô nước ta là thành phố nào?
A. Hà Nội
B. Huế
C. Đà Nẵng
Đáp án: A
Giải thích: Từ năm 1010 đến nay.
Câu 2: Chọn các số chẵn.
*A. 2
B. 3
*C. 4
Câu 3: Mật khẩu nên dễ đoán. Đáp án: Sai
"""


def bring(visitor: Visitor, schools: Schools, text: str = PAPER, **told: object) -> Page:
    """Send the form that brings questions."""
    page = visitor.get(f"/lop/truong/{schools.school}/bai-tap/nhap")
    sent = {**page.hidden(), "title": "Tin học 7, bài 3", "pasted": text, **told}
    return visitor.post(f"/lop/truong/{schools.school}/bai-tap/nhap", sent)


def keep(visitor: Visitor, draft: str, **told: object) -> Page:
    """Press the button that keeps what a draft holds."""
    page = visitor.get(draft)
    title = page.field("title")
    return visitor.post(draft, {"title": title["value"] if title else "", "do": "luu", **told})


def quiz_made(visitor: Visitor, schools: Schools, database: Database, text: str = PAPER) -> Quiz:
    """A quiz of the school, brought and kept."""
    brought = bring(visitor, schools, text)
    assert brought.status == 303, brought.text
    kept = keep(visitor, brought.location)
    assert kept.status == 303, kept.text
    return rows(database, select(Quiz).order_by(Quiz.id.desc()))[0]


def begin(visitor: Visitor, quiz: Quiz, number: int = 1) -> Page:
    """Press the button that begins a try."""
    return visitor.post(f"/bai-tap/{quiz.uid}/bat-dau", {"so": str(number)})


def tries(database: Database) -> list[QuizTry]:
    """Every try there is, the first first."""
    return rows(database, select(QuizTry).order_by(QuizTry.id))


def in_order(quiz: Quiz, seed: int) -> tuple[Question, ...]:
    """The questions as a try asks them."""
    return in_turn(questions_in(quiz), seed)


def answer(visitor: Visitor, quiz: Quiz, seed: int, number: int, at: int, *, well: bool = True) -> Page:
    """Answer the question at a place, from 1, of a try, right or wrong."""
    question = in_order(quiz, seed)[at - 1]
    order = presented(question, seed)
    chosen = question.key if well else tuple(n for n in range(len(question.options)) if n not in question.key)[:1]
    places = [str(order.index(n)) for n in chosen]
    values = [("dung", "sai")[int(place)] for place in places] if question.kind.value == "true_false" else places
    return visitor.post(f"/bai-tap/{quiz.uid}", {"lan": str(number), "cau": str(at), "a": values})
