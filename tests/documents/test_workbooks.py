"""Excel and CSV: values as they are, heads that can be read, nothing computed."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from lms.documents.adapters.workbooks import comma_separated, workbook
from lms.documents.rules import Format, Sheet, SheetColumn

COLUMNS = (
    SheetColumn("Đơn vị", Format.TEXT),
    SheetColumn("Tự học, chưa có người chứng kiến", Format.NUMBER),
    SheetColumn("Tỷ lệ", Format.SHARE),
)
LONG = "Công an (cơ sở dữ liệu dân cư); nhân khẩu thường trú từ 18 tuổi; 31/BC-CAX"
ROWS = (("Thôn Đình", 1204, 0.0294117647058824), (LONG, None, None), ("", 0, 1.0))


def opened(*sheets: Sheet):
    body = workbook(sheets, title="Tỷ lệ", author="UBND", made_at=datetime(2026, 11, 20, tzinfo=UTC))
    return load_workbook(io.BytesIO(body))


def test_values_are_those_of_the_table():
    page = opened(Sheet("Số liệu", COLUMNS, ROWS, ("Ghi chú.",)))["Số liệu"]
    found = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]

    assert found == [list(row) for row in ROWS]
    assert [page.cell(3, n).number_format for n in (2, 3)] == ["#,##0", "0.0%"]
    assert page.freeze_panes == "A3"


def test_long_words_are_wrapped_in_rows_that_are_high_enough_for_any_program():
    page = opened(Sheet("Số liệu", COLUMNS, ROWS))["Số liệu"]
    heights = [page.row_dimensions[n].height for n in range(1, 5)]

    assert heights[0] >= 3 * 15
    assert heights[2] >= 2 * 15
    assert heights[1] is None
    assert page["A3"].alignment.wrap_text
    assert page.column_dimensions["A"].width <= 60


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-5", "@x", "=HYPERLINK(1)"])
def test_words_are_never_a_formula(typed):
    sheet = Sheet("Số liệu", COLUMNS[:1], ((typed,),))

    assert opened(sheet)["Số liệu"]["A2"].data_type == "s"
    (_, (cell,)) = csv.reader(io.StringIO(comma_separated(sheet).decode("utf-8-sig")))
    assert cell == f"'{typed}"


def test_a_table_without_rows_or_columns_is_a_sheet_all_the_same():
    names = opened(
        Sheet("Trống", COLUMNS, ()), Sheet("Tên dài quá ba mươi mốt chữ cái thì cắt", COLUMNS, ())
    ).sheetnames

    assert names == ["Trống", "Tên dài quá ba mươi mốt chữ cái"]
