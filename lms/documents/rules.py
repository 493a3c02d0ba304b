"""What a file is made of, whoever writes it: sheets of plain values, and the parts of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | None


class Format(StrEnum):
    """How the values of a column are written: a `share` is 0–1 and shown as a percentage."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: the words at its head and how its values are written."""

    words: str
    format: Format


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file: its name, its columns, its rows; `notes` stand above it."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text: `I. KẾT QUẢ THỰC HIỆN`."""

    words: str


Block = Heading | str | Sheet
"""A part of a text: a heading, a paragraph, a table."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An administrative document in the order of its parts, whoever writes it. Source: NĐ 30/2020/NĐ-CP, Phụ lục I.

    `above` is the body over the issuer ("" where it is not written), `issuer` its name in lines. `mark` stands on every
    page of what is no document yet ("" on one that is), `sample` tells made-up data, `foot` is printed at the foot of
    every page. `annex` is the heading of what follows the signature, `sheets` its tables, each as wide as a page.
    """

    author: str
    made_on: date
    above: str
    issuer: Sequence[str]
    number: str
    place_and_day: str
    kind: str
    about: Sequence[str]
    to: Sequence[str]
    blocks: Sequence[Block]
    copies: Sequence[str]
    signature: Sequence[str]
    signer: str
    annex: Sequence[str]
    sheets: Sequence[Sheet]
    foot: str
    mark: str
    sample: str
    to_label: str
    copies_label: str
