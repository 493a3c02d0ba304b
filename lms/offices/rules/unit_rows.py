"""What the rows of a file say of units below another, and which of them are new, there already, or wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lms.errors import Refused
from lms.offices.rules.kind_words import UNIT_COLUMNS, guess_kind, is_sum, whole_name
from lms.offices.rules.kinds import family_of, kinds_below
from lms.sheets.rules.columns import Columns, Guess, guess
from lms.sheets.rules.tables import UNCOUNTED, Remark, Sheet, Table, said
from lms.sources.rules import fold
from lms.units.rules import UnitKind, clean_name

ORDER = ("name", "kind")
ALL_SHEETS = "*"
MOST = 1000
"""Units added at once: more than any commune has."""


class Verdict(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    THERE = "there"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read: one sheet by name, or all that have a heading; columns by hand, or as guessed.

    `kind` is that of rows which name none (None: such rows are wrong).
    """

    sheet: str = ALL_SHEETS
    columns: Columns | None = None
    kind: UnitKind | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row: where it stands, what it says, and what becomes of it. `why` is said of rows that are not added."""

    key: str
    sheet: str
    number: int
    written: str
    kind: UnitKind | None
    name: str
    verdict: Verdict
    why: Remark = field(default_factory=lambda: Remark(""))


def guess_columns(sheet: Sheet, by_hand: Columns | None = None) -> Guess:
    """Where name and kind stand; a choice by hand goes before the guess."""
    guessed = guess(sheet, UNIT_COLUMNS, ORDER)
    return guessed if by_hand is None else replace(guessed, columns=by_hand)


def first_choice(table: Table) -> Choice:
    """All sheets when several have a heading we know; else the one that has, else the first."""
    headed = [sheet.name for sheet in table.sheets if _headed(sheet)]
    return Choice(ALL_SHEETS if len(headed) > 1 else (headed or [sheet.name for sheet in table.sheets])[0])


def _headed(sheet: Sheet) -> bool:
    guessed = guess_columns(sheet)
    return guessed.header_row is not None and "name" in guessed.columns


def judge(table: Table, choice: Choice, parent: UnitKind, there: Iterable[tuple[UnitKind, str]]) -> list[UnitRow]:
    """Every row of the chosen sheets, in order. `there`: kinds and names of what stands below the unit already."""
    known = {(family_of(kind), fold(name)): 0 for kind, name in there}
    found = []
    for at, sheet in enumerate(table.sheets):
        if choice.sheet == sheet.name or (choice.sheet == ALL_SHEETS and _headed(sheet)):
            for row in _read(sheet, str(at), choice, parent):
                judged = _known(row, known)
                found.append(judged)
                if judged.verdict is Verdict.ADD and judged.kind:
                    known[family_of(judged.kind), fold(judged.name)] = judged.number
    return found


def _known(row: UnitRow, known: Mapping[tuple[frozenset[UnitKind], str], int]) -> UnitRow:
    if row.verdict is not Verdict.ADD or row.kind is None:
        return row
    number = known.get((family_of(row.kind), fold(row.name)))
    if number is None:
        return row
    same = Remark(said("Trùng với dòng %(n)s của tệp."), {"n": number}) if number else Remark(said("Đã có ở đây."))
    return replace(row, verdict=Verdict.THERE, why=same)


def _read(sheet: Sheet, at: str, choice: Choice, parent: UnitKind) -> Iterator[UnitRow]:
    columns = guess_columns(sheet, choice.columns)
    for number, row in list(zip(sheet.numbers, sheet.rows, strict=True))[columns.first :]:
        name, kind = columns.cell(row, "name"), columns.cell(row, "kind")
        if name and not is_sum(name):
            yield _checked(
                UnitRow(f"{at}:{number}", sheet.name, number, name, None, name, Verdict.ADD), kind, choice, parent
            )


def _checked(row: UnitRow, kind_written: str, choice: Choice, parent: UnitKind) -> UnitRow:
    """The row with its kind and whole name, or with what is wrong."""
    if row.written == UNCOUNTED:
        return _wrong(row, Remark(said("Ô này là công thức chưa có kết quả. Mở bằng Excel rồi lưu lại.")))
    of_name, of_column = guess_kind(row.written, parent), guess_kind(kind_written, parent) if kind_written else None
    if of_name and of_column and of_name not in family_of(of_column):
        return _wrong(row, Remark(said("Tên nói một loại, cột loại nói loại khác.")))
    kind = of_name or of_column or choice.kind
    if kind is None:
        return _wrong(row, Remark(said("Chưa rõ loại. Ghi loại vào tệp, hoặc chọn loại cho dòng không ghi.")))
    if kind not in kinds_below(parent):
        return _wrong(row, Remark(said("Đơn vị loại này không đặt ở đây được.")))
    try:
        name = clean_name(row.written if of_name else whole_name(row.written, kind_written, kind), kind)
    except Refused as refusal:
        return _wrong(row, Remark(refusal.message, refusal.values))
    return replace(row, kind=kind, name=name)


def _wrong(row: UnitRow, why: Remark) -> UnitRow:
    return replace(row, verdict=Verdict.WRONG, why=why)
