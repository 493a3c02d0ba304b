"""Excel workbooks: the rows that are seen, with merged cells filled in and formulas' last results.

openpyxl's own reading tells neither hidden rows nor merged cells nor formulas without a result while it streams, and
reads every style before the first row; so the parts are read here, and openpyxl says what is a date and which.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from lms.errors import Refused
from lms.sheets.adapters.cells import Cells, Known
from lms.sheets.adapters.parts import Archive, refusing_broken
from lms.sheets.adapters.texts import clean_cell, too_many
from lms.sheets.rules.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Remark, Sheet, Table, said, sheet_of

_EASTERN_DATES = frozenset({*range(27, 37), *range(50, 59)})
_MOST_STRINGS = MOST_ROWS * MOST_COLUMNS
_MOST_FILLED = MOST_ROWS * MOST_COLUMNS


def read_workbook(body: bytes, longest: int = LONGEST_CELL) -> Table:
    """The visible sheets of an .xlsx file, and remarks on what was left out.

    Raises Refused for a broken, hostile, locked or too large file; too many rows are refused when they are met.
    """
    with refusing_broken():
        archive = Archive(body)
        related = archive.related()
        listed, known = _workbook(archive, related, longest)
        read = [(name, _sheet(archive, related[part][1], known)) for name, part, seen in listed if seen]
        hidden = [name for name, _, seen in listed if not seen]
        if sum(len(cells.rows) for _, cells in read) > MOST_ROWS:
            raise too_many()
        sheets = [_filled(clean_cell(name), cells) for name, cells in read]
    remarks = [remark for name, cells in read for remark in _remarks(name, cells)]
    if hidden:
        remarks.append(Remark(said("Không đọc trang tính đang ẩn: %(names)s."), {"names": ", ".join(hidden[:5])}))
    return Table(tuple(sheet for sheet in sheets if sheet.rows), tuple(remarks))


def _workbook(
    archive: Archive, related: Mapping[str, tuple[str, str]], longest: int
) -> tuple[list[tuple[str, str, bool]], Known]:
    """The worksheets in order (name, id, whether seen), and what their cells refer to."""
    listed: list[tuple[str, str, bool]] = []
    epochs = [WINDOWS_EPOCH]

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and related[attributes["id"]][0] == "worksheet":
            seen = attributes.get("state", "visible") == "visible"
            listed.append((attributes["name"], attributes["id"], seen))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epochs.append(MAC_EPOCH)

    archive.read("xl/workbook.xml", begin)
    parts = dict(related.values())
    strings = _strings(archive, parts["sharedStrings"], longest) if "sharedStrings" in parts else []
    dates = _date_styles(archive, parts["styles"]) if "styles" in parts else frozenset()
    return listed, Known(strings, dates, epochs[-1], longest)


def _strings(archive: Archive, part: str, longest: int) -> list[str]:
    """The texts that cells refer to by number; what is read aloud beside Eastern letters is left out."""
    strings: list[str] = []
    inside: list[str] = []
    pieces: list[str] = []

    def begin(name: str, _attributes: Mapping[str, str]) -> None:
        inside.append(name)

    def text(piece: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(piece)

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            strings.append("".join(pieces)[: longest * 4])
            pieces.clear()
            if len(strings) > _MOST_STRINGS:
                raise too_many()

    archive.read(part, begin, end, text)
    return strings


def _date_styles(archive: Archive, part: str) -> frozenset[int]:
    """Which styles of cells show a number as a date."""
    formats: dict[int, str | None] = dict(BUILTIN_FORMATS)
    styles: list[int] = []
    inside = [""]

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and inside[-1] == "numFmts":
            formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "xf" and inside[-1] == "cellXfs":
            styles.append(int(attributes.get("numFmtId", 0)))
        inside.append(name)

    def end(_name: str) -> None:
        inside.pop()

    archive.read(part, begin, end)
    dates = {one for one in set(styles) if one in _EASTERN_DATES or is_date_format(formats.get(one))}
    return frozenset(number for number, style in enumerate(styles) if style in dates)


def _sheet(archive: Archive, part: str, known: Known) -> Cells:
    cells = Cells(known)
    archive.read(part, cells.begin, cells.end, cells.text)
    return cells


def _filled(name: str, cells: Cells) -> Sheet:
    """The sheet, merged cells all saying what the first says. Raises Refused when they lie over one another."""
    numbers = [number for number, _ in cells.rows]
    by_number = dict(cells.rows)
    filled = 0
    for left, top, last, bottom in cells.merged:
        first = by_number.get(top, [])
        value = first[left - 1] if left <= len(first) else ""
        within = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)] if value else []
        right = min(last, MOST_COLUMNS)
        filled += len(within) * (right - left + 1)
        if filled > _MOST_FILLED:
            raise Refused("Các ô gộp trong tệp chồng lên nhau. Bỏ gộp ô rồi tải lên lại.", field="file")
        for number in within:
            row = by_number[number]
            row += [""] * (right - len(row))
            row[left - 1 : right] = [value] * (right - left + 1)
    return sheet_of(name, [(number, by_number[number]) for number in numbers])


def _remarks(name: str, cells: Cells) -> list[Remark]:
    hidden = said("Trang tính “%(name)s”: đã bỏ qua %(n)s dòng đang ẩn.")
    uncounted = said("Trang tính “%(name)s”: %(n)s ô là công thức chưa có kết quả. Mở bằng Excel rồi lưu lại.")
    counts = ((hidden, cells.hidden), (uncounted, cells.uncounted))
    return [Remark(sentence, {"name": name, "n": count}) for sentence, count in counts if count]
