"""Lines of a paper with what was done to their letters: underlined, highlighted, coloured, bold."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.questions.adapters.tidying import unseen_gone

UNDERLINED, HIGHLIGHTED, COLOURED, BOLD = 1, 2, 4, 8
MARKS = (UNDERLINED, HIGHLIGHTED, COLOURED, BOLD)
MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and, letter by letter, its marks; `lost`: keys of LOST, one for each thing that was no text."""

    text: str
    marks: bytes
    lost: tuple[str, ...] = ()

    def cut(self, start: int, end: int | None = None) -> "Marked":
        """A part of it without the spaces at its ends; what was lost stays with the whole."""
        part = self.text[start:end]
        left = start + len(part) - len(part.lstrip())
        bare = part.strip()
        return Marked(bare, self.marks[left : left + len(bare)])

    def mostly(self, mark: int) -> bool:
        """Whether most of its letters carry a mark; spaces and full stops at the end do not count."""
        seen = [marks for letter, marks in zip(self.text, self.marks, strict=True) if letter.isalnum()]
        return bool(seen) and sum(1 for marks in seen if marks & mark) >= MOSTLY * len(seen)


def marked(pieces: Iterable[tuple[str, int]], lost: Sequence[str] = ()) -> Marked:
    """One line from runs of text, each with its marks: composed letters, nothing unseen."""
    text: list[str] = []
    marks = bytearray()
    for piece, mark in pieces:
        for letter in piece:
            text.append(letter)
            marks.append(mark)
    return _composed("".join(text), marks, tuple(lost))


def _composed(text: str, marks: bytearray, lost: tuple[str, ...]) -> Marked:
    """The line in NFC; a letter put together from several carries the mark of its first."""
    if unseen_gone(text) == text:
        return Marked(text, bytes(marks), lost)
    letters: list[str] = []
    kept = bytearray()
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            whole = unseen_gone(text[start:place])
            letters.append(whole)
            kept += bytes([marks[start]]) * len(whole)
            start = place
    return Marked("".join(letters), bytes(kept), lost)


def plain_lines(text: str) -> list[Marked]:
    """The lines of a text without any marks."""
    return [Marked(line, bytes(len(line))) for line in unseen_gone(text).split("\n")]
