"""What a text may point to: terms, lessons, simulations, pictures, places on the page, public sites of the state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.content.rules.counting import syllables
from lms.content.rules.drafts import Draft, Link
from lms.content.rules.limits import ALT_FROM, ALT_TO, Limits
from lms.sources.rules import Mistakes, nearest

_OUTSIDE = re.compile(r"https://(?P<host>[a-z0-9.-]+)(?:[/?#]\S*)?\Z")
_CALL = re.compile(r"tel:\+?[0-9]{3,15}\Z")
_INSIDE = re.compile(r"/(?![/\\])[a-z0-9/._-]*(?:#[a-z0-9-]+)?\Z")


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked drawing: its bytes' hash and name as served, and its size from the viewBox."""

    name: str
    width: int
    height: int


@dataclass(slots=True)
class Known:
    """What exists to be pointed to. `lessons` maps a lesson to its course; `pictures` are those beside the text."""

    terms: frozenset[str] = frozenset()
    lessons: Mapping[str, str] = field(default_factory=dict)
    simulations: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    broken_pictures: frozenset[str] = frozenset()


def check_links(draft: Draft, known: Known, limits: Limits | None, mistakes: Mistakes) -> None:
    """Note every link and picture that leads nowhere or where it should not; `limits` bound a lesson's terms."""
    anchors = frozenset(part.anchor for part in draft.parts)
    terms = set()
    for link in draft.links():
        kind, _, rest = link.target.partition(":")
        if link.picture:
            _check_picture(link, known, mistakes)
        elif kind == "mo-phong":
            if rest not in known.simulations:
                mistakes.warn(link.spot, f"chưa có màn hình luyện tập “{rest}”: chỗ này tạm hiện chữ thường.")
        elif kind in {"tu", "bai"} or link.target.startswith("#"):
            _check_code(link, known, anchors, mistakes)
            terms |= {rest} if kind == "tu" else set()
        else:
            _check_address(link, mistakes)
    if limits is not None and len(terms) > limits.terms:
        told = f"bài có {len(terms)} từ mới, nhiều nhất {limits.terms}: bớt từ, hoặc bớt link “tu:”."
        mistakes.add(draft.spot(1, 1), told)


def _check_code(link: Link, known: Known, anchors: frozenset[str], mistakes: Mistakes) -> None:
    if link.target.startswith("#"):
        what, code, there = "chỗ", link.target[1:], anchors
    elif link.target.startswith("tu:"):
        what, code, there = "từ", link.target[3:], known.terms
    else:
        what, code, there = "bài", link.target[4:], frozenset(known.lessons)
    if code not in there:
        near = nearest(code, sorted(there))
        hint = f"có phải “{near}” không?" if near else "xem lại mã, hoặc bỏ link."
        mistakes.add(link.spot, f"link dẫn tới {what} không có “{code}”: {hint}")


def _check_address(link: Link, mistakes: Mistakes) -> None:
    if not link.target:
        mistakes.add(link.spot, "link chưa có địa chỉ: viết [chữ](địa chỉ).")
    elif match := _OUTSIDE.match(link.target):
        if not match["host"].endswith(".gov.vn"):
            mistakes.warn(link.spot, f"link ra ngoài tới {match['host']}: chỉ nên dẫn tới trang .gov.vn.")
    elif not (_CALL.match(link.target) or _INSIDE.match(link.target)):
        told = f"địa chỉ “{link.target}” không dùng được: viết tu:, bai:, mo-phong:, https://… hoặc /…"
        mistakes.add(link.spot, told)


def _check_picture(link: Link, known: Known, mistakes: Mistakes) -> None:
    length = syllables(link.label)
    if not link.label.strip():
        mistakes.add(link.spot, "hình chưa có lời mô tả: viết ![hình cho thấy gì](hinh/ten-hinh.svg).")
    elif not ALT_FROM <= length <= ALT_TO:
        mistakes.add(link.spot, f"lời mô tả hình dài {length} tiếng, cần từ {ALT_FROM} đến {ALT_TO}.")
    if link.target not in known.pictures and link.target not in known.broken_pictures:
        near = nearest(link.target, known.pictures)
        hint = f"có phải “{near}” không?" if near else "hình phải là tệp .svg trong thư mục hinh/ cạnh bài."
        mistakes.add(link.spot, f"không có hình “{link.target}”: {hint}")
