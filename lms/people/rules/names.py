"""Names as people in Việt Nam bear them: what is accepted, how they are searched and put in order."""

import re
import unicodedata

from lms.errors import Refused
from lms.sources.rules import fold

LONGEST = 80

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_SHAPES = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô",
           ("o", "\u031b"): "ơ", ("u", "\u031b"): "ư"}  # fmt: skip
_LIKE = {"ƀ": "b", "đ": "đ"}
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
_BLANK = frozenset(_FILLERS) | {chr(selector) for selector in range(0xFE00, 0xFE10)}
"""Letters and marks that show nothing: fillers, joiners, variation selectors."""
_MOST_MARKS = 2  # on one letter, beside those it is written with: `ơ̆` has one


def clean_name(typed: str) -> str:
    """The name as it is kept: NFC, single spaces, one kind of apostrophe (`H'Hen Niê` → `H’Hen Niê`).

    One-word names and letters such as `ơ̆ ư̆ ƀ` are normal; what cannot be seen (pasted along) goes without a word.
    Raises Refused, beside field `name`, for an empty one, one over 80 characters, or one with digits, emoji, or marks
    that names do not have.
    """
    seen = "".join(letter for letter in " ".join(typed.split())[: LONGEST * 4] if not _is_unseen(letter))
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    name = re.sub("['\u2018\u02bc`\u00b4]", "\u2019", name)
    if not name:
        raise Refused("Gõ họ và tên.", field="name")
    if len(name) > LONGEST:
        raise Refused("Tên dài quá %(most)s chữ cái. Gõ tên ngắn hơn.", field="name", most=LONGEST)
    if not all(_belongs(letter) for letter in name) or _has_tower(name):
        raise Refused("Tên chỉ gồm chữ cái. Bỏ ký tự lạ hoặc chữ số rồi gõ lại.", field="name")
    if not any(letter.isalpha() for letter in name):
        raise Refused("Gõ họ và tên bằng chữ.", field="name")
    return name


def _belongs(letter: str) -> bool:
    return letter in " \u2019-." or letter.isalpha() or unicodedata.category(letter) == "Mn"


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or letter in _BLANK


def _has_tower(name: str) -> bool:
    """Whether marks are piled up on one letter until they run over the lines around it."""
    return "m" * (_MOST_MARKS + 1) in "".join("m" if unicodedata.combining(letter) else " " for letter in name)


def given_name(name: str) -> str:
    """The last word: in Vietnamese order the name people are called by. A school may keep another split."""
    return name.rsplit(" ", 1)[-1]


def search_key(name: str) -> str:
    """The name for searching: small letters, no diacritics, no marks."""
    return fold(name.lower().replace("ƀ", "b"))


def sort_key(name: str, given: str | None = None) -> str:
    """A text whose order is that of a Vietnamese class list: by given name, then the rest, by letters, then tones.

    Digits only, so that every database sorts it alike whatever its collation.
    """
    called = given or given_name(name)
    rest = name.removesuffix(called).strip()
    return "00".join(_word_key(part) for part in [called, *rest.split()])


def _word_key(word: str) -> str:
    letters, tone = "", 0
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tone = _TONES.index(letter) + 1
        elif unicodedata.combining(letter) and letters and (shaped := _SHAPES.get((letters[-1], letter))):
            letters = letters[:-1] + shaped
        else:
            letters += _LIKE.get(letter, letter)
    ranks = (f"{_ALPHABET.index(letter) + 10}" for letter in letters if letter in _ALPHABET)
    return "".join(ranks) + f"0{tone}"


def initials(name: str) -> str:
    """What may stand where a name may not be read by all: `N. V. T.`."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
