"""What the rows of a file say of numbers of people, and which of them are new, unchanged, or wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from lms.coverage.rules.groups import GROUPS, Group
from lms.coverage.rules.kinds import SOURCE_WORDS, TYPED_SOURCES, NumberSource
from lms.errors import Refused
from lms.offices.rules.days import shown
from lms.offices.rules.number_words import WANTED
from lms.offices.rules.numbers import read_document_day, read_number
from lms.sheets.rules.columns import Guess, guess
from lms.sheets.rules.tables import UNCOUNTED, Remark, Sheet, Table, said
from lms.sources.rules import fold
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind

LONGEST_COUNTING, LONGEST_DOCUMENT = 200, 120
WIDE = PROVINCIAL | COMMUNAL | {UnitKind.COUNTRY}


class Verdict(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that a code names today. `inside`: it is the unit of the screen or stands below it."""

    unit_id: int
    path: str
    spoken: str
    kind: UnitKind
    since: date
    inside: bool


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One row: where it stands in the file, what it says, and what becomes of it; `before` is the number used now."""

    line: int
    code: str
    group_words: str
    written: str
    verdict: Verdict = Verdict.WRONG
    place: Place | None = None
    group: Group | None = None
    number: int = 0
    before: int | None = None
    source: NumberSource = NumberSource.OTHER
    counting: str = ""
    document: str = ""
    document_on: date | None = None
    why: Remark = field(default_factory=lambda: Remark(""))


@dataclass(frozen=True, slots=True)
class Against:
    """What rows are held against: units by code, the numbers used now by unit and group, the year, the day."""

    places: Mapping[str, Place]
    used: Mapping[tuple[int, str], int]
    year: int
    today: date


def groups_at(kind: UnitKind) -> list[Group]:
    """The groups that a unit of a kind has people of."""
    return [group for group in GROUPS if kind in WIDE or kind in group.kinds]


def codes_in(table: Table) -> set[str]:
    """Every code of a unit that a file names."""
    return {row.code for row in _rows(table)}


def judge(table: Table, against: Against) -> list[NumberRow]:
    """Every row that has a number, in order; rows without one are left out: nothing is known there yet."""
    seen: dict[tuple[int, str], int] = {}
    found = []
    for row, cells in _read(table):
        judged = _judged(row, cells, against)
        if judged.place and judged.group and judged.verdict is not Verdict.WRONG:
            earlier = seen.setdefault((judged.place.unit_id, judged.group.code), row.line)
            if earlier != row.line:
                judged = _wrong(judged, said("Trùng đơn vị và nhóm với dòng %(n)s."), n=earlier)
        found.append(judged)
    return found


def _rows(table: Table) -> Iterator[NumberRow]:
    return (row for row, _cells in _read(table))


def _read(table: Table) -> Iterator[tuple[NumberRow, Mapping[str, str]]]:
    for sheet in table.sheets:
        columns = guess(sheet, WANTED)
        if columns.header_row is not None and {"code", "number"} <= set(columns.columns):
            yield from _of_sheet(sheet, columns)


def _of_sheet(sheet: Sheet, columns: Guess) -> Iterator[tuple[NumberRow, Mapping[str, str]]]:
    for line, row in list(zip(sheet.numbers, sheet.rows, strict=True))[columns.first :]:
        cells = {key: " ".join(columns.cell(row, key).split()) for key in WANTED}
        if cells["number"]:
            yield NumberRow(line, cells["code"], cells["group"], cells["number"]), cells


def _judged(row: NumberRow, cells: Mapping[str, str], against: Against) -> NumberRow:
    """The row with all it says, or with what is wrong."""
    place = against.places.get(row.code)
    refused = _of_place(row, place, against.year)
    if refused is not None or place is None:
        return refused or row
    row = replace(row, place=place, group=_group(cells["group"]))
    if row.group is None:
        return _wrong(row, said("Chưa rõ nhóm. Chép tên nhóm như trong tệp mẫu."))
    if row.group not in groups_at(place.kind):
        return _wrong(row, said("Đơn vị loại này không tính nhóm ấy."))
    if row.written == UNCOUNTED:
        return _wrong(row, said("Ô số là công thức chưa có kết quả. Mở bằng Excel rồi lưu lại."))
    try:
        row = replace(
            row,
            number=read_number(row.written),
            document_on=read_document_day(cells["document_on"], against.today, needed=False),
        )
    except Refused as refusal:
        return _wrong(row, refusal.message, **refusal.values)
    return _settled(_of_source(row, cells), against)


def _of_place(row: NumberRow, place: Place | None, year: int) -> NumberRow | None:
    if not row.code:
        return _wrong(row, said("Chưa ghi mã đơn vị."))
    if place is None:
        return _wrong(row, said("Không có đơn vị nào mang mã này."))
    if not place.inside:
        return _wrong(row, said("%(unit)s không thuộc đơn vị này."), unit=place.spoken)
    if place.since.year > year:
        return _wrong(row, said("Đơn vị có từ ngày %(day)s, sau năm này."), day=shown(place.since))
    return None


def _of_source(row: NumberRow, cells: Mapping[str, str]) -> NumberRow:
    source = _source(cells["source"])
    if source is None:
        return _wrong(row, said("Chưa rõ ai đếm. Chép như trong tệp mẫu, ví dụ Công an."))
    row = replace(row, source=source, counting=cells["counting"], document=cells["document"])
    if not row.counting:
        return _wrong(row, said("Ghi cách đếm, để người xem hiểu con số."))
    if len(row.counting) > LONGEST_COUNTING or len(row.document) > LONGEST_DOCUMENT:
        return _wrong(row, said("Cách đếm hoặc số văn bản dài quá."))
    return replace(row, verdict=Verdict.ADD)


def _settled(row: NumberRow, against: Against) -> NumberRow:
    if row.verdict is Verdict.WRONG or row.place is None or row.group is None:
        return row
    before = against.used.get((row.place.unit_id, row.group.code))
    return replace(row, before=before, verdict=Verdict.SAME if before == row.number else Verdict.ADD)


def _group(words: str) -> Group | None:
    key = fold(words)
    return next((one for one in GROUPS if key in {fold(one.words), fold(one.short), one.code}), None)


def _source(words: str) -> NumberSource | None:
    """Who counted; whoever says nothing has counted otherwise."""
    key = fold(words)
    if not key:
        return NumberSource.OTHER
    return next((one for one in TYPED_SOURCES if fold(SOURCE_WORDS[one]).startswith(key) or one == key), None)


def _wrong(row: NumberRow, message: str, **values: object) -> NumberRow:
    return replace(row, verdict=Verdict.WRONG, why=Remark(message, values))
