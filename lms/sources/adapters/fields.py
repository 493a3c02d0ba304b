"""The reader of mappings: says which keys a mapping has and what each holds, and notes every departure.

Reading never stops: a wrong value is noted and an empty one takes its place, so that one run finds everything.
"""

import re
from collections.abc import Mapping as Table
from datetime import date
from typing import TypeVar

from lms.sources.rules import Mapping, Mistakes, Node, Scalar, Sequence, Spot, nearest

T = TypeVar("T")

NO_DAY = date(1, 1, 1)
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Fields:
    """Reads one mapping; call `done()` at the end, which notes the keys that nobody asked for."""

    def __init__(self, node: Node | None, mistakes: Mistakes, *, where: Spot | None = None) -> None:
        """`where` is the place to name when there is no mapping at all."""
        self.mistakes = mistakes
        if node is not None and not isinstance(node, Mapping):
            mistakes.add(node.spot, "chỗ này phải gồm các dòng “khoa: giá trị”.")
        self.node = node if isinstance(node, Mapping) else Mapping((), where or (node.spot if node else Spot("?")))
        self._whole = isinstance(node, Mapping)
        self._asked: set[str] = set()

    @property
    def spot(self) -> Spot:
        """Where the mapping begins."""
        return self.node.spot

    def spot_of(self, key: str) -> Spot:
        """Where the value of `key` stands, or the mapping when it is absent."""
        return self.node.spot_of(key)

    def has(self, key: str) -> bool:
        """Whether `key` is there with a value (an empty one counts as absent)."""
        value = self.node.get(key)
        return value is not None and not (isinstance(value, Scalar) and not value.text)

    def raw(self, key: str, *, required: bool = True) -> Node | None:
        """The value of `key` as written, or None; its absence is noted when it is required."""
        self._asked.add(key)
        if not self.has(key):
            if required and self._whole:
                there = "chưa có giá trị" if self.node.get(key) else "chưa có"
                self.mistakes.add(self.spot_of(key), f"{there} “{key}”: thêm dòng “{key}: …”.")
            return None
        return self.node.get(key)

    def text(self, key: str, *, required: bool = True) -> str:
        """One line of text; empty when absent."""
        value = self.raw(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            self.mistakes.add(value.spot, f"“{key}” phải là một câu: viết “{key}: …” trên một dòng.")
            return ""
        return value.text

    def code(self, key: str, *, required: bool = True) -> str:
        """A code: lower-case letters without diacritics, digits, single dashes; empty when absent or wrong."""
        text = self.text(key, required=required)
        if text and not _CODE.match(text):
            self._wrong(key, f"“{text}” không phải mã: chỉ dùng chữ thường không dấu, số và gạch nối.")
            return ""
        return text

    def choice(self, key: str, options: Table[str, T], *, required: bool = True) -> T | None:
        """What one of the listed words stands for; None when absent or not one of them."""
        text = self.text(key, required=required)
        if not text:
            return None
        if text not in options:
            self._wrong(key, f"“{text}” không dùng được cho “{key}”: viết một trong {listed(options)}.")
            return None
        return options[text]

    def choices(self, key: str, options: Table[str, T], *, required: bool = True) -> tuple[T, ...]:
        """What each of the listed words stands for, in the order written."""
        found = []
        for item in self.scalars(key, required=required):
            if item.text in options:
                found.append(options[item.text])
            else:
                told = f"“{item.text}” không dùng được cho “{key}”: viết một trong {listed(options)}."
                self.mistakes.add(item.spot, told)
        return tuple(found)

    def day(self, key: str, *, required: bool = True) -> date:
        """A day written 2026-11-20; `NO_DAY` when absent or wrong."""
        text = self.text(key, required=required)
        if not text:
            return NO_DAY
        try:
            if _DAY.match(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self._wrong(key, f"“{text}” không phải ngày: viết năm-tháng-ngày, ví dụ 2026-11-20.")
        return NO_DAY

    def whole(self, key: str, least: int, most: int, *, required: bool = True, default: int = 0) -> int:
        """A whole number between `least` and `most`; `default` when absent or wrong."""
        text = self.text(key, required=required)
        if not text:
            return default
        if text.isascii() and text.isdigit() and len(text) < 8 and least <= int(text) <= most:
            return int(text)
        self._wrong(key, f"“{text}” không dùng được cho “{key}”: viết một số từ {least} đến {most}.")
        return default

    def yes(self, key: str, *, required: bool = True) -> bool:
        """`co` or `khong`; False when absent."""
        return self.choice(key, {"co": True, "khong": False}, required=required) or False

    def items(self, key: str, *, required: bool = True) -> tuple[Node, ...]:
        """The members of a list, as written; none when absent."""
        value = self.raw(key, required=required)
        if value is None:
            return ()
        if not isinstance(value, Sequence):
            self.mistakes.add(value.spot, f"“{key}” phải là danh sách: mỗi mục một dòng, bắt đầu bằng “- ”.")
            return ()
        if required and not value.items:
            self.mistakes.add(value.spot, f"danh sách “{key}” đang trống: thêm ít nhất một mục.")
        return value.items

    def scalars(self, key: str, *, required: bool = True) -> tuple[Scalar, ...]:
        """The members of a list of texts; a single text counts as a list of one."""
        value = self.raw(key, required=required)
        if isinstance(value, Scalar):
            return (value,)
        found = []
        for item in self.items(key, required=required):
            if isinstance(item, Scalar) and item.text:
                found.append(item)
            else:
                self.mistakes.add(item.spot, f"mỗi mục của “{key}” phải là một câu.")
        return tuple(found)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """The texts of `scalars`."""
        return tuple(item.text for item in self.scalars(key, required=required))

    def fields(self, key: str, *, required: bool = True) -> "Fields | None":
        """The reader of the mapping under `key`; None when it is absent."""
        value = self.raw(key, required=required)
        return None if value is None else Fields(value, self.mistakes)

    def each(self, key: str, *, required: bool = True) -> tuple["Fields", ...]:
        """A reader for each mapping of the list under `key`."""
        return tuple(Fields(item, self.mistakes) for item in self.items(key, required=required))

    def done(self) -> None:
        """Note every key that was not asked for, with the nearest one that exists."""
        for key, _value in self.node.entries:
            if key.text not in self._asked:
                near = nearest(key.text, self._asked)
                hint = f"có phải “{near}” không?" if near else f"chỗ này chỉ có {listed(sorted(self._asked))}."
                self.mistakes.add(key.spot, f"không có khóa “{key.text}”: {hint}")

    def _wrong(self, key: str, message: str) -> None:
        self.mistakes.add(self.spot_of(key), message)


def listed(words: Table[str, object] | list[str]) -> str:
    """The words, separated by commas."""
    return ", ".join(words)
