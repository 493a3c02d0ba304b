"""CSV in every encoding and with every separator, and lists as people paste them."""

import unicodedata

import pytest

from lms.errors import Refused
from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.texts import read_pasted
from lms.sheets.rules.tables import MOST_ROWS

LINES = "Họ và tên{0}Năm sinh{0}Thôn\r\nNguyễn Văn Đức{0}1959{0}Thôn Đình\r\n\r\nLò Thị Mai{0}1958{0}\r\n"
READ = (("Họ và tên", "Năm sinh", "Thôn"), ("Nguyễn Văn Đức", "1959", "Thôn Đình"), ("Lò Thị Mai", "1958", ""))


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_csv_is_read_however_it_was_saved(mark, codec, form):
    table = read_table(unicodedata.normalize(form, LINES.format(mark)).encode(codec), "ds.csv")

    assert table.sheets[0].rows == READ
    assert table.sheets[0].numbers == (1, 2, 4)
    assert table.remarks == ()


def test_the_old_code_page_is_read_with_a_remark():
    old = "Họ tên;Năm sinh\nLê Hoàng;1959\n".replace("ọ", "o\u0323").encode("cp1258")
    table = read_table(old)

    assert table.sheets[0].rows == (("Họ tên", "Năm sinh"), ("Lê Hoàng", "1959"))
    assert "bảng mã cũ" in table.remarks[0].message


def test_names_for_an_old_font_are_remarked_on():
    table = read_table("Ho ten;Nam sinh\nNguyÔn V¨n An;1959\nTrÇn ThÞ Lan;1960\n".encode())

    assert [one.values["n"] for one in table.remarks] == [2]


def test_quoted_cells_hold_the_separator_and_line_ends():
    table = read_table('Họ tên,Nơi\n"An, Nguyễn Văn","Thôn\nĐình"\n'.encode())

    assert table.sheets[0].rows[1] == ("An, Nguyễn Văn", "Thôn Đình")


def test_a_quote_that_never_ends_is_refused_or_read_within_bounds():
    with pytest.raises(Refused, match="dấu nháy"):
        read_table(('Họ tên,Nơi\n"An' + "a" * 200_000).encode())


def test_too_many_lines_are_refused():
    body = "An;1959\n" * (MOST_ROWS + 1)

    assert len(read_table(body[8:].encode()).sheets[0].rows) == MOST_ROWS
    for read in (lambda: read_table(body.encode()), lambda: read_pasted(body)):
        with pytest.raises(Refused, match=r"10\.000"):
            read()


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Nguyễn Văn An, 1959, thôn Đình", ("Nguyễn Văn An", "1959", "thôn Đình")),
        ("Nguyễn Văn An;1959;thôn Đình", ("Nguyễn Văn An", "1959", "thôn Đình")),
        ("Nguyễn Văn An\t1959\tthôn Đình", ("Nguyễn Văn An", "1959", "thôn Đình")),
        ("1. Nguyễn Văn An, 1959", ("Nguyễn Văn An", "1959")),
        ("- Nguyễn Văn An, 1959", ("Nguyễn Văn An", "1959")),
        ("12/ Nguyễn Văn An - 1959 - thôn Đình", ("Nguyễn Văn An", "1959", "thôn Đình")),
        ("Nguyễn Văn An 1959", ("Nguyễn Văn An", "1959")),
        ("Nguyễn Văn An (1959)", ("Nguyễn Văn An", "1959")),
        ("Nguyễn Văn An 02/03/1959 thôn Đình", ("Nguyễn Văn An", "02/03/1959", "thôn Đình")),
        ("Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("H'Hen Niê, 1970, buôn Sút M'Đưng", ("H'Hen Niê", "1970", "buôn Sút M'Đưng")),
    ],
)
def test_a_pasted_line_is_one_person(line, cells):
    assert read_pasted(line).sheets[0].rows == (cells,)


@pytest.mark.parametrize("nothing", ["", "   \n\n", "\u200b", ",,\n,,"])
def test_nothing_pasted_is_said(nothing):
    with pytest.raises(Refused, match="mỗi người một dòng") as caught:
        read_pasted(nothing)
    assert caught.value.field == "pasted"
