"""One door for every file that is brought: what it is, is told by what is in it and never by its name."""

import zipfile
from io import BytesIO

from lms.errors import Refused
from lms.sheets.adapters.texts import read_csv
from lms.sheets.adapters.workbooks import read_workbook
from lms.sheets.rules.tables import LARGEST_FILE, LONGEST_CELL, Remark, Table, cells, said

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_FONT = frozenset("®¨¬©µ¸¹§" + chr(0xDE))
"""Letters that stand for Vietnamese ones in .VnTime and its like, and are in no Vietnamese word."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def read_table(body: bytes, file_name: str = "", longest: int = LONGEST_CELL) -> Table:  # noqa: ARG001
    """The table in a file: .xlsx or CSV, at most 5 MB, 100 MB unpacked and 10,000 rows; cells cut to so many letters.

    Raises Refused, beside field `file`, with what to do: for an empty or a large file, one with a password, an old
    `.xls` (renamed ones too), a PDF, a picture, a text document, a broken or a hostile file, one without any row.
    """
    if not body.strip():
        raise Refused("Chọn tệp danh sách (.xlsx hoặc .csv).", field="file")
    if len(body) > LARGEST_FILE:
        raise Refused("Tệp lớn hơn 5 MB. Bỏ bớt ảnh và trang tính thừa, hoặc chia thành nhiều tệp.", field="file")
    _refuse_others(body)
    table = read_workbook(body, longest) if body.startswith(_ZIP) else read_csv(body, longest)
    if not table.sheets or not any(sheet.rows for sheet in table.sheets):
        raise Refused(
            "Tệp không có dòng nào đang hiện. Mở tệp xem lại, bỏ ẩn dòng và trang tính cần dùng.", field="file"
        )
    return Table(table.sheets, (*table.remarks, *_about_font(table)))


def _refuse_others(body: bytes) -> None:
    """Raises Refused for the files that people take for a list, each with its own way out."""
    start = body[:512].lstrip()
    if body.startswith(_OLE) and _ENCRYPTED in body:
        raise Refused("Tệp có mật khẩu. Mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.", field="file")
    if body.startswith(_OLE) or start[:1] == b"<":
        raise Refused("Tệp theo kiểu cũ (.xls). Mở bằng Excel, chọn Lưu lại dạng .xlsx, rồi tải lên.", field="file")
    if body.startswith((b"%PDF", *_PICTURES)):
        raise Refused(
            "Đây là ảnh hoặc tệp PDF, chưa đọc thành danh sách được. Xin tệp Excel (.xlsx) của danh sách này.",
            field="file",
        )
    if body.startswith(_ZIP):
        _refuse_other_archives(body)


def _refuse_other_archives(body: bytes) -> None:
    """Raises Refused for an archive that is whole and holds no .xlsx workbook."""
    try:
        names = set(zipfile.ZipFile(BytesIO(body)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise Refused("Đây là tệp Word. Chép bảng trong tệp rồi dán vào ô dán danh sách.", field="file")
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Refused("Tệp này chưa đọc được. Mở bằng Excel, chọn Lưu lại dạng .xlsx, rồi tải lên.", field="file")
    raise Refused("Đây là tệp nén. Mở ra, chọn đúng tệp .xlsx hoặc .csv rồi tải lên.", field="file")


def _about_font(table: Table) -> tuple[Remark, ...]:
    """A remark when names seem to be written for an old font: they would come in as `NguyÔn V¨n An`."""
    odd = sum(1 for cell in cells(table) if not _OLD_FONT.isdisjoint(cell))
    sentence = said("Có %(n)s ô viết bằng phông chữ cũ (.VnTime…). Chuyển sang phông Unicode rồi tải lên lại.")
    return (Remark(sentence, {"n": odd}),) if odd else ()
