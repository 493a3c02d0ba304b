"""One broken thing of a lesson per row: what is changed, the text at which the mistake is told, and what is said."""

import pytest

from tests.content.project import LESSON, LESSON_FILE, lesson, mistakes, place

LONG = "Cô Lan mua cá ở chợ rồi đi bộ về nhà qua ba con đường dài và hai cây cầu nhỏ gần bến đò."
ALT = "Tấm mã QR ở quầy hàng có một góc bong lên, lộ tấm khác."

FRONT = {
    "an unknown skill": ("[2.3, 4.1]", "[2.3, 4.9]", "4.9]", "không có kỹ năng “4.9”: có phải “4.1” không?"),
    "an unknown audience": ("nguoi-dan]", "dan]", "dan]", "nguoi-dan, can-bo"),
    "an unknown key": ("phut: 3", "phut: 3\nphutt: 3", "phutt", "có phải “phut” không?"),
    "a missing source": ("nguon:", "nguonn:", "ma: ", "chưa có “nguon”"),
    "an unknown confidence": ("loi-khuyen", "chac-chan", "chac-chan", "chac, mot-phan, gian-tiep, loi-khuyen"),
    "a day that is none": ("xem_ngay: 2026-11-20", "xem_ngay: 20/11/2026", "20/11/2026", "năm-tháng-ngày"),
    "a review before the last": ("2027-05-20", "2026-05-20", "2026-05-20", "phải sau ngày rà soát"),
    "a review too far off": ("2027-05-20", "2028-05-20", "2028-05-20", "12 tháng"),
    "a code unlike the file": ("ma: quet-qr", "ma: quet", "quet\n", "trùng tên tệp"),
    "minutes that do not fit": ("phut: 3", "phut: 6", "6\n", "viết 3"),
    "four aims": ("  - Trả", "  - a\n  - b\n  - c\n  - Trả", "- a", "nhiều nhất 3"),
    "a grade that is none": ("phut: 3", "lop: 4-13\nphut: 3", "4-13", "từ 1 đến 12"),
}

PARTS = {
    "no sentence to keep": ("## Nhớ một câu\n\n> Đọc tên rồi mới bấm.\n\n", "", "---", "thiếu đề mục “## Nhớ một câu”"),
    "a misspelt heading": ("## Làm thử", "## Làm thữ", "## Làm thữ", "có phải “Làm thử” không?"),
    "a part twice": ("## Làm thử", "## Làm thử\n\nA.\n\n## Làm thử", "## Làm thử\n\nMở", "lặp lại"),
    "an empty part": (LESSON.rpartition("## Làm thử\n")[2], "", "## Làm thử", "đang trống"),
    "text before the parts": ("## Chuyện", "Lời mở.\n\n## Chuyện", "Lời mở", "bắt đầu bằng một đề mục"),
    "two steps": ("3. **Rồi mới bấm.**", "Rồi mới bấm.", "## Làm từng bước", "có 2 bước"),
    "a step without its command": ("**Đọc tên.**", "Đọc tên.", "2. Đọc", "in đậm"),
    "a step numbered wrongly": ("2. **Đọc", "3. **Đọc", "3. **Đọc", "viết số 2"),
    "a long step": ("Tên không khớp", "Một hai ba bốn năm sáu bảy. " * 5 + "Tên", "2. **Đọc", "bước dài 41 tiếng"),
    "a step of four sentences": ("Tên không khớp", "A a. B b. C c. Tên", "2. **Đọc", "có 4 câu"),
    "two mistakes only": ("- **Vội bấm.** Chỉ cần ba giây để đọc tên.\n", "", "## Đừng vấp", "có 2 mục"),
    "a case without bold": ("**Chuyển nhầm:**", "Chuyển nhầm:", "- Chuyển nhầm", "in đậm"),
    "a long sentence to keep": ("> Đọc tên", "> Đọc" + " tên" * 14, "> Đọc", "dài 18 tiếng, nhiều nhất 16"),
    "a loose sentence to keep": ("> Đọc tên", "Đọc tên", "## Nhớ một câu", "đặt sau dấu >"),
}

WORDS = {
    "a long sentence": ("Cô Lan mua cá ở chợ.", LONG, "Cô Lan", "câu dài 24 tiếng, nhiều nhất 20"),
    "a long second sentence": ("Màn hình hiện tên người lạ.", LONG, "Cô Lan mua cá ở chợ rồi", "câu dài 24 tiếng"),
    "a long sentence in a list": ("Chỉ cần ba giây để đọc tên.", LONG, "Cô Lan mua cá ở chợ rồi", "câu dài 24 tiếng"),
    "a long cell": ("> **Mẹo.**", f"| A |\n|---|\n| {LONG} |\n\n> **Mẹo.**", "Cô Lan mua cá ở chợ rồi", "câu dài 24"),
    "too many terms": ("Cô Lan", "[a](tu:b) [c](tu:d) [e](tu:f) [g](tu:h)", "---", "bài có 5 từ mới, nhiều nhất 4"),
    "HTML": ("Chỉ đọc thôi", "<b>Chỉ</b> đọc thôi", "<b>", "không viết thẻ HTML"),
    "a fourth level": ("> **Mẹo", "#### Thêm\n\n> **Mẹo", "#### Thêm", "hai bậc"),
    "a list too near": ("\n\n- **Vội", "\n\nBa lỗi:\n- **Vội", "- **Vội", "thiếu dòng trống"),
    "a line across": ("## Làm thử", "a\n\n----\n\n## Làm thử", "----", "đường kẻ ngang"),
}

LINKS = {
    "a term that is not there": ("tu:ma-qr", "tu:ma-qrr", "[mã QR]", "có phải “ma-qr” không?"),
    "a lesson that is not there": ("bai:quet-qr", "bai:quet-ma", "[quét mã]", "có phải “quet-qr” không?"),
    "a script for an address": ("bai:quet-qr", "javascript:alert(1)", "[quét mã]", "không dùng được"),
    "an address of another host": ("bai:quet-qr", "//vi-du.example", "[quét mã]", "không dùng được"),
    "an address without encryption": ("bai:quet-qr", "http://a.gov.vn", "[quét mã]", "không dùng được"),
    "data for an address": ("bai:quet-qr", "data:text/html,x", "[quét mã]", "không dùng được"),
    "an empty address": ("bai:quet-qr", "", "[quét mã]", "chưa có địa chỉ"),
    "no description": (ALT, "", "![](", "chưa có lời mô tả"),
    "a short description": (ALT, "Hình minh họa", "![Hình", "dài 3 tiếng, cần từ 8 đến 40"),
    "a long description": (ALT, "hình " * 41, "![hình", "dài 41 tiếng"),
    "a picture that is not there": ("hinh/ma.svg", "hinh/maa.svg", "![", "có phải “hinh/ma.svg” không?"),
    "a picture from elsewhere": ("hinh/ma.svg", "https://vi-du.example/a.svg", "![", "không có hình"),
}

ERRORS = {**FRONT, **PARTS, **WORDS, **LINKS}

WARNINGS = {
    "an overdue review": (
        "ra_soat: 2026-11-20\nra_soat_lai: 2027-05-20",
        "ra_soat: 2026-01-20\nra_soat_lai: 2026-05-20",
        "2026-05-20",
        "quá hạn rà soát (20/05/2026)",
    ),
    "a simulation not written": (
        "phut: 3",
        "phut: 3\nmo_phong: quet-ma",
        "quet-ma",
        "chưa có màn hình luyện tập “quet-ma”",
    ),
    "a link to one": ("bai:quet-qr", "mo-phong:x", "[quét mã]", "tạm hiện chữ thường"),
    "a stiff word": ("Mở ứng dụng", "Thực hiện mở ứng dụng", "Thực hiện", "từ “Thực hiện”: nên thay bằng làm"),
    "a short story": (" Cô dừng tay, hỏi chị bán cá.", "", "## Chuyện", "chuyện có 2 câu"),
    "a short lesson": ("", "", "---", "bài dài 143 tiếng, nên từ 250 đến 600"),
    "another's site": ("bai:quet-qr", "https://vi-du.example/a", "[quét mã]", "chỉ nên dẫn tới trang .gov.vn"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_each_mistake_is_told_with_its_place_and_remedy(case, tmp_path):
    old, new, at, phrase = ERRORS[case]
    changes = lesson(old, new)

    said = mistakes(tmp_path, changes)

    found = [line for line in said if line.startswith(place(changes, LESSON_FILE, at)) and phrase in line]
    assert found, "\n".join(said)
    assert "lưu ý" not in found[0]


@pytest.mark.parametrize("case", WARNINGS)
def test_what_may_wait_is_a_warning(case, tmp_path):
    old, new, at, phrase = WARNINGS[case]
    changes = lesson(old, new)

    said = mistakes(tmp_path, changes)

    found = [line for line in said if line.startswith(place(changes, LESSON_FILE, at) + "lưu ý: ") and phrase in line]
    assert found, "\n".join(said)


def test_parts_out_of_order_are_told(tmp_path):
    swapped = LESSON.replace("## Làm thử", "## X").replace("## Khi có trục trặc", "## Làm thử")
    changes = {LESSON_FILE: swapped.replace("## X", "## Khi có trục trặc")}

    said = mistakes(tmp_path, changes)

    assert any("“Khi có trục trặc” sai chỗ: phải đứng trước “Làm thử”" in line for line in said)


def test_a_quoted_bad_example_may_use_stiff_words(tmp_path):
    said = mistakes(tmp_path, lesson("Mở ứng dụng", "Có tin “vui lòng cung cấp mã”. Mở ứng dụng"))

    assert not any("từ “" in line for line in said)
