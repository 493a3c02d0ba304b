"""What is wrong with questions, courses, terms, drawings and pages, and what only shows when files meet."""

import pytest

from lms.content.actions.compiling import compile_content
from tests.content.project import (
    COURSE,
    DRAWING,
    LESSON,
    LESSON_FILE,
    PAGE,
    QUESTION_FILE,
    QUESTIONS,
    TERMS,
    TODAY,
    item,
    lesson,
    mistakes,
    place,
    questions,
)

COURSE_FILE = "courses/thanh-toan/khoa-hoc.yaml"
TERM_FILE = "glossary/thuat-ngu.yaml"
SVG = "courses/thanh-toan/hinh/ma.svg"
SPARE = "courses/thanh-toan/hinh/khac.svg"
OTHER = "courses/thanh-toan/bai-hai.md"
PAGE_FILE = "pages/khan-cap.md"
ODD = "courses/thanh-toan/quet-qr.cauhoi.yaml"

ASKING = {
    "an unknown skill": ("ky_nang: 2.3", "ky_nang: 9.9", "9.9", "không có kỹ năng “9.9”"),
    "another lesson": ("bai: quet-qr", "bai: quet-ma", "quet-ma", "viết “bai: quet-qr”"),
    "a code twice": ("ma: qr-d3", "ma: qr-l0", "qr-l0\n    nhom", "đã dùng ở content/courses/thanh-toan"),
    "a long stem": ("Nên làm gì?", "Nên làm gì? " * 14, "Tên hiện", "câu hỏi dài 49 tiếng, nhiều nhất 45"),
    "a long option": ("Dừng lại, hỏi người bán", "hỏi " * 15, "hỏi hỏi", "lựa chọn dài 15 tiếng, nhiều nhất 14"),
    "a long feedback": ("Hỏi một câu là biết.", "Hỏi ba câu. " * 10, "Hỏi ba", "lời giải thích dài 30 tiếng"),
    "a verdict for feedback": ("Hỏi một câu là biết.", "Đúng rồi.", "Đúng rồi", "chỉ nói đúng hay sai"),
    "all of the above": ("Bấm luôn cho kịp, rồi hỏi", "Tất cả đều đúng", "Tất cả", "tất cả đều đúng"),
    "a negated stem": ("Nên làm gì?", "Việc nào KHÔNG nên?", "Tên hiện", "điều nào KHÔNG"),
    "little practice": (item("qr-l0", 0), "", "- ma: qr-l1", "luyen_tap có 5 câu, cần ít nhất 6"),
    "several, not said how many": ("chon-mot", "chon-nhieu", "Tên hiện", "chọn mấy ý"),
}


@pytest.mark.parametrize("case", ASKING)
def test_a_badly_asked_question_is_told_with_its_place(case, tmp_path):
    old, new, at, phrase = ASKING[case]
    changes = questions(old, new)

    said = mistakes(tmp_path, changes)

    where = place(changes, QUESTION_FILE, at)
    assert any(line.startswith(where) and phrase in line and "lưu ý" not in line for line in said), "\n".join(said)


MEETING = {
    "a lesson not written": ({COURSE_FILE: COURSE + "  - bai-hai\n"}, COURSE_FILE, "bai-hai", "chưa có bài “bai-hai”"),
    "a lesson not listed": ({OTHER: LESSON.replace("ma: quet-qr", "ma: bai-hai")}, OTHER, "", "thêm vào cac_bai"),
    "a lesson without questions": ({QUESTION_FILE: None}, LESSON_FILE, "", "chưa có câu hỏi"),
    "questions without a lesson": (
        {"courses/thanh-toan/x.cau-hoi.yaml": QUESTIONS.replace("bai: quet-qr", "bai: x").replace("qr-", "x-")},
        "courses/thanh-toan/x.cau-hoi.yaml",
        "x\n",
        "không có bài “x”",
    ),
    "a course unlike its folder": ({COURSE_FILE: COURSE.replace("ma: t", "ma: ph")}, COURSE_FILE, "", "tên thư mục"),
    "an unknown theme": (
        {COURSE_FILE: COURSE.replace("de: thanh-toan", "de: x")},
        COURSE_FILE,
        "x\n",
        "không có chủ đề",
    ),
    "a move of what is there": (
        {COURSE_FILE: COURSE + "chuyen_huong:\n  quet-qr: thanh-toan\n"},
        COURSE_FILE,
        "quet-qr: ",
        "vẫn còn",
    ),
    "a move to nowhere": (
        {COURSE_FILE: COURSE + "chuyen_huong:\n  bai-cu: bai-moi\n"},
        COURSE_FILE,
        "bai-moi",
        "không có bài hay khóa học “bai-moi”",
    ),
    "a course where pictures are": (
        {"courses/hinh/khoa-hoc.yaml": COURSE.replace("ma: thanh-toan", "ma: hinh")},
        "courses/hinh/khoa-hoc.yaml",
        "",
        "không dùng mã “hinh”",
    ),
    "a term twice": ({TERM_FILE: TERMS + TERMS.replace("Mã QR", "Mã B")}, TERM_FILE, "ma-qr\n  tu: Mã B", "đã dùng ở"),
    "a long meaning": ({TERM_FILE: TERMS.replace("đọc được", "đọc được " * 15)}, TERM_FILE, "Ô vuông", "nhiều nhất 30"),
    "a place not on the page": (
        {PAGE_FILE: PAGE.replace("#b-hoi-ai-day", "#hoi")},
        PAGE_FILE,
        "[chỗ",
        "tới chỗ không có",
    ),
    "a heading twice": ({PAGE_FILE: PAGE + "\n## Làm ngay\n\nA.\n"}, PAGE_FILE, "## Làm ngay", "lặp lại"),
    "a page without headings": ({PAGE_FILE: PAGE.replace("## ", "")}, PAGE_FILE, "Làm ngay", "bắt đầu bằng một đề mục"),
    "an empty page": ({PAGE_FILE: PAGE.partition("## Làm")[0]}, PAGE_FILE, "", "đang trống"),
    "no terms at all": ({TERM_FILE: ""}, TERM_FILE, "", "đang trống"),
}


@pytest.mark.parametrize("case", MEETING)
def test_files_that_do_not_fit_together_are_told(case, tmp_path):
    changes, path, at, phrase = MEETING[case]

    said = mistakes(tmp_path, changes)

    where = place(changes, path, at)
    assert any(line.startswith(where) and phrase in line and "lưu ý" not in line for line in said), "\n".join(said)


ONE_PLACE = "luyen_tap:\n" + "".join(item(f"a{n}") for n in range(6))
WARNINGS = {
    "a drawing nobody uses": ({SPARE: DRAWING}, SPARE, "", "chưa bài nào dùng"),
    "a file of no kind": ({ODD: "a: b\n"}, ODD, "", "không biết đây là tệp gì"),
    "little assessment": (questions(item("qr-d0", 0, "nhom-0"), ""), QUESTION_FILE, "- ma: qr-d1", "danh_gia có 5 câu"),
    "the right one longest": (
        {QUESTION_FILE: QUESTIONS.replace("Dừng lại, hỏi người bán", "Dừng lại, hỏi người bán cho rõ")},
        QUESTION_FILE,
        "- ma: qr-l0",
        "ý đúng dài nhất ở 12 trên 12 câu",
    ),
    "one place for all": (
        {QUESTION_FILE: QUESTIONS.partition("luyen_tap")[0] + ONE_PLACE},
        QUESTION_FILE,
        "- ma: a0",
        "ý đúng đứng thứ 1 ở 6 trên 6 câu",
    ),
}


@pytest.mark.parametrize("case", WARNINGS)
def test_what_may_wait_is_a_warning(case, tmp_path):
    changes, path, at, phrase = WARNINGS[case]

    said = mistakes(tmp_path, changes)

    assert any(line.startswith(place(changes, path, at) + "lưu ý: ") and phrase in line for line in said), "\n".join(
        said
    )


def test_a_good_project_has_no_mistakes(tmp_path):
    assert all("lưu ý: " in line for line in mistakes(tmp_path))


def test_every_mistake_of_every_file_is_told_in_one_run(tmp_path):
    changes = lesson("tu:ma-qr", "tu:x") | questions("Hỏi một câu là biết.", "Đúng.")
    changes[COURSE_FILE] = COURSE + "la: b\n"

    said = [line for line in mistakes(tmp_path, changes) if "lưu ý" not in line]

    assert [line.split(":")[0] for line in said] == [COURSE_FILE, QUESTION_FILE, LESSON_FILE]


def test_a_file_that_cannot_be_parsed_hides_no_other(tmp_path):
    said = "\n".join(mistakes(tmp_path, {COURSE_FILE: "a: [\n"} | lesson("tu:ma-qr", "tu:x")))

    assert "YAML viết sai" in said
    assert "không có “x”" in said


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path):
    compiled = compile_content(tmp_path / "khong-co", TODAY)

    assert len(compiled.mistakes.errors) == 1
    assert compiled.book is None
