"""Files that people bring, made on the spot: tidy ones, untidy ones, hostile ones."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook

HEAD = ("STT", "Họ và tên", "Năm sinh", "Thôn")
PEOPLE = ((1, "Nguyễn Văn An", 1959, "Thôn Đình"), (2, "Lò Thị Mai", 1958, "Thôn Đình"))

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def workbook(rows=(HEAD, *PEOPLE), change=None) -> bytes:
    """An .xlsx file as openpyxl writes it; `change(book, sheet)` makes it untidy."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def raw(sheet: str, **parts: str) -> bytes:
    """An .xlsx file of the XML of one sheet, written part by part; `parts` replaces others by name."""
    files = {
        "[Content_Types].xml": _TYPES,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELS,
        "xl/worksheets/sheet1.xml": sheet,
    } | parts
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()


def untidy(book, sheet) -> None:
    """What offices do to a list: a merged title, a head over two rows, hidden rows, a second and a hidden sheet."""
    sheet.insert_rows(1, 3)
    sheet["A1"] = "DANH SÁCH RÀ SOÁT NGƯỜI DÂN THÔN ĐÌNH"
    sheet.merge_cells("A1:D1")
    sheet["C5"] = date(1959, 3, 2)
    sheet["C5"].number_format = "dd/mm/yyyy"
    sheet["C6"] = "17/10/1958"
    sheet.append((3, "Vàng A Páo", "=1900+60", "Thôn Đình"))
    sheet.append((4, "Người bị ẩn", 1970, "Thôn Đình"))
    sheet.row_dimensions[8].hidden = True
    book.create_sheet("Nháp").append(("Nháp", "x"))
    book.create_sheet("Mật").append(("mật",))
    book["Mật"].sheet_state = "hidden"
