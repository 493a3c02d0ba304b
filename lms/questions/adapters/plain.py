"""HTML as plain text, through bleach: no element of it is ever kept, what was no text is named."""

import re
from functools import cache
from html import unescape

from bleach.sanitizer import Cleaner

from lms.questions.adapters.brought import FORMULA, LINK, PICTURE, SOUND
from lms.questions.adapters.tidying import lowered, raised

LONGEST_HTML, MOST_TAGS = 20_000, 150
"""In longer texts, and those of more tags, they are taken out without a parser: its time grows with their square."""

_ENDING = ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote")
_KEPT = frozenset({"br", "sub", "sup", *_ENDING})
_SILENT = re.compile(
    r"<(script|style|noscript|template|iframe|object|textarea|title|xmp|svg|math)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_LOST = {
    PICTURE: re.compile(r"<(?:img|svg|canvas|picture|map)\b", re.I),
    SOUND: re.compile(r"<(?:audio|video|iframe|object|embed|source)\b", re.I),
    FORMULA: re.compile(r"<math\b|\\\(.{1,300}?\\\)|\\\[.{1,300}?\\\]|\$\$.{1,300}?\$\$", re.I | re.S),
    LINK: re.compile(r"<a\b[^<>]{0,300}\bhref\b", re.I),
}
_SMALL = re.compile(r"<(sub|sup)>([^<]*)</\1>")
_LINES = re.compile(rf"\s*(?:<br ?/?>|</?(?:{'|'.join(_ENDING)})>)\s*")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_TAG = re.compile(r"</?[a-z][a-z0-9]*>")
_DATA = re.compile(r"\bdata:[\w/.+-]+;base64,[A-Za-z0-9+/=\s]{40,}", re.I)
"""A whole picture written into the text."""


@cache
def _cleaner() -> Cleaner:
    return Cleaner(tags=_KEPT, attributes={}, protocols=set(), strip=True, strip_comments=True)


def plain_of(html: str) -> tuple[str, tuple[str, ...]]:
    """The words of a piece of HTML, lines where it has them, and keys of LOST for what had no words."""
    bare = _DATA.sub("", html)
    lost = tuple(key for key, pattern in _LOST.items() for _ in pattern.findall(bare))
    if "<" not in bare and "&" not in bare:
        return bare, lost
    heard = _SILENT.sub("", bare)
    if len(heard) > LONGEST_HTML or heard.count("<") > MOST_TAGS:
        return unescape(_ANY_TAG.sub(" ", _LINES.sub("\n", " ".join(heard.split())))), lost
    clean = _cleaner().clean(heard)
    clean = _SMALL.sub(lambda found: (raised if found[1] == "sup" else lowered)(found[2]), " ".join(clean.split()))
    return unescape(_TAG.sub("", re.sub(r"\n+", "\n", _LINES.sub("\n", clean)))), lost
