"""Drawings: SVG files, small and safe (content guide §6): shapes only, nothing that runs, speaks or loads."""

import hashlib
import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lms.content.rules.linking import Picture
from lms.sources.rules import Mistakes, Spot

HEAVIEST = 6 * 1024  # bytes

_SHAPES = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "clipPath", "mask"}
    | {"pattern", "linearGradient", "radialGradient", "stop", "symbol", "use", "title", "desc"}
)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.svg\Z")
_BOX = re.compile(r"\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*\Z")
_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


def read_drawing(path: Path, shown: str, mistakes: Mistakes) -> tuple[Picture, bytes] | None:
    """A drawing and its bytes, or None when it may not be shown; every reason is noted."""
    before = len(mistakes.errors)
    start = Spot(shown)
    if not _NAME.match(path.name):
        mistakes.add(start, "tên hình phải là chữ thường không dấu, số, gạch nối, đuôi .svg: đổi tên tệp.")
        return None
    raw = path.read_bytes()
    if len(raw) > HEAVIEST:
        told = f"hình nặng {len(raw) / 1024:.1f} KB, nhiều nhất 6 KB: bớt nét, bớt số lẻ.".replace(".", ",", 1)
        mistakes.add(start, told)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        mistakes.add(start, "hình có <!DOCTYPE> hoặc <!ENTITY>: xóa các dòng ấy.")
        return None
    box = _Checker(shown, mistakes).run(raw)
    if box is None or len(mistakes.errors) > before:
        return None
    digest = hashlib.sha256(raw).hexdigest()[:10]
    return Picture(f"{digest}-{path.name}", *box), raw


class _Checker:
    """Walks one drawing and notes what it may not hold."""

    def __init__(self, shown: str, mistakes: Mistakes) -> None:
        self.shown = shown
        self.mistakes = mistakes
        self.box: tuple[int, int] | None = None
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.ProcessingInstructionHandler = self.instruction

    def run(self, raw: bytes) -> tuple[int, int] | None:
        try:
            self.parser.Parse(raw, True)
        except expat.ExpatError as fault:
            spot = Spot(self.shown, fault.lineno, fault.offset + 1)
            self.mistakes.add(spot, "tệp SVG viết sai: xem lại dấu < > và thẻ đóng.")
            return None
        return self.box

    def wrong(self, message: str) -> None:
        spot = Spot(self.shown, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.mistakes.add(spot, message)

    def instruction(self, *_parts: Any) -> None:
        self.wrong("hình không có chỉ thị <?…?>: xóa đi.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 0:
            self.root(name, attributes)
        self.depth += 1
        if name not in _SHAPES:
            self.wrong(f"hình có thẻ <{name}>: chỉ dùng nét vẽ, không chữ, không ảnh, không mã chạy.")
        for key, value in attributes.items():
            self.attribute(key, value)

    def end(self, _name: str) -> None:
        self.depth -= 1

    def root(self, name: str, attributes: dict[str, str]) -> None:
        match = _BOX.match(attributes.get("viewBox", ""))
        if name != "svg":
            self.wrong("tệp không bắt đầu bằng <svg>.")
        elif match is None or not float(match[1]) or not float(match[2]):
            self.wrong('hình thiếu viewBox: viết <svg viewBox="0 0 rộng cao" …>.')
        else:
            self.box = round(float(match[1])), round(float(match[2]))

    def attribute(self, key: str, value: str) -> None:
        plain = key.lower()
        if plain.startswith("on"):
            self.wrong(f"hình có {key}: không để mã chạy trong hình.")
        elif plain.split(":")[-1] in {"href", "src"} and not value.startswith("#"):
            self.wrong(f"hình trỏ ra ngoài ({key}): chỉ dùng #… trong chính tệp.")
        elif plain == "style" or _URL.search(value):
            self.wrong(f"hình có {key}=…: viết fill, stroke thành thuộc tính, không trỏ ra ngoài.")
