"""Hunting for answers in everything a browser receives around a paper, with every kind of question: there are none."""

import re

import pytest
from bs4 import BeautifulSoup

from lms.content.adapters.running import SHELF
from lms.questions.rules import Kind, Question, presented
from tests.assessments.steps import Taking, right, taking, wrong
from tests.page import Page, words

GIVEN = re.compile(r' checked| selected|name="csrf_token" value="[^"]*"|Đã lưu lúc \d+:\d+')


@pytest.fixture
def paper(visit, cast, database, all_kinds) -> Taking:
    return taking(visit(cast.citizen), database)


def walked(paper: Taking) -> str:
    """Everything received, bodies and headers, by whoever walks a whole paper in every way there is."""
    get, seed = paper.visitor.get, paper.row.seed
    pages = [get("/danh-gia/")]
    for number, question in paper.questions().items():
        for form in ({}, {"a": "77"}, {"a-0": "1"}, wrong(question, seed), right(question, seed)):
            pages += [paper.see(number), paper.answer(number, form), paper.answer(number, form, by_script=True)]
        pages += [paper.see(number), get(f"{paper.base}/cau/{number}?a=0&a-0=1")]
    pages += [get(paper.base), get(f"{paper.base}/nop"), get("/toi"), paper.hand_in(), paper.result()]
    pages += [paper.answer(1, {"a": "0"}), paper.answer(1, {"a": "0"}, by_script=True), get("/danh-gia/")]
    return "\n".join(f"{page.response.headers}\n{page.response.text}" for page in pages)


def told(question: Question, everything: str) -> list[str]:
    """What of a question's key is told: its explanations, and names by which it could be looked up."""
    text = words(BeautifulSoup(everything, "html.parser"))
    explained = [question.feedback, *(option.feedback for option in question.options)]
    looked_up = [question.code, question.version]
    return [one for one in explained if one and one in text] + [one for one in looked_up if one in everything]


def test_no_explanation_and_no_key_reaches_a_browser(paper):
    questions, seed = paper.questions().values(), str(paper.row.seed)

    everything = walked(paper)

    assert {question.kind for question in questions} == set(Kind)
    assert all(question.stem in words(BeautifulSoup(everything, "html.parser")) for question in questions)
    assert [one for question in questions for one in told(question, everything)] == []
    assert seed not in everything


def test_the_hunt_finds_what_practice_tells(app, visit):
    """Practice explains, so the same hunt must find it there."""
    lesson = next(one for one in app.extensions[SHELF].library().book.lessons if one.practice)
    question = next(one for one in lesson.practice if one.kind is Kind.TRUE_FALSE)
    address = f"/luyen/{lesson.course}/{lesson.code}"
    seen = [visit().get(f"{address}?luot=4711-{turn}&cau={n}&chon=0") for turn in range(4) for n in range(1, 5)]

    assert told(question, "\n".join(page.response.text for page in seen))


def test_a_page_is_the_same_whether_the_answer_kept_is_right_or_wrong(paper):
    seed = paper.row.seed
    for number, question in paper.questions().items():
        pages = []
        for form in (right, wrong):
            paper.answer(number, form(question, seed))
            pages.append(GIVEN.sub("", paper.see(number).response.text))

        assert pages[0] == pages[1]


def test_a_script_is_told_the_same_for_right_and_wrong(paper):
    seed = paper.row.seed
    for number, question in paper.questions().items():
        for form in (right, wrong):
            assert set(paper.answer(number, form(question, seed), by_script=True).json) == {"saved"}


def test_choices_stand_in_the_order_of_the_seed_and_never_in_that_of_the_key(paper):
    seed = paper.row.seed
    for number, question in paper.questions().items():
        shown = _choices(paper.see(number), question)
        assert shown == [question.choices[index] for index in presented(question, seed)]
        if question.kind in (Kind.ORDERING, Kind.MATCHING):
            assert shown != list(question.choices)


def test_practice_never_asks_an_assessment_item(app, visit):
    library = app.extensions[SHELF].library()
    stems, codes = {one.stem for one in library.assessment}, {one.code for one in library.assessment}
    for lesson in library.book.lessons:
        assert not {one.code for one in lesson.practice} & codes
    for lesson in library.book.lessons[:6]:
        for number in range(1, 5):
            page = visit().get(f"/luyen/{lesson.course}/{lesson.code}?luot=4711-1&cau={number}")
            assert words(page.soup.find("legend")) not in stems


def _choices(page: Page, question: Question) -> list[str]:
    if question.kind is Kind.ORDERING:
        return [words(one).removeprefix("Thứ tự của: ") for one in page.soup.select(".rank label")]
    if question.kind is Kind.MATCHING:
        return [words(one) for one in page.soup.select("ol.letters li")]
    return [words(one) for one in page.soup.select("#lam-bai .opt label")]
