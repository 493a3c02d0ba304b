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


def clean_name(typed: str) -> str:
    """The name as it is kept: NFC, single spaces, one kind of apostrophe (`H'Hen Niê` → `H’Hen Niê`).

    One-word names and letters such as `ơ̆ ư̆ ƀ` are normal. Raises Refused, beside field `name`, for an empty one, one
    over 80 characters, or one with digits, emoji, or marks that names do not have.
    """
    name = " ".join(unicodedata.normalize("NFC", typed[: LONGEST * 4]).split())
    name = re.sub("['\u2018\u02bc`\u00b4]", "\u2019", name)
    if not name:
        raise Refused("Gõ họ và tên.", field="name")
    if len(name) > LONGEST:
        raise Refused("Tên dài quá %(most)s chữ cái. Gõ tên ngắn hơn.", field="name", most=LONGEST)
    strange = next((letter for letter in name if not _belongs(letter)), None)
    if strange is not None:
        raise Refused("Tên chỉ gồm chữ cái. Bỏ ký tự lạ hoặc chữ số rồi gõ lại.", field="name")
    if not any(letter.isalpha() for letter in name):
        raise Refused("Gõ họ và tên bằng chữ.", field="name")
    return name


def _belongs(letter: str) -> bool:
    return letter in " \u2019-." or letter.isalpha() or unicodedata.category(letter) == "Mn"


def given_name(name: str) -> str:
    """The last word: in Vietnamese order the name people are called by. A school may keep another split."""
    return name.rsplit(" ", 1)[-1]


def search_key(name: str) -> str:
    """The name for searching: small letters, no diacritics, no marks."""
    return fold(name)


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
