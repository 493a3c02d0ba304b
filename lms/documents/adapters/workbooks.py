"""Excel and CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from lms.documents.rules import Format, Sheet, Value

_WIDTHS = {Format.TEXT: 30, Format.NUMBER: 14, Format.SHARE: 12}
_LONGEST_NAME = 31  # of a sheet: Excel's own limit
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(sheets: Sequence[Sheet], *, title: str, author: str, made_at: datetime) -> bytes:
    """An Excel file: real numbers, the head frozen, nothing that is computed; the same input gives the same values.

    Text is written as text: a name that begins with `=` is not a formula.
    """
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, options) as book:
        book.set_properties({"title": title, "author": author, "created": made_at.replace(tzinfo=None)})
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#F3EBDD"}
        )
        note = book.add_format({"italic": True})
        cells = {
            Format.TEXT: book.add_format({"valign": "top"}),
            Format.NUMBER: book.add_format({"num_format": "#,##0"}),
            Format.SHARE: book.add_format({"num_format": "0.0%"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:_LONGEST_NAME]), sheet, head, note, cells)
    return kept.getvalue()


def _write(page: Worksheet, sheet: Sheet, head: CellFormat, note: CellFormat, cells: dict[Format, CellFormat]) -> None:
    for place, words in enumerate(sheet.notes):
        page.write_string(place, 0, words, note)
    first = len(sheet.notes)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _WIDTHS[column.format])
        page.write_string(first, place, column.words, head)
    for down, row in enumerate(sheet.rows, start=first + 1):
        for across, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            if isinstance(value, str):
                page.write_string(down, across, value, cells[Format.TEXT])
            elif value is not None:
                page.write_number(down, across, value, cells[column.format])
    page.freeze_panes(first + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)


def comma_separated(sheet: Sheet) -> bytes:
    """One sheet as CSV: UTF-8 with BOM so that Excel reads the letters, `,` between cells, shares as 0–1."""
    kept = io.StringIO(newline="")
    lines = csv.writer(kept)
    lines.writerow([column.words for column in sheet.columns])
    lines.writerows([[_plain(value) for value in row] for row in sheet.rows])
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _plain(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
