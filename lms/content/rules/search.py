"""How lessons are searched: folded text, words found from their beginning, titles before bodies."""

import re
from dataclasses import dataclass

from lms.sources.rules import fold

_NOT_WORDS = re.compile(r"[^\w\s.%'-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson as the search finds it: folded title and what it lets one do, folded body."""

    lesson: str
    head: str
    body: str


def searched(text: str) -> str:
    """`text` folded, without the marks that would hide the beginning of a word."""
    return " ".join(_NOT_WORDS.sub(" ", fold(text)).split())


def rank_of(entry: Found, phrase: str) -> int | None:
    """How well an entry fits a folded phrase: 0 is best, None is not at all."""
    head, body = f" {entry.head}", f" {entry.body}"
    starts = [f" {word}" for word in phrase.split()]
    if not starts or not all(start in head or start in body for start in starts):
        return None
    fits = (f" {phrase}" in head, all(start in head for start in starts), f" {phrase}" in body, True)
    return fits.index(True)
