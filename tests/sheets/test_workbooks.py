"""Excel files as they come: untidy ones are read, hostile and foreign ones refused with a sentence that helps."""

import io
import struct
import time
import unicodedata
import zipfile
from datetime import date, datetime

import pytest

from lms.errors import Refused
from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.writing import workbook_of
from lms.sheets.rules.tables import LARGEST_FILE, MOST_ROWS, UNCOUNTED, packed, unpacked
from tests.sheets.books import HEAD, PEOPLE, SHEET, raw, untidy, workbook

ROW = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>An</t></is></c></row>'
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "An"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def refusal(body: bytes, name: str = "ds.xlsx") -> str:
    with pytest.raises(Refused) as caught:
        read_table(body, name)
    assert caught.value.field == "file"
    return str(caught.value)


def test_an_untidy_workbook_is_read_and_what_was_left_out_is_said():
    table = read_table(workbook(change=untidy), "ds.xlsx")
    first, second = table.sheets

    assert (first.name, second.name) == ("Sheet", "Nháp")
    assert dict(zip(first.numbers, first.rows, strict=True)) == {
        1: ("DANH SÁCH RÀ SOÁT NGƯỜI DÂN THÔN ĐÌNH",) * 4,
        4: HEAD,
        5: ("1", "Nguyễn Văn An", "1959-03-02", "Thôn Đình"),
        6: ("2", "Lò Thị Mai", "17/10/1958", "Thôn Đình"),
        7: ("3", "Vàng A Páo", UNCOUNTED, "Thôn Đình"),
    }
    said = [one.message % one.values for one in table.remarks]
    assert said == [
        "Trang tính “Sheet”: đã bỏ qua 1 dòng đang ẩn.",
        "Trang tính “Sheet”: 1 ô là công thức chưa có kết quả. Mở bằng Excel rồi lưu lại.",
        "Không đọc trang tính đang ẩn: Mật.",
    ]


def test_a_formula_counts_by_its_last_result():
    cells = '<c r="A1" t="str"><f>B1&amp;C1</f><v>Lò Thị Mai</v></c><c r="B1"><f>1900+58</f><v>1958</v></c>'
    table = read_table(raw(SHEET.format(f'<row r="1">{cells}</row>')))

    assert table.sheets[0].rows == (("Lò Thị Mai", "1958"),)


def test_cells_merged_downwards_all_say_what_the_first_says():
    def merge(_book, sheet):
        sheet["D3"] = None
        sheet.merge_cells("D2:D3")

    assert [row[3] for row in read_table(workbook(change=merge)).sheets[0].rows] == ["Thôn", "Thôn Đình", "Thôn Đình"]


@pytest.mark.parametrize(
    ("value", "shape", "read"),
    [
        (1959, "General", "1959"),
        (1959.0, "0", "1959"),
        (1959, "dd/mm/yyyy", "1959"),  # a year typed into a cell made for dates: shown as 12/05/1905
        (
            datetime(1959, 3, 2, 7, 30),  # noqa: DTZ001 - cells know no zone
            "dd/mm/yyyy hh:mm",
            "1959-03-02",
        ),
        (date(2014, 12, 31), '[$-42A]"ngày" d "tháng" m "năm" yyyy', "2014-12-31"),
        (1234, '#,##0 "người"', "1234"),
        (True, "General", "TRUE"),
        ("  Lò\u00a0Thị \u200b Mai\n", "@", "Lò Thị Mai"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Đức"), "@", "Nguyễn Văn Đức"),
        ("'001", "@", "'001"),
        ("a" * 2000, "@", "a" * 300),
    ],
)
def test_a_cell_is_text(value, shape, read):
    def put(_book, sheet):
        sheet["B2"] = value
        sheet["B2"].number_format = shape

    assert read_table(workbook(change=put)).sheets[0].rows[1][1] == read


def test_what_was_read_survives_being_kept():
    table = read_table(workbook(change=untidy))

    assert unpacked(packed(table)) == table
    assert unpacked([]).sheets == ()


def test_what_is_written_can_be_read_again_and_is_never_a_formula():
    body = workbook_of(HEAD, [("1", '=HYPERLINK("http://x")', "1959", "+84")])

    assert read_table(body).sheets[0].rows == (HEAD, ("1", '=HYPERLINK("http://x")', "1959", "+84"))
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "Chọn tệp"),
        (b"  \n", "Chọn tệp"),
        (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "Lưu lại dạng .xlsx"),
        (b"<html><table><tr><td>An</td></tr></table>", "Lưu lại dạng .xlsx"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"%PDF-1.7 xxx", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "ảnh"),
        (b"MZ\x90\x00\x03" + bytes(range(256)) * 8, "Không đọc được chữ"),
        (b"PK\x03\x04 cut off", "bị hỏng"),
        (workbook()[:-40], "bị hỏng"),
        (workbook()[:4000] + b"\x00" * 4 + workbook()[4004:], "bị hỏng"),
        (raw("<worksheet><sheetData><row></sheetData>"), "bị hỏng"),
        (raw(SHEET.format('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')), "bị hỏng"),
        (raw(SHEET.format('<row r="1"><c r="A1"><v>nan</v></c></row>')), "bị hỏng"),
        (raw(SHEET.format("")), "không có dòng nào"),
        (raw(SHEET.format('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>')), "không có dòng nào"),
        (raw("", **{"xl/workbook.xml": ENTITIES + "<workbook>&b;</workbook>"}), "bị hỏng"),
        (raw(ENTITIES + SHEET.format("&b;")), "bị hỏng"),
        ((ENTITIES + "&b;").encode(), "Lưu lại dạng .xlsx"),
        (b"x" * (LARGEST_FILE + 1), "5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(body, told):
    assert told in refusal(body)


@pytest.mark.parametrize(
    ("part", "told"),
    [("word/document.xml", "tệp Word"), ("content.xml", ".xlsx"), ("xl/workbook.bin", ".xlsx"), ("a.txt", "tệp nén")],
)
def test_other_archives_are_told_from_workbooks(part, told):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr(part, "x")

    assert told in refusal(body.getvalue())


def test_a_locked_archive_is_told_from_a_broken_one():
    body = bytearray(workbook())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := body.find(mark, start + 1)) >= 0:
            struct.pack_into("<H", body, start + at, 1)

    assert "mật khẩu" in refusal(bytes(body))


def test_a_zip_bomb_is_refused_by_its_directory():
    bomb = raw(SHEET.format(" " * (101 * 1024 * 1024)))
    assert len(bomb) < 200_000

    assert "100 MB" in refusal(bomb)


def test_a_bomb_whose_directory_lies_is_refused_while_it_is_read():
    bomb = bytearray(raw(SHEET.format(" " * (101 * 1024 * 1024))))
    name = b"xl/worksheets/sheet1.xml"
    entry = bomb.rfind(name) - 46
    struct.pack_into("<I", bomb, entry + 24, 1000)

    assert "bị hỏng" in refusal(bytes(bomb))


def test_two_hundred_thousand_rows_are_refused_early():
    body = raw(SHEET.format("".join(ROW.format(n=n) for n in range(1, 200_001))))
    begun = time.process_time()
    told = refusal(body)

    assert "hơn 10.000 dòng" in told
    assert time.process_time() - begun < 2  # all of them take more than ten times as long


def test_the_last_row_allowed_is_read_and_one_more_is_not():
    rows = [ROW.format(n=n) for n in range(1, MOST_ROWS + 2)]

    assert len(read_table(raw(SHEET.format("".join(rows[:-1])))).sheets[0].rows) == MOST_ROWS
    assert "10.000" in refusal(raw(SHEET.format("".join(rows))))


def test_merged_cells_that_lie_over_one_another_are_refused():
    rows = "".join(ROW.format(n=n) for n in range(1, 2001))
    merged = "<mergeCells>" + '<mergeCell ref="A1:BH2000"/>' * 200 + "</mergeCells>"
    body = raw(SHEET.format(rows).replace("</worksheet>", f"{merged}</worksheet>"))

    assert "gộp" in refusal(body)


def test_the_people_of_the_fixture_are_read_plainly():
    assert read_table(workbook()).sheets[0].rows[1:] == tuple(tuple(str(one) for one in row) for row in PEOPLE)
