"""Whether two names differ in spelling only: where the tone mark stands, capitals, dashes, apostrophes, spaces."""

import re
import unicodedata

_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
_JOINERS = re.compile(r"[\s\-–—'’‘`.]+")


def spelling_key(name: str) -> str:
    """Equal for `Hòa Bình` and `Hoà Bình`, `Chân Mây - Lăng Cô` and `Chân Mây Lăng Cô`; never for `Hòa` and `Hóa`."""
    words = _JOINERS.split(unicodedata.normalize("NFC", name).casefold())
    return "".join(_word(word) for word in words if word)


def _word(word: str) -> str:
    """The letters with their shapes (`ô`, `ư`, `đ`), then the tone, wherever it was written."""
    parts = unicodedata.normalize("NFD", word)
    letters = unicodedata.normalize("NFC", "".join(one for one in parts if one not in _TONES))
    return letters + "".join(one for one in parts if one in _TONES)
