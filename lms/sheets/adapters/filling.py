"""Writing a few columns into somebody's own Excel file: those cells, and not one byte of anything else.

Whole libraries read a workbook and write it anew: pictures, charts and what they do not know are lost. Here the cells
are put into the sheet's XML at their places; every other part of the file is copied as it is.
"""

import zipfile
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from lms.errors import Refused
from lms.sheets.adapters.parts import Archive, refusing_broken
from lms.sheets.adapters.texts import clean_cell

_HOLDS = frozenset({"v", "is", "f"})
"""What a cell holds that is not empty, whatever it looks like."""


@dataclass(slots=True)
class _Cell:
    """A cell in the bytes of a sheet: its column from 1, its style, from where to where it stands, whether it holds."""

    column: int
    style: str | None
    start: int
    end: int = 0
    holds: bool = False


@dataclass(slots=True)
class _Row:
    """A row: its number, where its tag ends, where its content ends; `prefix` of its name, `empty`: `<row/>`."""

    number: int
    inside: int
    end: int
    prefix: bytes
    empty: bool
    cells: list[_Cell] = field(default_factory=list)


def fill_in(body: bytes, sheet: str, first: int | None, rows: Mapping[int, Sequence[str]]) -> bytes:
    """The file with texts written into some rows (by number) of a sheet, one cell beside the other.

    `first`: the column (from 0) where they begin, over what stands there; None: right of everything there is. Each new
    cell looks like the last one that holds something in its row. Raises Refused for a broken file.
    """
    with refusing_broken():
        part = _part_of(Archive(body), sheet)
        archive = zipfile.ZipFile(BytesIO(body))
        text = archive.read(part)
        found = _Reading(text).rows
        column = _last(found) + 1 if first is None else first + 1
        return _copied(archive, part, _with_cells(text, found, column, rows))


def _part_of(archive: Archive, sheet: str) -> str:
    related, parts = archive.related(), []

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and clean_cell(attributes["name"]) == sheet:
            parts.append(related[attributes["id"]][1])

    archive.read("xl/workbook.xml", begin)
    return parts[0]


class _Reading:
    """Where the rows and cells of a sheet stand in its bytes, found while they are parsed."""

    def __init__(self, text: bytes) -> None:
        """Read it all. Raises ValueError for what is no UTF-8, and whatever the parser says of broken XML."""
        if not text.removeprefix(b"\xef\xbb\xbf").startswith(b"<"):
            raise ValueError("not UTF-8")
        self.rows: dict[int, _Row] = {}
        self._text = text
        self._row, self._cell = _Row(0, 0, 0, b"", True), _Cell(0, None, 0)  # whatever stands outside rows
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begin, self._end
        self._parser.StartDoctypeDeclHandler = _no_document_type
        self._parser.Parse(text, True)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        start, local = self._parser.CurrentByteIndex, name.rpartition(" ")[2]
        if local == "row":
            self._row = self._new_row(start, attributes.get("r"))
        elif local == "c":
            cells = self._row.cells
            column = _column(attributes.get("r")) or (cells[-1].column + 1 if cells else 1)
            self._cell = _Cell(column, attributes.get("s"), start)
            cells.append(self._cell)
        elif local in _HOLDS:
            self._cell.holds = True

    def _new_row(self, start: int, told: str | None) -> _Row:
        number = int(told) if told else max(self.rows, default=0) + 1
        inside = _tag_end(self._text, start)
        name = self._text[start + 1 : inside].split(None, 1)[0].rstrip(b"/>")
        empty = self._text[inside - 2 : inside] == b"/>"
        self.rows[number] = _Row(number, inside, inside, name[: -len(b"row")], empty)
        return self.rows[number]

    def _end(self, name: str) -> None:
        local, index = name.rpartition(" ")[2], self._parser.CurrentByteIndex
        if local == "c":
            self._cell.end = _tag_end(self._text, index)
        elif local == "row":
            self._row.end = self._row.end if self._row.empty else index


def _with_cells(text: bytes, found: Mapping[int, _Row], first: int, rows: Mapping[int, Sequence[str]]) -> bytes:
    """The sheet with the new cells, written from the last row to the first so that places before stay right."""
    wanted = [row for number in rows if (row := found.get(number)) is not None]
    for row in sorted(wanted, key=lambda row: row.inside, reverse=True):
        style = next((cell.style for cell in reversed(row.cells) if cell.column < first and cell.holds), None)
        new = [
            (first + place, _written(row, first + place, style, words)) for place, words in enumerate(rows[row.number])
        ]
        if row.empty:
            inner = b"".join(cell for _, cell in new)
            text = text[: row.inside - 2] + b">" + inner + b"</" + row.prefix + b"row>" + text[row.inside :]
            continue
        for column, cell in reversed(new):
            start, end = _place(row, column)
            text = text[:start] + cell + text[end:]
    return text


def _place(row: _Row, column: int) -> tuple[int, int]:
    """From where to where the new cell of a column goes: over the old one, else between its neighbours."""
    at = bisect_left(row.cells, column, key=lambda cell: cell.column)
    if at == len(row.cells):
        return row.end, row.end
    cell = row.cells[at]
    return (cell.start, cell.end) if cell.column == column else (cell.start, cell.start)


def _written(row: _Row, column: int, style: str | None, words: str) -> bytes:
    prefix = row.prefix.decode()
    look = f' s="{style}"' if style else ""
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(words)}</{prefix}t></{prefix}is>'
    return f'<{prefix}c r="{get_column_letter(column)}{row.number}"{look} t="inlineStr">{inner}</{prefix}c>'.encode()


def _last(found: Mapping[int, _Row]) -> int:
    """The last column in which anything stands, from 1; 0 for an empty sheet."""
    return max((cell.column for row in found.values() for cell in row.cells if cell.holds), default=0)


def _copied(archive: zipfile.ZipFile, part: str, text: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as copy:
        for one in archive.infolist():
            copy.writestr(one, text if one.filename == part else archive.read(one.filename), one.compress_type)
    return kept.getvalue()


def _column(place: str | None) -> int | None:
    return column_index_from_string(coordinate_from_string(place)[0]) if place else None


def _tag_end(text: bytes, start: int) -> int:
    """Where the tag that begins there ends: behind the first `>` outside quotation marks."""
    quote = 0
    for index in range(start, len(text)):
        letter = text[index]
        if quote:
            quote = 0 if letter == quote else quote
        elif letter in b"\"'":
            quote = letter
        elif letter == ord(">"):
            return index + 1
    raise ValueError("a tag without an end")


def _no_document_type(*_about: object) -> None:
    raise Refused("Tệp bị hỏng. Mở bằng Excel, lưu thành tệp .xlsx mới, rồi tải lên.", field="file")
