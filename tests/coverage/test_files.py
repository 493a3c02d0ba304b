"""The page and its files: every whole number of the page's table stands in every file, as a value."""

import csv
import io
import json
import re
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook

from lms import clock
from lms.access.rules import Role
from lms.coverage.forms.columns import FIGURES
from lms.documents.rules import Format, written
from tests.coverage.steps import use_number
from tests.staff import appointed

FILES = ("xlsx", "csv", "docx", "pdf", "json")


@pytest.fixture
def numbers(database, cast, lived):
    """A commune some of whose units have numbers, after the months that were lived through."""
    clock.set_now(None)
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 1234)
        use_number(session, cast.units["77001-1"].unit_id, "adults", 40)
        use_number(session, cast.units["77001-2"].unit_id, "secondary", 31)


def _page_numbers(soup) -> set[int]:
    table = soup.find(id="so-lieu")
    assert table is not None
    texts = (cell.get_text(" ", strip=True) for cell in table.find_all("td"))
    return {int(text.replace(".", "")) for text in texts if re.fullmatch(r"\d{1,3}(\.\d{3})*", text)}


def _workbook(body: bytes) -> set[int]:
    book = load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert all(sheet.freeze_panes for sheet in book)
    return {int(cell.value) for cell in cells if cell.data_type == "n" and cell.value is not None}


def _csv(body: bytes) -> set[int]:
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    return {int(value) for row in rows for value in row if re.fullmatch(r"\d+", value)}


def _letter(body: bytes) -> set[int]:
    file = Document(io.BytesIO(body))
    first = " ".join(cell.text for cell in file.tables[0].rows[0].cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "Độc lập - Tự do - Hạnh phúc" in first
    texts = [cell.text for table in file.tables[1:] for row in table.rows for cell in row.cells]
    return {int(text.replace(".", "")) for text in texts if re.fullmatch(r"\d{1,3}(\.\d{3})*", text)}


def _json(body: bytes) -> set[int]:
    told = json.loads(body)
    assert told["version"] == 1
    rows = [row for table in told["tables"].values() for row in table]
    return {value for row in rows for value in row.values() if isinstance(value, int)}


READERS = {"xlsx": _workbook, "csv": _csv, "docx": _letter, "json": _json}


def test_every_number_of_the_page_is_in_every_file(visit, cast, numbers):
    visitor = visit(cast.manager)
    for unit in ("77001", "77001-1"):
        shown = _page_numbers(visitor.get(f"/pho-cap/{unit}").soup)
        assert shown
        for ending, reader in READERS.items():
            answer = visitor.get(f"/pho-cap/{unit}.{ending}")
            assert answer.status == 200
            assert shown <= reader(answer.response.data), (unit, ending)


def test_the_printed_file_is_a_pdf_without_a_warning(visit, cast):
    answer = visit(cast.manager).get("/pho-cap/77001.pdf")

    assert answer.response.data.startswith(b"%PDF")
    assert len(answer.response.data) < 200_000


def test_every_column_and_level_has_its_meaning(visit, cast):
    meanings = visit(cast.manager).get("/pho-cap/77001.json").response.json["tables"]["meanings"]
    told = {row["column"]: row["meaning"] for row in meanings}
    plain = {"Mã đơn vị", "Đơn vị"}

    assert {one.words for one in FIGURES} - plain <= told.keys()
    assert told["Mức 2"] == "Có người chứng kiến và biết rõ người học"
    assert all(told.values())


def test_a_workbook_carries_its_meanings_and_what_it_stands_on(visit, cast):
    body = visit(cast.manager).get("/pho-cap/77001.xlsx").response.data
    book = load_workbook(io.BytesIO(body))

    assert {"Số liệu", "Định nghĩa"} <= set(book.sheetnames)
    assert "quy tắc hoàn thành" in str(book["Số liệu"]["A2"].value)
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None


def _rows_of(visitor, unit: str, ending: str):
    return visitor.get(f"/pho-cap/{unit}.{ending}").response.data


@pytest.mark.parametrize("unit", ["77", "77001", "77001-2"])
def test_every_file_holds_the_very_same_values_row_by_row(visit, database, cast, numbers, unit):
    visitor = visit(appointed(database, cast, Role.VIEWER, "77", name="Hồ Văn Xem", sign_in="xem"))
    told = json.loads(_rows_of(visitor, unit, "json"))["tables"]
    figures = [list(row.values()) for row in told["figures"]]
    assert figures

    book = load_workbook(io.BytesIO(_rows_of(visitor, unit, "xlsx")))
    for sheet, rows in zip(book, told.values(), strict=True):
        above = 3 if sheet.title == "Số liệu" else 1
        assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=above + 1)] == [
            list(row.values()) for row in rows
        ]

    lines = list(csv.reader(io.StringIO(_rows_of(visitor, unit, "csv").decode("utf-8-sig"))))
    assert lines[1:] == [["" if value is None else str(value) for value in row] for row in figures]

    tables = Document(io.BytesIO(_rows_of(visitor, unit, "docx"))).tables
    heads = [cell.text for cell in tables[1].rows[0].cells]
    places = [lines[0].index(head) for head in heads]
    kinds = {n: Format(FIGURES[n].kind.value) for n in places}
    shown = [[cell.text for cell in row.cells] for row in tables[1].rows[1:]]
    assert shown == [[written(row[n], kinds[n]) for n in places] for row in figures]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("77", ["ỦY BAN NHÂN DÂN", "TỈNH THỬ"]),
        ("77001", ["ỦY BAN NHÂN DÂN", "XÃ AN PHÚ"]),
        ("77001-2", ["UBND XÃ AN PHÚ", "TRƯỜNG THCS AN PHÚ"]),
    ],
)
def test_a_printed_table_is_the_units_own_whoever_runs_the_platform(visit, database, cast, unit, lines):
    visitor = visit(appointed(database, cast, Role.VIEWER, "77", name="Hồ Văn Xem", sign_in="xem"))
    head = Document(io.BytesIO(_rows_of(visitor, unit, "docx"))).tables[0].rows[0].cells[0]

    assert [one.text for one in head.paragraphs if one.text.strip()] == lines
