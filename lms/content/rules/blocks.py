"""A lesson's Markdown cut into blocks, each text with the line and column on which it stands, for checking.

The dialect is small: `##` headings, paragraphs, numbered and dashed lists, quotes, tables, pictures, and one blank
line between blocks. Rendering is Markdown's own; this only reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NUMBERED = "numbered"
    DASHED = "dashed"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of one line: its text without the block's own mark, and where it begins."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Block:
    """One block; each chunk is one run of text (a paragraph, an item's paragraph, a cell).

    `number` is a heading's level or a numbered item's number; `close` is True when no blank line stands before it.
    """

    kind: BlockKind
    line: int
    number: int = 0
    close: bool = False
    chunks: list[list[Piece]] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        """Each chunk as one line of Markdown."""
        return tuple(" ".join(piece.text for piece in chunk) for chunk in self.chunks)

    @property
    def text(self) -> str:
        """All chunks as one line of Markdown."""
        return " ".join(self.texts)


_HEADING = re.compile(r"(?P<mark>#{1,6})\s+(?P<text>.*?)\s*#*\s*\Z")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?P<text>.*)")
_DASHED = re.compile(r"[-*+]\s+(?P<text>.*)")
_QUOTE = re.compile(r">\s?(?P<text>.*)")
_ITEM = {BlockKind.NUMBERED, BlockKind.DASHED}


def cut(lines: list[str], first_line: int) -> list[Block]:
    """The blocks of a body whose first line is line `first_line` of its file."""
    cutter = _Cutter()
    for number, line in enumerate(lines, start=first_line):
        cutter.take(line, number)
    return cutter.blocks


def place_of(chunk: list[Piece], offset: int) -> tuple[int, int]:
    """The line and column of a place in a chunk's text (its pieces joined by one space)."""
    for piece in chunk:
        if offset <= len(piece.text):
            return piece.line, piece.column + offset
        offset -= len(piece.text) + 1
    last = chunk[-1]
    return last.line, last.column + len(last.text)


class _Cutter:
    """Takes line after line and grows the list of blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._blank = True

    def take(self, line: str, number: int) -> None:
        stripped = line.strip()
        if not stripped:
            self._blank = True
            return
        indent = len(line) - len(line.lstrip())
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.kind in _ITEM and indent >= 2:
            self._continue_item(last, line, indent, number)
        elif last is not None and not self._blank and self._runs_on(last, stripped):
            self._add(last, stripped, number, indent + 1, new_chunk=last.kind is BlockKind.TABLE)
        else:
            self._open(stripped, number, indent)
        self._blank = False

    def _continue_item(self, item: Block, line: str, indent: int, number: int) -> None:
        text = line.strip()
        inner = _DASHED.match(text) or _NUMBERED.match(text) or _QUOTE.match(text)
        shown = inner["text"] if inner else text
        self._add(item, shown, number, indent + 1 + len(text) - len(shown), new_chunk=self._blank or inner is not None)

    @staticmethod
    def _runs_on(last: Block, text: str) -> bool:
        """Whether a line without a blank line before it belongs to the block above."""
        if last.kind is BlockKind.TABLE:
            return text.startswith("|")
        if last.kind is BlockKind.QUOTE:
            return text.startswith(">")
        if last.kind is BlockKind.HEADING:
            return False
        return not any(pattern.match(text) for pattern in (_HEADING, _NUMBERED, _DASHED, _QUOTE)) and text[0] != "|"

    def _open(self, text: str, number: int, indent: int) -> None:
        kind, level, shown = _kind_of(text)
        before = self.blocks[-1].kind if self.blocks else BlockKind.HEADING
        follows = before is kind and kind in _ITEM
        close = not self._blank and before is not BlockKind.HEADING and kind is not BlockKind.HEADING and not follows
        block = Block(kind, number, level, close)
        self.blocks.append(block)
        self._add(block, shown, number, indent + 1 + text.find(shown), new_chunk=True)

    @staticmethod
    def _add(block: Block, text: str, number: int, column: int, *, new_chunk: bool) -> None:
        if block.kind is BlockKind.TABLE:
            block.chunks.extend([piece] for piece in _cells(text, number, column))
            return
        if block.kind is BlockKind.QUOTE and block.chunks and (match := _QUOTE.match(text)):
            column += len(text) - len(match["text"])
            text = match["text"]
            new_chunk = not text
        if new_chunk or not block.chunks:
            block.chunks.append([])
        if text:
            block.chunks[-1].append(Piece(text, number, column))


def _kind_of(text: str) -> tuple[BlockKind, int, str]:
    if match := _HEADING.match(text):
        return BlockKind.HEADING, len(match["mark"]), match["text"]
    if match := _NUMBERED.match(text):
        return BlockKind.NUMBERED, int(match["number"]), match["text"]
    if match := _DASHED.match(text):
        return BlockKind.DASHED, 0, match["text"]
    if match := _QUOTE.match(text):
        return BlockKind.QUOTE, 0, match["text"]
    return (BlockKind.TABLE if text.startswith("|") else BlockKind.PARAGRAPH), 0, text


def _cells(row: str, line: int, column: int) -> Iterator[Piece]:
    """The cells of a table row; the row of dashes under the head has none."""
    if not row.strip("|-: "):
        return
    place = 0
    for part in row.split("|"):
        text = part.strip()
        if text:
            yield Piece(text, line, column + place + part.index(text))
        place += len(part) + 1
