from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lms import clock
from lms.content.actions.compiling import compile_content
from lms.content.adapters.book import dump_book, dump_questions, load_book, load_questions
from lms.content.rules.library import Library, SectionKind
from lms.skills.rules import Audience
from tests.content.project import COURSE, LESSON, QUESTIONS, TODAY, write

SHIPPED = Path(__file__).parents[2] / "content"


@pytest.fixture
def compiled(tmp_path):
    second = LESSON.replace("ma: quet-qr", "ma: bai-hai").replace("Quét mã QR: đọc tên trước", "Gọi ngân hàng ngay")
    asked = QUESTIONS.replace("bai: quet-qr", "bai: bai-hai").replace("qr-", "bh-")
    changes = {
        "courses/thanh-toan/khoa-hoc.yaml": COURSE + "  - bai-hai\n",
        "courses/thanh-toan/bai-hai.md": second,
        "courses/thanh-toan/bai-hai.cau-hoi.yaml": asked,
    }
    return compile_content(write(tmp_path, changes), TODAY)


@pytest.fixture
def library(compiled):
    return Library(compiled.book, compiled.assessment, "abc")


def test_everything_is_found_by_its_code(library):
    lesson = library.lesson("quet-qr")

    assert library.course("thanh-toan").lessons == ("quet-qr", "bai-hai")
    assert lesson.address == "/hoc/thanh-toan/quet-qr"
    assert library.page("khan-cap").title == "Tôi nghi bị lừa"
    assert library.term("ma-qr").word == "Mã QR"
    assert library.skill("4.1").area == "4"
    assert library.question("qr-d0").audiences == (Audience.CITIZEN,)
    assert library.lesson("x") is library.course("x") is library.page("x") is library.question("x") is None


def test_lessons_know_their_neighbours(library):
    first, second = library.lessons_of(library.course("thanh-toan"))

    assert library.neighbours(first) == (None, second)
    assert library.neighbours(second) == (first, None)


def test_a_lesson_has_its_six_parts_and_its_terms(library):
    lesson = library.lesson("quet-qr")

    assert [section.kind for section in lesson.sections] == [kind for kind in SectionKind if kind != "free"]
    assert lesson.section(SectionKind.KEEP).html == "<p><mark>Đọc tên rồi mới bấm.</mark></p>"
    assert lesson.section(SectionKind.FREE) is None
    assert (lesson.terms, lesson.words, len(lesson.practice)) == (("ma-qr",), 143, 6)


def test_a_lesson_is_overdue_the_day_after(library):
    lesson = library.lesson("quet-qr")

    assert not lesson.overdue(date(2027, 5, 20))
    assert lesson.overdue(date(2027, 5, 21))


def test_practice_never_holds_assessment_items(library):
    codes = {question.code for lesson in library.book.lessons for question in lesson.practice}

    assert not codes & {question.code for question in library.assessment}
    assert len(library.items_for(Audience.CITIZEN, "2.3")) == 12
    assert library.items_for(Audience.PRIMARY, "2.3") == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gọi ngân hàng ngay", ["bai-hai", "quet-qr"]),
        ("GOI NGAN HANG", ["bai-hai", "quet-qr"]),
        ("quet ma", ["quet-qr", "bai-hai"]),
        ("chợ", ["bai-hai", "quet-qr"]),
        ("ngan ha", ["bai-hai", "quet-qr"]),
        ("gan hang", []),
        ("không có đâu", []),
        ("  ", []),
        ("<script>", []),
    ],
)
def test_search_needs_no_marks_and_puts_titles_first(library, words, found):
    assert [lesson.code for lesson in library.search(words)] == found


def test_the_book_survives_the_way_to_disk_and_back(compiled):
    raw = dump_book(compiled.book)

    assert load_book(raw) == compiled.book
    assert dump_book(load_book(raw)) == raw
    assert load_questions(dump_questions(compiled.assessment)) == compiled.assessment


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"lessons": 1}'])
def test_what_is_not_a_book_is_refused(raw):
    with pytest.raises(ValueError):
        load_book(raw)


def test_a_question_keeps_its_version_through_the_build(compiled):
    assert {item.version for item in load_questions(dump_questions(compiled.assessment))} == {
        replace(item).version for item in compiled.assessment
    }


def test_every_shipped_file_passes():
    compiled = compile_content(SHIPPED, clock.today())

    assert [str(mistake) for mistake in compiled.mistakes.errors] == []
