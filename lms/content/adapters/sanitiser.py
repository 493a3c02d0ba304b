"""The one door that HTML passes before anyone reads it: `sanitise` (bleach), by a short list of what may stay."""

import re
from functools import cache

from bleach.sanitizer import Cleaner

from lms.content.rules.library import PICTURES

_TAGS = frozenset(
    {"p", "h3", "h4", "strong", "em", "code", "br", "mark", "ul", "ol", "li", "blockquote", "div", "a", "dfn"}
    | {"table", "thead", "tbody", "tr", "th", "td", "figure", "img", "details", "summary"}
)
_CLASSES = {
    "ol": {"steps", "drawn"},
    "div": {"note", "warn", "ask"},
    "table": {"tbl", "stack"},
    "img": {"pic"},
    "dfn": {"term"},
    "details": {"tu"},
}
_ID = re.compile(r"b-[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_HREF = re.compile(
    r"(?:https?://[^\s\\@]+|/(?![/\\])[^\s\\]*|#b-[a-z0-9-]+|tel:\+?[0-9]{3,15}|mailto:[^\s:/\\?]+)\Z", re.IGNORECASE
)
_PICTURE = re.compile(re.escape(PICTURES) + r"[a-z0-9-]+\.svg\Z")
_SIZE = re.compile(r"[1-9][0-9]{0,3}\Z")
_WORDS = re.compile(r"[^<>]*\Z")
_ATTRIBUTES = {
    "a": {"href": _HREF, "rel": re.compile(r"noopener\Z")},
    "img": {
        "src": _PICTURE,
        "alt": _WORDS,
        "width": _SIZE,
        "height": _SIZE,
        "loading": re.compile(r"lazy\Z"),
        "decoding": re.compile(r"async\Z"),
    },
    "th": {"scope": re.compile(r"(?:col|row)\Z")},
    "td": {"data-l": _WORDS},
    "ol": {"start": re.compile(r"[0-9]{1,3}\Z")},
}
# Elements whose text is a program or a style, never words for a reader: bleach keeps such text, so it goes first.
_SILENT = re.compile(
    r"<(script|style|noscript|template|svg|math|iframe|object|textarea|title|xmp)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)


def _may_stay(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return bool(value) and set(value.split()) <= _CLASSES.get(tag, set())
    if name == "id":
        return bool(_ID.match(value))
    allowed = _ATTRIBUTES.get(tag, {}).get(name)
    return bool(allowed and allowed.match(value))


@cache
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=_TAGS,
        attributes=_may_stay,
        protocols={"http", "https", "tel", "mailto"},
        strip=True,
        strip_comments=True,
    )


def sanitise(html: str) -> str:
    """`html` with only the tags, classes, ids and addresses that lessons use; everything else comes out harmless.

    Ids must carry our prefix `b-`; addresses are http(s), absolute paths of this site, places on the page, tel or
    mailto; pictures are compiled ones. Never called per request.
    """
    return _cleaner().clean(_SILENT.sub("", html))
