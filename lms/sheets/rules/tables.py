"""A table that somebody brought: its sheets, rows and cells, all of them text, and what was odd about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LARGEST_FILE = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 60
LONGEST_CELL = 300
"""Letters of a cell; the rest is cut off: no name and no place is that long."""

UNCOUNTED = "=?"
"""Stands in a cell whose formula was never worked out. It is no name, no year and no number, so it is refused."""


def said(sentence: str) -> str:
    """The sentence as it is, gathered for translation."""
    return sentence


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a table for whoever brought it, to be translated at the edge with its named values."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Every cell is NFC text, trimmed; a date is ISO (`1959-03-02`); an empty cell is ``.

    `rows` holds the rows that have something in them and are not hidden, all of one width; `numbers` their numbers in
    the file, counted from 1, so that a mistake can be found there. Merged cells all hold what the first one says.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Table:
    """What a file or a pasted text holds: at least one sheet with a row in it; hidden sheets are not among them."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...] = ()


def sheet_of(name: str, numbered: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """A sheet of numbered rows: empty rows left out, empty columns at the end cut off, all rows made equally wide."""
    kept = [(number, row) for number, row in numbered if any(row)]
    width = max((_width(row) for _, row in kept), default=0)
    rows = tuple((*row[:width], *[""] * (width - len(row))) for _, row in kept)
    return Sheet(name, rows, tuple(number for number, _ in kept))


def packed(table: Table) -> list[dict[str, Any]]:
    """The table as a draft keeps it: its remarks first, then row by row."""
    remarks = [{"message": one.message, "values": dict(one.values)} for one in table.remarks]
    rows = [
        {"sheet": sheet.name, "row": number, "cells": list(row)}
        for sheet in table.sheets
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
    ]
    return [{"remarks": remarks}, *rows]


def unpacked(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The table that a draft kept; without any sheet when the draft was emptied."""
    if not rows:
        return Table(())
    remarks = tuple(Remark(one["message"], one["values"]) for one in rows[0]["remarks"])
    sheets: dict[str, list[tuple[int, list[str]]]] = {}
    for row in rows[1:]:
        sheets.setdefault(row["sheet"], []).append((row["row"], row["cells"]))
    return Table(tuple(sheet_of(name, numbered) for name, numbered in sheets.items()), remarks)


def cells(table: Table) -> Iterator[str]:
    """Every cell that has something in it."""
    return (cell for sheet in table.sheets for row in sheet.rows for cell in row if cell)


def _width(row: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(row, 1) if cell), default=0)
