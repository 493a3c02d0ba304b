"""Which column is which, guessed by the words at its head; whoever brought the table may say otherwise."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lms.sheets.rules.tables import Sheet
from lms.sources.rules import fold

HEADER_WITHIN = 10
"""Rows among which the header is looked for: titles and the name of the office stand above it."""

_IN_BRACKETS = re.compile(r"\([^)]*\)|\*")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?\Z")

Columns = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Guess:
    """Where things stand in a sheet: `columns` by what they hold, each one column or several that belong together.

    `header_row` is an index into the sheet's rows, None when no header was found; data begin at index `first`.
    """

    header_row: int | None
    first: int
    columns: Columns

    def cell(self, row: Sequence[str], key: str) -> str:
        """What a row says under `key`; several columns are joined (`Nguyễn Văn` + `An`); empty when there is none."""
        found = (row[column] for column in self.columns.get(key, ()) if column < len(row))
        return " ".join(dict.fromkeys(one for one in found if one))


def guess(sheet: Sheet, wanted: Mapping[str, Sequence[str]], order: Sequence[str] = ()) -> Guess:
    """The header row that names most of what is wanted, and the columns it names.

    `wanted`: what is looked for → the names it goes by, with or without diacritics; a name `họ đệm+tên` is two columns
    side by side or apart. A head that begins with such a name counts too (`Họ và tên học sinh`). Without a header the
    columns are taken in `order`, after a column that only numbers the rows.
    """
    best = Guess(None, 0, {})
    for readings in (_single, _joined):
        for index in range(min(HEADER_WITHIN, len(sheet.rows))):
            heads, first = readings(sheet, index)
            columns = _named(heads, wanted)
            if len(columns) > len(best.columns):
                best = Guess(index, _after_header(sheet, index, first), columns)
    return best if best.columns else Guess(None, 0, _in_order(sheet, order))


def heads_of(sheet: Sheet, guessed: Guess) -> list[str]:
    """What stands at the head of each column, for a list to choose from; empty where nothing does."""
    if guessed.header_row is None:
        return [""] * sheet.width
    heads = [list(row) for row in sheet.rows[guessed.header_row : guessed.header_row + 2]]
    below = heads[1] if len(heads) > 1 and guessed.first > guessed.header_row + 1 else heads[0]
    pairs = zip(heads[0], below, strict=True)
    return [top if top == sub or _NUMBERING.match(sub) else f"{top} {sub}".strip() for top, sub in pairs]


def _single(sheet: Sheet, index: int) -> tuple[list[str], int]:
    """A row as heads, and where data may begin below it."""
    return [_plain(cell) for cell in sheet.rows[index]], index + 1


def _joined(sheet: Sheet, index: int) -> tuple[list[str], int]:
    """A row's heads joined with those of the row below: `Năm sinh` over `Nam`, `Nữ`."""
    if index + 1 >= len(sheet.rows):
        return [], index + 1
    pairs = zip(sheet.rows[index], sheet.rows[index + 1], strict=True)
    return [_plain(upper if upper == lower else f"{upper} {lower}") for upper, lower in pairs], index + 2


def _plain(cell: str) -> str:
    return _NO_WORD.sub(" ", fold(_IN_BRACKETS.sub(" ", cell))).strip()


def _named(heads: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for begins in (False, True):
        for key, names in wanted.items():
            if key in found:
                continue
            free = [
                head if not any(column in taken for taken in found.values()) else ""
                for column, head in enumerate(heads)
            ]
            columns = next(filter(None, (_columns(free, name, begins=begins) for name in names)), None)
            if columns:
                found[key] = columns
    return found


def _columns(heads: Sequence[str], name: str, *, begins: bool) -> tuple[int, ...]:
    """The columns of one name: one for each part of it, or none. A name over two merged columns takes both."""
    parts = _parts(name)
    if begins and (len(parts) > 1 or " " not in parts[0]):
        return ()
    found: list[int] = []
    for part in parts:
        fits = [column for column, head in enumerate(heads) if head == part or (begins and head.startswith(f"{part} "))]
        if not fits:
            return ()
        found += _neighbours([column for column in fits if heads[column] == heads[fits[0]]])
    return tuple(found)


@cache
def _parts(name: str) -> tuple[str, ...]:
    """A name of those that the code looks for, as it is compared with heads; asked again for each row of each file."""
    return tuple(_plain(part) for part in name.split("+"))


def _neighbours(fits: Sequence[int]) -> list[int]:
    """The first column and those right after it with the same head: one head merged over several columns."""
    run = [fits[0]]
    for column in fits[1:]:
        if column == run[-1] + 1:
            run.append(column)
    return run


def _after_header(sheet: Sheet, header: int, first: int) -> int:
    """Where data begin: after rows that repeat the head (merged downwards) and rows that number the columns."""
    heads = sheet.rows[header]
    while first < len(sheet.rows):
        row = [cell for cell in sheet.rows[first] if cell]
        if not (all(_NUMBERING.match(cell) for cell in row) or _repeats(heads, sheet.rows[first])):
            break
        first += 1
    return first


def _repeats(heads: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row says the same as the head in at least two of its columns."""
    return sum(1 for head, cell in zip(heads, row, strict=True) if cell and head == cell) >= 2


def _in_order(sheet: Sheet, order: Sequence[str]) -> dict[str, tuple[int, ...]]:
    columns = [column for column in range(sheet.width) if not (column == 0 and _only_numbers(sheet))]
    return {key: (column,) for key, column in zip(order, columns, strict=False)}


def _only_numbers(sheet: Sheet) -> bool:
    """Whether the first column counts the rows: 1, 2, 3."""
    numbers = [row[0].rstrip(".") for row in sheet.rows if row[0]]
    return bool(numbers) and numbers == [str(number) for number in range(1, len(numbers) + 1)]
