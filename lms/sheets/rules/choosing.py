"""What of a table is read: which of its sheets, which columns, as whoever brought it has put right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.errors import Refused
from lms.sheets.rules.columns import Columns, Guess, heads_of
from lms.sheets.rules.tables import Sheet, Table, sheet_of
from lms.sheets.rules.values import read_year

ALL_SHEETS = "*"
_LONG_NUMBER = re.compile(r"(?:\d[ .-]?){9,}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read: one sheet by name, or all of them; columns by hand, or (None) as guessed."""

    sheet: str
    columns: Columns | None = None


def choice_of(choices: Mapping[str, Any]) -> Choice:
    """The sheet and the columns that a draft's owner chose; columns None where they are as guessed."""
    columns = choices.get("columns")
    return Choice(choices["sheet"], None if columns is None else {key: tuple(found) for key, found in columns.items()})


def chosen_sheets(table: Table, choice: Choice) -> list[Sheet]:
    """The sheets that a choice names; none for a name that is not there."""
    return [sheet for sheet in table.sheets if choice.sheet in (ALL_SHEETS, sheet.name)]


def without_numbers(table: Table) -> Table:
    """The table without numbers of papers and telephones: they are not even kept until the draft is applied.

    Raises Refused when it holds nothing else.
    """
    sheets = tuple(
        sheet_of(
            sheet.name,
            ((number, [_without(cell) for cell in row]) for number, row in zip(sheet.numbers, sheet.rows, strict=True)),
        )
        for sheet in table.sheets
    )
    kept = tuple(sheet for sheet in sheets if sheet.rows)
    if not kept:
        raise Refused("Danh sách này chỉ có số. Chép cả cột họ và tên rồi đưa vào lại.")
    return Table(kept, table.remarks)


def not_read(sheet: Sheet, guessed: Guess) -> list[str]:
    """The heads of the columns that are not read, for people to see."""
    read = {column for found in guessed.columns.values() for column in found}
    return [head for at, head in enumerate(heads_of(sheet, guessed)) if head and at not in read]


def _without(cell: str) -> str:
    """The cell without its long numbers; a day with a time of day is none (`2013-05-12 00:00:00`)."""
    return cell if read_year(cell) is not None else _LONG_NUMBER.sub("", cell).strip()
