"""A table as an .xlsx file, through xlsxwriter."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet: a bold head that stays in sight, every cell as text, never as a formula or a link."""
    body = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(body, options) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, heads, workbook.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 24)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return body.getvalue()
