"""Guessing columns by their heads, and reading what cells mean."""

import pytest

from lms.sheets.rules.columns import guess, heads_of
from lms.sheets.rules.tables import sheet_of
from lms.sheets.rules.values import read_count, read_year

WANTED = {
    "name": ("họ đệm+tên", "họ và tên đệm+tên", "họ+tên", "họ và tên", "họ tên", "full name", "name", "tên"),
    "birth_year": ("năm sinh nam+năm sinh nữ", "năm sinh", "ngày sinh", "ngày tháng năm sinh", "year of birth"),
    "group": ("thôn", "thôn xóm", "lớp", "village", "class"),
}


def found(*rows: tuple[str, ...]):
    sheet = sheet_of("", enumerate(rows, 1))
    return sheet, guess(sheet, WANTED, ("name", "birth_year", "group"))


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (("STT", "Họ và tên", "Năm sinh", "Thôn"), {"name": (1,), "birth_year": (2,), "group": (3,)}),
        (("stt", "HO TEN", "NAM SINH", "THON"), {"name": (1,), "birth_year": (2,), "group": (3,)}),
        (("Thôn/xóm", "Ngày sinh (dd/mm/yyyy)", "Họ và tên (*)"), {"name": (2,), "birth_year": (1,), "group": (0,)}),
        (("STT", "Họ đệm", "Tên", "Ngày, tháng, năm sinh"), {"name": (1, 2), "birth_year": (3,)}),
        (("Họ", "Tên", "Năm sinh"), {"name": (0, 1), "birth_year": (2,)}),
        (("Họ và tên", "Họ và tên", "Năm sinh"), {"name": (0, 1), "birth_year": (2,)}),  # one head merged over two
        (("Full name", "Year of birth", "Class"), {"name": (0,), "birth_year": (1,), "group": (2,)}),
        (("Họ và tên học sinh", "Năm sinh", "Lớp"), {"name": (0,), "birth_year": (1,), "group": (2,)}),
        (("Họ và tên chủ hộ", "Họ và tên thành viên", "Năm sinh"), {"name": (0,), "birth_year": (2,)}),
        (("Ho\u0323 va\u0300 te\u0302n", "Na\u0306m sinh", ""), {"name": (0,), "birth_year": (1,)}),
    ],
)
def test_columns_are_found_by_their_heads(head, columns):
    sheet, guessed = found(head, ("1", "2", "3", "4")[: len(head)], ("xyz",) * len(head))

    assert guessed.columns == columns
    assert (guessed.header_row, guessed.first) == (0, 2)
    assert heads_of(sheet, guessed) == list(head[: sheet.width])


def test_the_head_stands_under_a_title_and_over_two_rows():
    title = ("DANH SÁCH HỌ VÀ TÊN",) * 5
    top = ("STT", "Họ và tên", "Năm sinh", "Năm sinh", "Thôn")
    sub = ("STT", "Họ và tên", "Nam", "Nữ", "Thôn")
    sheet, guessed = found(title, top, sub, ("(1)", "(2)", "(3)", "(4)", "(5)"), ("1", "Mai", "", "1958", "Đình"))

    assert (guessed.header_row, guessed.first) == (1, 4)
    assert [guessed.cell(sheet.rows[4], key) for key in WANTED] == ["Mai", "1958", "Đình"]
    assert heads_of(sheet, guessed) == ["STT", "Họ và tên", "Năm sinh Nam", "Năm sinh Nữ", "Thôn"]


def test_two_columns_of_a_name_are_joined():
    sheet, guessed = found(("Họ đệm", "Năm sinh", "Tên"), ("Nguyễn Văn", "1959", "An"))

    assert guessed.cell(sheet.rows[1], "name") == "Nguyễn Văn An"
    assert guessed.cell(sheet.rows[1], "group") == ""


def test_without_a_head_the_order_counts():
    sheet, guessed = found(("1", "Lò Thị Mai", "1958"), ("2", "Vàng A Páo", "1995"))
    assert (guessed.header_row, guessed.first) == (None, 0)
    assert guessed.columns == {"name": (1,), "birth_year": (2,)}

    _, guessed = found(("Lò Thị Mai", "1958", "Thôn Đình"))
    assert guessed.columns == {"name": (0,), "birth_year": (1,), "group": (2,)}
    assert heads_of(sheet, guessed) == ["", "", ""]


def test_a_head_further_down_than_ten_rows_is_not_looked_for():
    _, guessed = found(*[("ghi chú",)] * 11, ("Họ và tên", "Năm sinh"))

    assert guessed.header_row is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1959", 1959), (" 1959 ", 1959), ("1959.0", 1959), ("'1959", 1959), ("02/03/1959", 1959), ("2-3-1959", 1959),
        ("2.3.1959", 1959), ("2 / 3 / 1959", 1959), ("3/1959", 1959), ("1959-03-02", 1959),
        ("1959-03-02T00:00:00", 1959), ("1959-03", 1959),
        ("", None), ("59", None), ("2/3/59", None), ("19599", None), ("01959", None), ("sinh 1959", None),
        ("=?", None), ("１９５９", None), ("-1959", None), ("1959/3/2", None), ("#N/A", None), ("9" * 500, None),
    ],
)  # fmt: skip
def test_a_year_of_birth_is_read_out_of_what_is_there(text, year):
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("1\u00a0234", 1234), ("1234", 1234), ("0", 0),
        ("12.345.678", 12345678), ("12,345,678", 12345678), ("1234.0", 1234), ("1234,00", 1234), ("234", 234),
        ("", None), ("1.23", None), ("1.234,5", None), ("1,23,456", None), ("1.234,567", None), ("-5", None),
        ("năm", None), ("1234.", None), (".5", None), ("12 3", None), ("=?", None), ("１２", None), ("9" * 500, None),
    ],
)  # fmt: skip
def test_a_whole_number_is_read_in_both_styles(text, count):
    assert read_count(text) == count
