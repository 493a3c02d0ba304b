"""Names of classes, as they are compared."""

from lms.sources.rules import fold

_KEPT = "ð"
"""Stands for đ while the rest is folded: no name of a class has it."""


def folded_class(words: str) -> str:
    """A class's name as it is compared: lower-case, without diacritics, but đ is not d: 6D and 6Đ are two classes."""
    return fold(words.lower().replace("đ", _KEPT)).replace(_KEPT, "đ")
