"""Which letters the faces that papers are set in can draw: what none of them has makes no PDF."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

from lms.documents.adapters.typesetting import FONTS

FACES = ("Tinos-Regular.ttf", "NotoSerif-Regular.ttf")
"""One of each family: the others of it have the same letters."""
_TABLE, _RECORD = struct.Struct(">4sLLL"), struct.Struct(">HHL")
_UNICODE = (3, 1)  # the table of the letters up to U+FFFF, in format 4, which every face has


def undrawn(text: str) -> list[str]:
    """The letters of a text that cannot be printed, each once, in their order; spaces and line ends can."""
    known = _drawn()
    seen = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [letter for letter in seen if ord(letter) not in known and not letter.isspace()]


@cache
def _drawn() -> frozenset[int]:
    return frozenset().union(*(_letters_of(FONTS / name) for name in FACES))


def _letters_of(path: Path) -> set[int]:
    """The letters that a TrueType file maps to a drawing. Source: OpenType, table cmap, format 4."""
    file = path.read_bytes()
    tables = (_TABLE.unpack_from(file, 12 + 16 * n) for n in range(struct.unpack_from(">H", file, 4)[0]))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    records = (
        _RECORD.unpack_from(file, start + 4 + 8 * n) for n in range(struct.unpack_from(">H", file, start + 2)[0])
    )
    at = start + next(offset for *which, offset in records if tuple(which) == _UNICODE)
    segments = struct.unpack_from(">H", file, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", file, at + 14)
    starts = struct.unpack_from(f">{segments}H", file, at + 16 + 2 * segments)
    return {letter for first, last in zip(starts, ends, strict=True) for letter in range(first, last + 1)} - {0xFFFF}
