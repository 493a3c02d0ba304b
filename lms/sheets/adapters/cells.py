"""The cells of one worksheet, as its XML is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel

from lms.sheets.adapters.texts import clean_cell, too_many
from lms.sheets.rules.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, UNCOUNTED

_MOST_EMPTY_ROWS = 20 * MOST_ROWS
"""Rows that only have a format: some there are in many files, more than these are made to hurt."""

_MOST_MERGED = 20_000
_YEARS = range(1850, 2201)
_EARLIEST_DATE = 1910
_LETTERS = re.compile(r"[A-Z]{1,3}")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Known:
    """What the cells of a workbook refer to: texts by number, styles that are dates, the day from which it counts.

    `longest`: letters of a cell that are kept.
    """

    strings: Sequence[str]
    dates: frozenset[int]
    epoch: datetime
    longest: int = LONGEST_CELL


class Cells:
    """Takes the elements of a worksheet one by one.

    `rows` are the numbered rows seen, `hidden` and `uncounted` how many rows were hidden and how many formulas had no
    result, `merged` the ranges of merged cells: first column, first row, last column, last row.
    """

    def __init__(self, known: Known) -> None:
        """Begin before the first row."""
        self.rows: list[tuple[int, list[str]]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden = self.uncounted = 0
        self._known = known
        self._met = self._number = self._column = 0
        self._row: list[str] = []
        self._unseen = False
        self._cell: Mapping[str, str] = {}
        self._formula = self._reading = self._aloud = False
        self._pieces: list[str] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aloud = True
        elif name in ("v", "t"):
            self._reading = not self._aloud
        elif name == "mergeCell" and len(self.merged) < _MOST_MERGED:
            self._merge(attributes["ref"])

    def text(self, piece: str) -> None:
        """Text inside an element."""
        if self._reading:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        """An element closes. Raises Refused at the first row too many."""
        if name in ("v", "t"):
            self._reading = False
        elif name == "rPh":
            self._aloud = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._met += 1
        self._number = int(attributes.get("r", self._number + 1))
        self._unseen = attributes.get("hidden") in _TRUE
        self._row, self._column = [], 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        found = _LETTERS.match(attributes.get("r", ""))
        self._column = column_index_from_string(found[0]) if found else self._column + 1
        self._cell, self._formula, self._pieces = attributes, False, []

    def _end_cell(self) -> None:
        value = self._value("".join(self._pieces)[: self._known.longest * 4])
        if value and self._column <= MOST_COLUMNS:
            self._row += [""] * (self._column - len(self._row))
            self._row[self._column - 1] = clean_cell(value, self._known.longest)

    def _end_row(self) -> None:
        if any(self._row):
            if self._unseen:
                self.hidden += 1
            else:
                self.rows.append((self._number, self._row))
                self.uncounted += self._row.count(UNCOUNTED)
        if len(self.rows) > MOST_ROWS or self._met > _MOST_EMPTY_ROWS:
            raise too_many()

    def _merge(self, written: str) -> None:
        left, top, right, bottom = range_boundaries(written)
        if left and top and right and bottom:
            self.merged.append((left, top, right, bottom))

    def _value(self, written: str) -> str:
        """What the cell shows, as text."""
        kind = self._cell.get("t", "n")
        if self._formula and not written and kind != "str":
            return UNCOUNTED
        if kind == "s" and written:
            return self._known.strings[int(written)]
        if kind == "b":
            return "TRUE" if written in _TRUE else "FALSE"
        if kind != "n" or not written:
            return written
        return self._number_or_date(written)

    def _number_or_date(self, written: str) -> str:
        number = float(written)
        whole = number == int(number)
        if int(self._cell.get("s", 0)) in self._known.dates and not (whole and int(number) in _YEARS):
            shown = from_excel(number, self._known.epoch)
            return shown.date().isoformat() if isinstance(shown, datetime) else written
        # a date of 1905 is a year that was typed into a cell made for dates
        return str(int(number)) if whole else str(number)
