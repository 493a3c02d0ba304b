"""Tiếng and sentences as the content guide §3 counts them, each sentence with the place where it begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(
    r"(?P<picture>!\[[^\]]*\]\([^)]*\))"
    r"|\[(?P<label>[^\]]*)\]\([^)]*\)"
    r"|(?P<mark>\*\*|\*|`|(?<!\w)__?|__?(?!\w))"
)
_SYLLABLE = re.compile(r"[^\W_]\S*")
_ENDS = re.compile(r"[.!?…]+[”’\")\]]*(?=\s+[“‘\"(\[]?(?P<next>\S))")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, and where it begins in the text it was cut from."""

    text: str
    start: int

    @property
    def length(self) -> int:
        """Its length in tiếng."""
        return syllables(self.text)


def syllables(text: str) -> int:
    """Tiếng: space-separated tokens that contain a letter or digit (“Wi-Fi”, “50.000” are one each)."""
    return len(_SYLLABLE.findall(text))


def bare(text: str) -> str:
    """`text` without Markdown marks, pictures and link targets."""
    return _bare(text)[0]


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of one paragraph, item, cell or heading; marks are taken off, places are those of `text`.

    A sentence ends at `. ! ? …`, closing quotes included, before a space and a capital or digit, or with the text.
    """
    plain, places = _bare(text)
    found = []
    for start, end in _cuts(plain):
        piece = plain[start:end]
        if syllables(piece):
            lead = len(piece) - len(piece.lstrip())
            found.append(Sentence(piece.strip(), places[start + lead]))
    return tuple(found)


def _cuts(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ENDS.finditer(plain):
        if match["next"].isupper() or match["next"].isdigit():
            yield start, match.end()
            start = match.end()
    yield start, len(plain)


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without marks, and for each of its characters its place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    position = 0
    for match in _MARKS.finditer(text):
        letters.append(text[position : match.start()])
        places.extend(range(position, match.start()))
        if match["label"] is not None:
            inner, inner_places = _bare(match["label"])
            letters.append(inner)
            places.extend(match.start("label") + place for place in inner_places)
        position = match.end()
    letters.append(text[position:])
    places.extend(range(position, len(text)))
    return "".join(letters), places
