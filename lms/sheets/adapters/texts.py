"""CSV files and pasted lists, through the csv module."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

from lms.errors import Refused
from lms.sheets.rules.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Remark, Sheet, Table, said, sheet_of

_MARKS = ("\t", ";", ",")
_LOOKED_AT = 50
"""Lines by which it is told what separates the cells."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_BULLET = re.compile(r"\s*(?:\d{1,4}\s*[.)/]|[-+*•])\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_YEAR_AFTER_NAME = re.compile(r"(\D+?)[\s(]+((?:\d{1,2}[/.-]){0,2}\d{4})\)?(?:\s+(.*))?\Z")


def too_many() -> Refused:
    """The one sentence for a table that is too long."""
    return Refused(
        "Tệp có hơn %(most)s dòng. Chia thành nhiều tệp, mỗi thôn hoặc mỗi lớp một tệp, rồi tải lên lần lượt.",
        field="file",
        most=f"{MOST_ROWS:,}".replace(",", "."),
    )


def _unreadable() -> Refused:
    return Refused(
        "Không đọc được chữ trong tệp. Mở tệp bằng Excel, chọn Lưu thành, loại “CSV UTF-8”, rồi tải lên lại.",
        field="file",
    )


def clean_cell(text: str, longest: int = LONGEST_CELL) -> str:
    """A cell as it is kept: NFC, single spaces, nothing that cannot be seen, at most so many letters."""
    cut = _CONTROLS.sub("", text[: longest * 4])
    return unicodedata.normalize("NFC", " ".join(cut.split()))[:longest]


def read_csv(body: bytes, longest: int = LONGEST_CELL) -> Table:
    """The table in a CSV file: UTF-8 with or without BOM, UTF-16, else Windows-1258; `;`, `,` or tabs between cells.

    Raises Refused for what is no text, and for more than 10,000 rows.
    """
    text, remarks = _decoded(body)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text.splitlines()[:_LOOKED_AT]))
    return Table((_sheet(_numbered(rows, longest)),), remarks)


def read_pasted(text: str) -> Table:
    """The table in a pasted text: rows copied from Excel, or one person a line with commas, semicolons or dashes.

    `1. Nguyễn Văn An, 1959, thôn Đình` → three cells. Raises Refused for an empty text or more than 10,000 lines.
    """
    lines = text.splitlines()
    mark = _separator(lines[:_LOOKED_AT])
    parts = (_parts(line, mark) for line in lines)
    sheet = _sheet((number, [clean_cell(one) for one in row]) for number, row in enumerate(parts, 1))
    if not sheet.rows:
        raise Refused("Dán danh sách vào ô này, mỗi người một dòng.", field="pasted")
    return Table((sheet,))


def _decoded(body: bytes) -> tuple[str, tuple[Remark, ...]]:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"
    elif b"\x00" in body[:200]:
        codec = "utf-16-le" if body[1:2] == b"\x00" else "utf-16-be"
    else:
        codec = "utf-8-sig"
    try:
        return _checked(body.decode(codec)), ()
    except UnicodeDecodeError:
        return _in_windows_1258(body)


def _in_windows_1258(body: bytes) -> tuple[str, tuple[Remark, ...]]:
    """The text in Windows' old Vietnamese code page. Raises Refused when it is none either."""
    try:
        text = _checked(body.decode("cp1258"))
    except UnicodeDecodeError:
        raise _unreadable() from None
    return text, (Remark(said("Tệp lưu theo bảng mã cũ. Xem kỹ dấu tiếng Việt trong các dòng dưới đây.")),)


def _checked(text: str) -> str:
    """The text. Raises Refused when it is a program, a picture, or anything else that is not written."""
    if any(letter in text[:4000] for letter in "\x00\x01\x02\x03\x04\x05\x06\x07\x08\ufffd"):
        raise _unreadable()
    return text


def _separator(lines: list[str]) -> str:
    """What stands between the cells: the mark that most lines have, tabs before semicolons before commas."""
    counts = {mark: sum(1 for line in lines if mark in line) for mark in _MARKS}
    return max(_MARKS, key=lambda mark: counts[mark])


def _numbered(rows: Iterator[list[str]], longest: int) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number each has in the file. Raises Refused where quotes never end."""
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            raise Refused(
                "Dòng %(row)s của tệp có dấu nháy mở mà không đóng. Sửa dòng ấy rồi tải lên lại.",
                field="file",
                row=number + 1,
            ) from None
        if row is None:
            return
        number += 1
        yield number, [clean_cell(one, longest) for one in row[:MOST_COLUMNS]]


def _sheet(numbered: Iterable[tuple[int, list[str]]]) -> Sheet:
    kept: list[tuple[int, list[str]]] = []
    for number, row in numbered:
        if any(row):
            kept.append((number, row))
        if len(kept) > MOST_ROWS:
            raise too_many()
    return sheet_of("", kept)


def _parts(line: str, mark: str) -> list[str]:
    """The cells of one pasted line."""
    if mark in line:
        bare = line if mark == "\t" else _BULLET.sub("", line, count=1)
        return bare.split(mark)[:MOST_COLUMNS]
    bare = _BULLET.sub("", line, count=1).strip()
    if len(dashed := _DASH.split(bare)) > 1:
        return dashed
    match = _YEAR_AFTER_NAME.match(bare[:LONGEST_CELL])
    return [one or "" for one in match.groups()] if match else [bare]
