"""Filling in somebody's own workbook: the cells asked for change, and nothing else, whatever program wrote the file."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from lms.errors import Refused
from lms.sheets.adapters.filling import fill_in

HEADS = ["STT", "Họ và tên", "Năm sinh"]
ROWS = [[1, "Nguyễn Văn An", 2013], [2, "H’Hen Niê", 2013]]
TOLD = {3: ["Kết quả", "Số"], 4: ["Đã <b>&</b> xác nhận", "X-1"], 5: ["=1+1", ""]}


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Lớp 7B"
    for row in (["TRƯỜNG THCS"], ["Danh sách"], HEADS, *ROWS):
        page.append(row)
    page["E4"].fill = PatternFill("solid", fgColor="FFFF00")  # a cell with a colour and nothing in it
    page.merge_cells("A1:C1")
    book.create_sheet("Khác")["A1"] = "giữ nguyên"
    return _saved(book)


def by_xlsxwriter() -> bytes:
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        page = book.add_worksheet("Lớp 7B")
        for down, row in enumerate((["TRƯỜNG"], ["Danh sách"], HEADS, *ROWS)):
            page.write_row(down, 0, row)
        page.write_formula("B8", "=SUM(C4:C5)", value=4026)
        page.insert_textbox("H2", "Ghi chú")
    return kept.getvalue()


def with_prefixes() -> bytes:
    """As the OpenXML SDK writes: every element has a prefix."""
    sheet = (
        '<?xml version="1.0" encoding="utf-8"?><x:worksheet '
        'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"/><x:row r="2"/>'
        '<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>a &gt; b</x:t></x:is></x:c></x:row>'
        '<x:row r="4" spans="1:1"><x:c r="A4" s="1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="5"><x:c><x:v>2</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    return _replaced(by_openpyxl(), "xl/worksheets/sheet1.xml", sheet.encode())


@pytest.mark.parametrize("made", [by_openpyxl, by_xlsxwriter, with_prefixes])
def test_only_the_cells_asked_for_change(made):
    before = made()

    after = fill_in(before, "Lớp 7B", None, TOLD)

    old, new = (_values(body) for body in (before, after))
    width = max(n for row in old for n, value in enumerate(row, start=1) if value is not None)
    assert [row[:width] for row in new] == [row[:width] for row in old]
    assert [new[number - 1][width : width + 2] for number in TOLD] == list(TOLD.values())
    assert _parts(before) == _parts(after)


def test_what_was_filled_in_before_is_written_over():
    once = fill_in(by_openpyxl(), "Lớp 7B", None, TOLD)

    twice = fill_in(once, "Lớp 7B", 3, {4: ["Mới", "Y"]})

    assert [row[3:] for row in _values(twice)[2:]] == [["Kết quả", "Số"], ["Mới", "Y"], ["=1+1", ""]]


def test_a_coloured_cell_keeps_its_place_and_rows_that_are_not_there_are_passed_over():
    after = fill_in(by_openpyxl(), "Lớp 7B", None, {4: ["a", "b"], 99: ["nobody"]})
    page = openpyxl.load_workbook(BytesIO(after))["Lớp 7B"]

    assert (page["D4"].value, page["E4"].value) == ("a", "b")
    assert page.max_row == 5


def test_text_is_text():
    page = openpyxl.load_workbook(BytesIO(fill_in(by_openpyxl(), "Lớp 7B", None, TOLD)))["Lớp 7B"]

    assert page["D5"].data_type == "s"
    assert page["D5"].value == "=1+1"


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><sheetData><row r='4'>",
        b"\xff\xfe<\x00w\x00",
        b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet><sheetData><row r="4"/></sheetData></worksheet>',
        b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>",
        b"",
    ],
)
def test_a_broken_sheet_is_refused(sheet):
    with pytest.raises(Refused):
        fill_in(_replaced(by_openpyxl(), "xl/worksheets/sheet1.xml", sheet), "Lớp 7B", None, TOLD)


def test_cells_outside_of_rows_harm_nobody():
    body = _replaced(by_openpyxl(), "xl/worksheets/sheet1.xml", b"<worksheet><c r='A1'><v>1</v></c><v/></worksheet>")

    assert fill_in(body, "Lớp 7B", None, TOLD)


def _saved(book: openpyxl.Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _replaced(body: bytes, part: str, text: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(kept, "w") as new:
        for one in old.infolist():
            new.writestr(one, text if one.filename == part else old.read(one.filename))
    return kept.getvalue()


def _values(body: bytes) -> list[list[object]]:
    page = openpyxl.load_workbook(BytesIO(body))["Lớp 7B"]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def _parts(body: bytes) -> dict[str, bytes]:
    """Every part of the file but the sheet that is written to."""
    with zipfile.ZipFile(BytesIO(body)) as file:
        return {name: file.read(name) for name in file.namelist() if name != "xl/worksheets/sheet1.xml"}
