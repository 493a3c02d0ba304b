"""One broken thing per row: what the check says, and where."""

import pytest

from lms.sources.rules import Mistakes
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
    questions,
)

MD = "courses/thanh-toan/quet-qr.md"
ASKED = "courses/thanh-toan/quet-qr.cau-hoi.yaml"
KHOA = "courses/thanh-toan/khoa-hoc.yaml"
SVG = "courses/thanh-toan/hinh/ma.svg"
LONG = "Cô Lan mua cá ở chợ rồi đi bộ về nhà qua ba con đường dài và hai cây cầu nhỏ gần bến đò."

ERRORS = {
    # the lesson's front matter
    "an unknown skill": (lesson("[2.3, 4.1]", "[2.3, 4.9]"), MD, "5:16", "không có kỹ năng “4.9”: có phải"),
    "an unknown audience": (lesson("nguoi-dan]", "dan]"), MD, "4:13", "nguoi-dan, can-bo"),
    "an unknown key": (lesson("phut: 3", "phut: 3\nphutt: 3"), MD, "7:1", "có phải “phut” không?"),
    "a missing source": (lesson("nguon:", "nguonn:"), MD, "2:1", "chưa có “nguon”"),
    "an unknown confidence": (lesson("loi-khuyen", "chac-chan"), MD, "12:14", "chac, mot-phan, gian-tiep, loi-khuyen"),
    "a day that is none": (lesson("xem_ngay: 2026-11-20", "xem_ngay: 20/11/2026"), MD, "13:15", "năm-tháng-ngày"),
    "a review before the last": (lesson("2027-05-20", "2026-05-20"), MD, "15:14", "phải sau ngày rà soát"),
    "a review too far off": (lesson("2027-05-20", "2028-05-20"), MD, "15:14", "12 tháng"),
    "a code unlike the file": (lesson("ma: quet-qr", "ma: quet"), MD, "2:5", "trùng tên tệp"),
    "minutes that do not fit": (lesson("phut: 3", "phut: 6"), MD, "6:7", "viết 3"),
    "four aims": (lesson("  - Trả", "  - a\n  - b\n  - c\n  - Trả"), MD, "8:3", "nhiều nhất 3"),
    # its parts
    "a missing part": (lesson("## Nhớ một câu\n\n> Đọc tên rồi mới bấm.\n\n", ""), MD, "1:1", "thiếu đề mục “## Nhớ một câu”"),
    "a misspelt heading": (lesson("## Làm thử", "## Làm thữ"), MD, "52:1", "có phải “Làm thử” không?"),
    "a part too early": (
        {LESSON_FILE: LESSON.replace("## Làm thử", "## X").replace("## Chuyện thường gặp", "## Làm thử").replace("## X", "## Chuyện thường gặp")},
        MD,
        "52:1",
        "phải đứng trước “Khi có trục trặc”",
    ),
    "a part twice": (lesson("## Làm thử", "## Làm thử\n\nA.\n\n## Làm thử"), MD, "56:1", "lặp lại"),
    "an empty part": (lesson("Mở ứng dụng, quét thử, đọc to tên hiện ra. Chỉ đọc thôi, chưa chuyển.\n", ""), MD, "52:1", "đang trống"),
    "text before the parts": (lesson("## Chuyện", "Lời mở.\n\n## Chuyện"), MD, "18:1", "bắt đầu bằng một đề mục"),
    "two steps": (lesson("3. **Rồi mới bấm.** Xem thêm bài [quét mã](bai:quet-qr).\n", ""), MD, "22:1", "có 2 bước"),
    "a step without its command": (lesson("**Đọc tên.**", "Đọc tên."), MD, "25:1", "in đậm"),
    "a step numbered wrongly": (lesson("2. **Đọc", "3. **Đọc"), MD, "25:1", "viết số 2"),
    "a step too long": (lesson("Tên không khớp thì dừng lại.", "Một hai ba bốn năm sáu bảy. " * 5), MD, "25:1", "bước dài 37 tiếng"),
    "a step of four sentences": (lesson("Tên không khớp thì dừng lại.", "A a. B b. C c. D d."), MD, "25:1", "có 4 câu"),
    "two mistakes only": (lesson("- **Vội bấm.** Chỉ cần ba giây để đọc tên.\n", ""), MD, "32:1", "có 2 mục"),
    "a case without bold": (lesson("**Chuyển nhầm:**", "Chuyển nhầm:"), MD, "46:1", "in đậm"),
    "a long sentence to keep": (lesson("Đọc tên rồi", "Đọc tên đọc số tiền đọc cả lời nhắn cho thật kỹ một lượt nữa rồi"), MD, "42:1", "dài 17 tiếng"),
    "a loose sentence to keep": (lesson("> Đọc tên", "Đọc tên"), MD, "40:1", "đặt sau dấu >"),
    # its words
    "a long sentence": (lesson("Cô Lan mua cá ở chợ.", LONG), MD, "20:1", "câu dài 22 tiếng, nhiều nhất 20"),
    "a long second sentence": (lesson("Màn hình hiện tên người lạ.", LONG), MD, "20:22", "câu dài 22 tiếng"),
    "a long sentence in a list": (lesson("Chỉ cần ba giây để đọc tên.", LONG), MD, "34:17", "câu dài 22 tiếng"),
    "too many terms": (
        lesson("Cô Lan", " ".join(f"[a](tu:x{n})" for n in range(4))) | {},
        MD,
        "1:1",
        "bài có 5 từ mới, nhiều nhất 4",
    ),
    # its links
    "a term that is not there": (lesson("tu:ma-qr", "tu:ma-qrr"), MD, "24:27", "có phải “ma-qr” không?"),
    "a lesson that is not there": (lesson("bai:quet-qr", "bai:quet-ma"), MD, "26:38", "có phải “quet-qr” không?"),
    "a place that is not there": ({"pages/khan-cap.md": PAGE.replace("#b-hoi-ai-day", "#hoi-ai")}, "pages/khan-cap.md", "18:5", "link dẫn tới chỗ không có"),
    "a script for an address": (lesson("bai:quet-qr", "javascript:alert(1)"), MD, "26:38", "không dùng được"),
    "an address of another host": (lesson("bai:quet-qr", "//vi-du.example"), MD, "26:38", "không dùng được"),
    "an address without encryption": (lesson("bai:quet-qr", "http://a.gov.vn"), MD, "26:38", "không dùng được"),
    "an empty address": (lesson("bai:quet-qr", ""), MD, "26:38", "chưa có địa chỉ"),
    "HTML": (lesson("Chỉ đọc thôi", "<b>Chỉ</b> đọc thôi"), MD, "54:45", "không viết thẻ HTML"),
    "a third level": (lesson("> **Mẹo", "#### Thêm\n\n> **Mẹo"), MD, "30:1", "hai bậc"),
    "a list too near": (lesson("\n\n- **Vội", "\n\nBa lỗi:\n- **Vội"), MD, "35:1", "thiếu dòng trống"),
    "a line across": (lesson("## Làm thử", "a\n\n---\n\n## Làm thử"), MD, "54:1", "đường kẻ ngang"),
    # its pictures
    "no description": (lesson("Tấm mã QR ở quầy hàng có một góc bong lên, lộ tấm khác.", ""), MD, "28:1", "chưa có lời mô tả"),
    "a short description": (lesson("Tấm mã QR ở quầy hàng có một góc bong lên, lộ tấm khác.", "Hình minh họa"), MD, "28:1", "dài 3 tiếng"),
    "a picture that is not there": (lesson("hinh/ma.svg", "hinh/maa.svg"), MD, "28:1", "có phải “hinh/ma.svg” không?"),
    "a picture from elsewhere": (lesson("hinh/ma.svg", "https://vi-du.example/a.svg"), MD, "28:1", "không có hình"),
    "a heavy picture": ({SVG: DRAWING.replace("M0 0h9", "M0 0h9" * 1100)}, SVG, "1:1", "nhiều nhất 6 KB"),
    # courses, terms, codes
    "a lesson not written": ({KHOA: COURSE + "  - bai-hai\n"}, KHOA, "8:5", "chưa có bài “bai-hai”"),
    "a lesson not listed": ({"courses/thanh-toan/bai-hai.md": LESSON.replace("ma: quet-qr", "ma: bai-hai")}, "courses/thanh-toan/bai-hai.md", "1:1", "thêm vào cac_bai"),
    "a lesson without questions": ({"courses/thanh-toan/quet-qr.cau-hoi.yaml": None}, MD, "1:1", "chưa có câu hỏi"),
    "questions without a lesson": ({"courses/thanh-toan/x.cau-hoi.yaml": QUESTIONS.replace("bai: quet-qr", "bai: x")}, "courses/thanh-toan/x.cau-hoi.yaml", "1:6", "không có bài “x”"),
    "questions of another lesson": (questions("bai: quet-qr", "bai: quet-ma"), ASKED, "1:6", "viết “bai: quet-qr”"),
    "a course unlike its folder": ({KHOA: COURSE.replace("ma: thanh-toan", "ma: tra-tien")}, KHOA, "1:1", "trùng tên thư mục"),
    "an unknown theme": ({KHOA: COURSE.replace("chu_de: thanh-toan", "chu_de: x")}, KHOA, "3:9", "không có chủ đề"),
    "a move of what is there": ({KHOA: COURSE + "chuyen_huong:\n  quet-qr: thanh-toan\n"}, KHOA, "9:3", "vẫn còn"),
    "a move to nowhere": ({KHOA: COURSE + "chuyen_huong:\n  bai-cu: bai-moi\n"}, KHOA, "9:11", "không có bài hay khóa học “bai-moi”"),
    "a term twice": ({"glossary/thuat-ngu.yaml": TERMS + TERMS}, "glossary/thuat-ngu.yaml", "5:7", "đã dùng ở content/glossary/thuat-ngu.yaml:1"),
    "a long meaning": ({"glossary/thuat-ngu.yaml": TERMS.replace("đọc được", "đọc được " * 15)}, "glossary/thuat-ngu.yaml", "3:10", "nhiều nhất 30"),
    "a question code twice": (questions("ma: qr-d3", "ma: qr-l0"), ASKED, "115:9", "đã dùng ở"),
    # questions
    "an unknown skill of a question": (questions("ky_nang: 2.3", "ky_nang: 9.9"), ASKED, "2:10", "không có kỹ năng “9.9”"),
    "a long stem": (questions("Nên làm gì?", "Nên làm gì? " * 14), ASKED, "8:10", "câu hỏi dài 49 tiếng"),
    "a long option": (questions("Dừng lại, hỏi người bán", "hỏi " * 15), ASKED, "10:15", "lựa chọn dài 15 tiếng"),
    "a long feedback": (questions("Hỏi một câu là biết.", "Hỏi một câu. " * 10), ASKED, "11:13", "lời giải thích dài 30 tiếng"),
    "feedback that only judges": (questions("Hỏi một câu là biết.", "Đúng rồi."), ASKED, "11:13", "chỉ nói đúng hay sai"),
    "all of the above": (questions("Bấm luôn cho kịp, rồi hỏi", "Tất cả các ý đều đúng"), ASKED, "12:14", "tất cả đều đúng"),
    "a negated stem": (questions("Nên làm gì?", "Điều nào KHÔNG nên?"), ASKED, "8:10", "điều nào KHÔNG"),
    "too little practice": ({QUESTION_FILE: QUESTIONS.replace(item("qr-l0", 0), "", 1)}, ASKED, "5:3", "luyen_tap có 5 câu, cần ít nhất 6"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_each_mistake_is_told_with_its_place_and_remedy(case, tmp_path):
    changes, path, place, phrase = ERRORS[case]

    said = mistakes(tmp_path, changes)

    assert any(line.startswith(f"{path}:{place}: ") and phrase in line for line in said), "\n".join(said)
    assert not any(f"{path}:{place}: lưu ý" in line and phrase in line for line in said)


WARNINGS = {
    "an overdue review": (lesson("ra_soat: 2026-11-20\nra_soat_lai: 2027-05-20", "ra_soat: 2026-01-20\nra_soat_lai: 2026-05-20"), MD, "15:14", "quá hạn rà soát (20/05/2026)"),
    "a simulation not written": (lesson("phut: 3", "phut: 3\nmo_phong: quet-ma"), MD, "7:11", "chưa có màn hình luyện tập “quet-ma”"),
    "a link to one": (lesson("bai:quet-qr", "mo-phong:x"), MD, "26:38", "tạm hiện chữ thường"),
    "a stiff word": (lesson("Mở ứng dụng", "Thực hiện mở ứng dụng"), MD, "54:1", "từ “Thực hiện”: nên thay bằng làm"),
    "a short story": (lesson(" Cô dừng tay, hỏi chị bán cá.", ""), MD, "18:1", "chuyện có 2 câu"),
    "a short lesson": ({}, MD, "1:1", "bài dài 143 tiếng, nên từ 250 đến 600"),
    "a site outside the state's": (lesson("bai:quet-qr", "https://vi-du.example/a"), MD, "26:38", "vi-du.example"),
    "a drawing nobody uses": ({"courses/thanh-toan/hinh/khac.svg": DRAWING}, "courses/thanh-toan/hinh/khac.svg", "1:1", "chưa bài nào dùng"),
    "a file of no kind": ({"courses/thanh-toan/quet-qr.cauhoi.yaml": "a: b\n"}, "courses/thanh-toan/quet-qr.cauhoi.yaml", "1:1", "không biết đây là tệp gì"),
    "little assessment": ({QUESTION_FILE: QUESTIONS.replace(item("qr-d0", 0, "nhom-0"), "", 1)}, ASKED, "72:3", "danh_gia có 5 câu"),
    "the right one longest": ({QUESTION_FILE: QUESTIONS.replace("Dừng lại, hỏi người bán", "Dừng lại, hỏi người bán cho rõ")}, ASKED, "5:3", "ý đúng dài nhất ở 12 trên 12 câu"),
    "one place for all": ({QUESTION_FILE: "".join([QUESTIONS.partition("luyen_tap")[0], "luyen_tap:\n", *(item(f"a{n}") for n in range(6))])}, ASKED, "5:3", "ý đúng đứng thứ 1 ở 6 trên 6"),
}  # fmt: skip


@pytest.mark.parametrize("case", WARNINGS)
def test_what_may_wait_is_a_warning(case, tmp_path):
    changes, path, place, phrase = WARNINGS[case]

    said = mistakes(tmp_path, changes)

    assert any(line.startswith(f"{path}:{place}: lưu ý: ") and phrase in line for line in said), "\n".join(said)


def test_a_good_project_has_no_mistakes(tmp_path):
    assert all("lưu ý" in line for line in mistakes(tmp_path))


def test_every_mistake_of_every_file_is_told_in_one_run(tmp_path):
    changes = lesson("tu:ma-qr", "tu:x") | questions("Hỏi một câu là biết.", "Đúng.") | {KHOA: COURSE + "la: b\n"}

    said = [line for line in mistakes(tmp_path, changes) if "lưu ý" not in line]

    assert [line.split(":")[0] for line in said] == [KHOA, ASKED, MD]


def test_a_file_that_cannot_be_parsed_hides_no_other(tmp_path):
    changes = {KHOA: "a: [\n"} | lesson("tu:ma-qr", "tu:x")

    said = "\n".join(mistakes(tmp_path, changes))

    assert "YAML viết sai" in said
    assert "không có “x”" in said


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path):
    from lms.content.actions.compiling import compile_content

    compiled = compile_content(tmp_path / "khong-co", TODAY)

    assert isinstance(compiled.mistakes, Mistakes)
    assert compiled.book is None
