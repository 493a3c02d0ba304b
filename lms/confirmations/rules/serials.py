"""Serial numbers: 60 random bits and a check, read however they were typed, pasted or taken from a spreadsheet."""

import re
from dataclasses import dataclass

from lms.errors import Refused
from lms.people.rules import codes

LETTERS = 13  # twelve random ones and their check
MOST_AT_ONCE = 200
LONGEST_LIST = 20_000
_LIKE_ONE = range(10, 17)  # letters: a serial with a few too many or too few
_PRINTED = re.compile(r"[A-Za-z]{3,5}(?:-[A-Za-z]{3,5}){2}-.{0,2}")  # one in a hundred has no digit to be known by
_BETWEEN = re.compile(r"[\n\r\t,;|]+")


def new_serial() -> str:
    """A serial as it is stored: thirteen letters, the last of them the check."""
    return codes.new_code(LETTERS)


def shown(serial: str) -> str:
    """As printed: `7K4M-2QP9-3T9X-4`."""
    return codes.shown(serial)


def read_serial(typed: str) -> str | None:
    """The serial that was typed, folded; None when it cannot be one: its check tells every single mistyping."""
    serial = codes.folded(typed)
    whole = len(serial) == LETTERS and set(serial) <= set(codes.ALPHABET)
    return serial if whole and codes.check_letter(serial[:-1]) == serial[-1] else None


def as_typed(text: str) -> str:
    """What was typed, cut short, without what cannot be seen: to be shown back."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:40]


@dataclass(frozen=True, slots=True)
class Asked:
    """One number of a list: as it can be shown, and the serial it is, or None when it was mistyped."""

    text: str
    serial: str | None


@dataclass(frozen=True, slots=True)
class AskedList:
    """What a list asks about, each number once, in its order; `skipped` counts what looked like no number."""

    asked: tuple[Asked, ...]
    skipped: int


def read_list(text: str) -> AskedList:
    """The serials in a text: one a line, separated by commas or spaces, or a column with its heading and names beside.

    Raises Refused, beside field `serials`, for a list without any number, or with more than 200.
    """
    if len(text) > LONGEST_LIST:
        raise Refused("Danh sách dài quá. Mỗi lần tra tối đa %(most)s số.", field="serials", most=MOST_AT_ONCE)
    pieces = [piece for cell in _BETWEEN.split(text) for piece in _pieces(cell)]
    likely = [piece for piece in pieces if _is_likely(piece)]
    asked = {codes.folded(piece): _asked(piece) for piece in likely}
    if not asked:
        raise Refused(
            "Gõ số in trên giấy, gồm 13 chữ và số, ví dụ 7K4M-2QP9-3T9X-4.",
            field="serials",
        )
    if len(asked) > MOST_AT_ONCE:
        raise Refused(
            "Danh sách có %(n)s số. Mỗi lần tra tối đa %(most)s số, chia ra làm mấy lần.",
            field="serials",
            n=len(asked),
            most=MOST_AT_ONCE,
        )
    return AskedList(tuple(asked.values()), len([piece for piece in pieces if codes.folded(piece)]) - len(likely))


def _is_likely(piece: str) -> bool:
    """Whether a piece is a serial, or one mistyped; names, headings, dates and line numbers are not."""
    if read_serial(piece) is not None:
        return True
    written_so = any(letter.isdigit() for letter in piece) or _PRINTED.fullmatch(piece.strip()) is not None
    return len(codes.folded(piece)) in _LIKE_ONE and piece.isascii() and written_so


def _asked(piece: str) -> Asked:
    serial = read_serial(piece)
    return Asked(shown(serial) if serial else as_typed(piece), serial)


def _pieces(cell: str) -> list[str]:
    """The numbers in a cell, which may be typed with spaces inside: `7K4M 2QP9 3T9X 4`."""
    words = cell.split()
    if read_serial(cell) is not None or not words:
        return [cell.strip()] if words else []
    pieces: list[str] = []
    for word in words:
        letters = len(codes.folded(word))
        if pieces and len(codes.folded(pieces[-1])) + letters <= LETTERS:
            pieces[-1] = f"{pieces[-1]} {word}"
        else:
            pieces.append(word)
    return pieces
