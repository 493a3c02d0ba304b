"""One text file, read strictly: UTF-8 without a mark, NFC, LF, and no character that cannot be seen."""

import unicodedata
from pathlib import Path

from lms.sources.rules import Mistakes, Spot

LARGEST = 400_000  # bytes; the longest file an author can reasonably mean

_NAMED = {
    "\u00a0": "dấu cách không ngắt (U+00A0): gõ lại bằng dấu cách thường",
    "\u00ad": "dấu gạch nối ẩn (U+00AD): xóa đi",
    "\ufeff": "ký tự BOM (U+FEFF) ở giữa tệp: xóa đi",
}


def read_text(path: Path, shown: str, mistakes: Mistakes, *, tabs: bool = True) -> str | None:
    """The text of a file with line ends as `\\n`, or None when it cannot be read at all.

    Every fault of its bytes is noted with its place; what can be mended is mended, so that the rest of the file is
    checked in the same run. `tabs`: whether a tab is a mistake.
    """
    start = Spot(shown)
    try:
        raw = path.read_bytes()
    except OSError as reason:
        mistakes.add(start, f"không đọc được tệp ({reason.strerror}): xem lại quyền đọc của tệp.")
        return None
    if len(raw) > LARGEST:
        mistakes.add(start, f"tệp nặng {len(raw) // 1000} KB, nhiều nhất {LARGEST // 1000} KB: chia thành nhiều tệp.")
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        mistakes.add(start, "tệp có dấu BOM ở đầu: lưu lại với mã “UTF-8” (không phải “UTF-8 with BOM”).")
        raw = raw[3:]
    text = _decoded(raw, shown, mistakes)
    return None if text is None else _checked(text, shown, mistakes, tabs=tabs)


def _decoded(raw: bytes, shown: str, mistakes: Mistakes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        mistakes.add(Spot(shown, line, column), "chỗ này không phải UTF-8: mở tệp và lưu lại với mã UTF-8.")
        return None


def _checked(text: str, shown: str, mistakes: Mistakes, *, tabs: bool) -> str:
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        mistakes.add(Spot(shown, line), "xuống dòng kiểu Windows (CRLF): lưu lại với kiểu xuống dòng LF.")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        _check_nfc(text, shown, mistakes)
    for number, line_text in enumerate(text.split("\n"), start=1):
        if not line_text.isprintable():
            _check_hidden(line_text, Spot(shown, number), mistakes, tabs=tabs)
    return unicodedata.normalize("NFC", text).replace("\t", " ")


def _check_nfc(text: str, shown: str, mistakes: Mistakes) -> None:
    """One mistake a file, at its first decomposed letter: such a file is decomposed throughout."""
    if unicodedata.is_normalized("NFC", text):
        return
    wrong = [n for n, line in enumerate(text.split("\n"), start=1) if not unicodedata.is_normalized("NFC", line)]
    if not wrong:
        return
    line = text.split("\n")[wrong[0] - 1]
    column = next((n for n in range(1, len(line) + 1) if unicodedata.normalize("NFC", line[:n]) != line[:n]), len(line))
    mistakes.add(
        Spot(shown, wrong[0], max(1, column - 1)),
        f"chữ có dấu viết rời (NFD), cả thảy {len(wrong)} dòng: chuyển tệp sang Unicode dựng sẵn (NFC).",
    )


def _check_hidden(line: str, spot: Spot, mistakes: Mistakes, *, tabs: bool) -> None:
    for column, letter in enumerate(line, start=1):
        here = Spot(spot.path, spot.line, column)
        if letter == "\t":
            if tabs:
                mistakes.add(here, "có dấu tab: thay bằng dấu cách (mỗi bậc hai dấu cách).")
        elif letter in _NAMED:
            mistakes.add(here, f"có {_NAMED[letter]}.")
        elif not letter.isprintable():
            mistakes.add(here, f"có ký tự ẩn U+{ord(letter):04X}: xóa đi rồi gõ lại chỗ này.")
