"""Excel and CSV."""

import csv
import io
import textwrap
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from lms.documents.rules import Format, Sheet, Value

_NARROWEST, _WIDEST, _NUMBER = 8, 58, 14
"""Widths of columns in letters: of words as wide as they are within these, of numbers always so."""
_LINE = 15.75
"""How high a line is, in points: told for every row of several, as not every program works that out by itself."""
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
            Format.TEXT: book.add_format({"valign": "top", "text_wrap": True}),
            Format.NUMBER: book.add_format({"valign": "top", "num_format": "#,##0"}),
            Format.SHARE: book.add_format({"valign": "top", "num_format": "0.0%"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:_LONGEST_NAME]), sheet, head, note, cells)
    return kept.getvalue()


def _write(page: Worksheet, sheet: Sheet, head: CellFormat, note: CellFormat, cells: dict[Format, CellFormat]) -> None:
    for place, words in enumerate(sheet.notes):
        page.write_string(place, 0, words, note)
    first = len(sheet.notes)
    widths = [_width(sheet, place) for place in range(len(sheet.columns))]
    for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(first, place, column.words, head)
    page.set_row(first, _LINE * max(map(_lines, (one.words for one in sheet.columns), widths)))
    for down, row in enumerate(sheet.rows, start=first + 1):
        if any(isinstance(value, str) and len(value) > width for value, width in zip(row, widths, strict=True)):
            page.set_row(down, _LINE * max(_lines(str(value), width) for value, width in zip(row, widths, strict=True)))
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


def _width(sheet: Sheet, place: int) -> int:
    if sheet.columns[place].format is not Format.TEXT:
        return _NUMBER
    longest = max((len(str(row[place])) for row in sheet.rows if row[place] is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2, len(sheet.columns[place].words) // 2 + 2))


def _lines(words: str, width: int) -> int:
    """How many lines words take in a column; a letter is about as wide as a digit."""
    return max(1, len(textwrap.wrap(words, width - 1)))


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
