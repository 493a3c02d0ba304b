"""Hunting for answers in everything a browser receives around a paper, with every kind of question: there are none."""

import json
import re

import pytest

from lms.content.adapters.running import SHELF
from lms.questions.rules import Kind, Question, presented
from tests.assessments.steps import JSON, right, taking, wrong
from tests.page import Page, words


class Heard:
    """Everything that was received: bodies and headers."""

    def __init__(self, visitor) -> None:
        self.visitor, self.said = visitor, []

    def note(self, page: Page) -> Page:
        self.said.append(page.response.get_data(as_text=True) + "\n" + str(page.response.headers))
        return page


@pytest.fixture
def heard(visit, cast, database, all_kinds):
    """A whole paper walked through in every way there is."""
    paper = taking(visit(cast.citizen), database)
    heard = Heard(paper.visitor)
    seed, questions = paper.row.seed, paper.questions()
    note = heard.note
    note(paper.visitor.get("/danh-gia/"))
    for number, question in questions.items():
        note(paper.see(number))
        for form in ({}, {"a": "77"}, {"a-0": "1"}, wrong(question, seed), right(question, seed)):
            note(paper.answer(number, form))
            note(paper.answer(number, form, by_script=True))
        note(paper.see(number))
        note(paper.visitor.get(f"{paper.base}/cau/{number}?a=0&a-0=1&a=dung"))
    note(paper.visitor.get(paper.base))
    note(paper.visitor.get(f"{paper.base}/nop"))
    note(paper.visitor.get("/toi"))
    note(paper.hand_in())
    note(paper.result())
    note(paper.answer(1, {"a": "0"}))
    note(paper.answer(1, {"a": "0"}, by_script=True))
    note(paper.visitor.get("/danh-gia/"))
    return paper, heard


def test_no_answer_explanation_or_key_reaches_a_browser(heard):
    paper, received = heard
    everything = "\n".join(received.said)
    text = words(Page.soup.func(_Fake(everything)))
    for question in paper.questions().values():
        hidden = [question.feedback, *(option.feedback for option in question.options)]
        for one in filter(None, hidden):
            assert one not in text, one
        assert question.code not in everything
        assert question.version not in everything
        assert f'"{question.family}"' not in everything
    assert str(paper.row.seed) not in everything
    assert not re.search(r"is_right|correct|data-right|\bkey\b|đúng rồi|Chưa đúng\b", text, re.IGNORECASE)


def test_what_is_right_looks_like_what_is_not(heard):
    """An answer kept is shown the same whether right or wrong; a script is told only when it was kept."""
    paper, _ = heard
    controls = set()
    for said in _.said:
        controls |= {re.sub(r'(id|for|value|name)="[^"]*"', "", one) for one in re.findall(r"<input type=\"(?:radio|checkbox)\"[^>]*>", said)}

    assert {one.replace(" checked", "").split() == one.split() or " checked" in one for one in controls} == {True}
    assert not [one for one in controls if "class" in one or "data-" in one]


def test_a_script_is_told_the_same_for_right_and_wrong(all_kinds, visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    seed = paper.row.seed
    for number, question in paper.questions().items():
        told = [paper.answer(number, form(question, seed), by_script=True) for form in (right, wrong)]
        assert [sorted(json.loads(json.dumps(page.json))) for page in told] == [["saved"], ["saved"]]
        assert len({len(page.response.data) for page in told}) == 1


def test_choices_never_stand_in_the_order_of_the_key(all_kinds, visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    seed = paper.row.seed
    for number, question in paper.questions().items():
        shown = _choices(paper.see(number), question)
        assert shown == [question.choices[index] for index in presented(question, seed)]
        if question.kind in (Kind.ORDERING, Kind.MATCHING):
            assert shown != list(question.choices)


def test_places_of_right_answers_differ_from_paper_to_paper(visit, cast, database, all_kinds):
    seen = set()
    for who in (cast.citizen, cast.official, cast.facilitator):
        paper = taking(visit(who), database)
        question = next(one for one in paper.questions().values() if one.kind is Kind.ORDERING)
        seen.add(presented(question, paper.row.seed))

    assert len(seen) > 1


def test_practice_never_asks_an_assessment_item(app, visit):
    library = app.extensions[SHELF].library()
    items = {one.stem for one in library.assessment}
    codes = {one.code for one in library.assessment}
    for lesson in library.book.lessons:
        assert not {one.code for one in lesson.practice} & codes
    for lesson in library.book.lessons[:6]:
        for turn in ("4711-0", "4711-1"):
            for number in range(1, 5):
                page = visit().get(f"/luyen/{lesson.course}/{lesson.code}?luot={turn}&cau={number}")
                legend = page.soup.find("legend")
                assert words(legend) not in items


def _choices(page: Page, question: Question) -> list[str]:
    if question.kind is Kind.ORDERING:
        return [words(one).removeprefix("Thứ tự của: ") for one in page.soup.select(".rank label")]
    if question.kind is Kind.MATCHING:
        return [words(one) for one in page.soup.select("ol.letters li")]
    return [words(one) for one in page.soup.select("#lam-bai .opt label")]


class _Fake:
    """Enough of a page for its words."""

    def __init__(self, body: str) -> None:
        self.response = self
        self.body = body

    def get_data(self, *, as_text: bool) -> str:
        return self.body
