"""Texts that people bring, made plain: nothing unseen, one way of writing Vietnamese, small figures as such."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def unseen_gone(text: str) -> str:
    """The text in NFC without what cannot be seen: zero-width letters, marks that turn the direction, controls."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _ENDS.sub("\n", text)))


def tidy(text: str) -> str:
    """The text as it is kept: besides, single spaces, no empty lines at its ends and never two in a row."""
    lines = [" ".join(line.split()) for line in unseen_gone(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def raised(text: str) -> str:
    """Text above the line: `²` where there is such a letter, else `^(x+1)`."""
    return _small(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Text below the line: `₂` where there is such a letter, else `_(max)`."""
    return _small(text, _LOWERED, "_")


def excerpt(text: str, most: int = 90) -> str:
    """The first words, for a list of what was not taken over."""
    line = " ".join(unseen_gone(text[: most * 8]).split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


def _small(text: str, letters: dict[int, int], mark: str) -> str:
    bare = text.strip()
    if not bare or all(ord(letter) in letters for letter in bare):
        return text.translate(letters)
    return f"{mark}({bare})"
