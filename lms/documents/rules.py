"""What a file is made of, whoever writes it: sheets of plain values, and the parts of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

Value = str | int | float | None

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
UNBROKEN = "\u00a0"
"""A space at which no line ends."""

WIDEST = 22
"""So many letters of a cell ask for room on paper; what is longer goes on in the next line."""
MARGIN = 4
"""What a column needs beside its letters, in letters: room at both sides, and for heads, which are bold."""


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
class Laid:
    """A table as it stands on paper: the columns that say something, every value written out.

    `widths` are the columns' shares of the whole, `numbers` the places of those that are set to the right.
    """

    name: str
    heads: Sequence[str]
    widths: Sequence[float]
    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str]


def written(value: Value, kind: Format) -> str:
    """A value as it stands in a text: `1.204`, `62,5 %` on one line, nothing for None."""
    if value is None:
        return ""
    if kind is Format.NUMBER and not isinstance(value, str):
        return f"{value:,}".replace(",", ".")
    if kind is Format.SHARE and not isinstance(value, str):
        return percent(value)
    return str(value)


def percent(share: float) -> str:
    """A share as people write it here: `62,5 %`, `100 %`, on one line.

    What is not all is never rounded up to 100 %, what is not nothing never down to 0 %: `99,9 %`, `< 0,1 %`.
    """
    exact = (Decimal(str(share)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if share > 0 and not exact:
        return f"<{UNBROKEN}0,1{UNBROKEN}%"
    if share < 1 and exact >= _ALL:
        exact = _ALL - Decimal("0.1")
    return f"{exact:f}".removesuffix(".0").replace(".", ",") + f"{UNBROKEN}%"


_ALL = Decimal(100)


def laid(sheet: Sheet) -> Laid:
    """A table without its empty columns; no column narrower than its longest word, none much wider than it needs."""
    used = [n for n in range(len(sheet.columns)) if any(row[n] is not None for row in sheet.rows)]
    columns = [sheet.columns[n] for n in used]
    rows = [[written(row[n], sheet.columns[n].format) for n in used] for row in sheet.rows]
    wanted = [_letters([one.words], [row[n] for row in rows]) for n, one in enumerate(columns)]
    return Laid(
        name=sheet.name,
        heads=[one.words for one in columns],
        widths=[one / sum(wanted) for one in wanted],
        numbers=[n for n, one in enumerate(columns) if one.format is not Format.TEXT],
        rows=rows,
        notes=sheet.notes,
    )


def _letters(heads: Sequence[str], cells: Sequence[str]) -> int:
    words = max((len(word) for text in (*heads, *cells) for word in text.split(" ")), default=1)
    return MARGIN + max(words, min(WIDEST, max((len(text) for text in cells), default=1)))


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


@dataclass(frozen=True, slots=True)
class Attachment:
    """Tables to be attached to a document, laid across: quốc hiệu, tiêu ngữ, a title, some sentences, then the tables.

    `above` and `issuer` as in a Letter. `sample` says that the figures are made up ("" where they are not).
    """

    author: str
    made_on: date
    above: str
    issuer: Sequence[str]
    title: str
    subtitle: str
    sample: str
    lines: Sequence[str]
    sheets: Sequence[Sheet]
