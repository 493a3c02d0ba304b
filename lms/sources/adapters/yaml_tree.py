"""YAML (libyaml's parser) as a tree of texts with marks: no types, no anchors, no tags, no repeated keys."""

from collections.abc import Iterator
from typing import Any

import yaml

from lms.sources.rules import Mapping, Mistakes, Node, Scalar, Sequence, Spot

DEEPEST = 12  # levels; the formats need seven
MOST = 20_000  # nodes in one file

_REASONS = (
    ("mapping values are not allowed", 'có dấu hai chấm rồi dấu cách giữa câu: đặt cả câu trong dấu nháy thẳng "…".'),
    ("cannot start any token", 'dòng bắt đầu bằng ký tự riêng của YAML: đặt cả câu trong dấu nháy thẳng "…".'),
    ("unexpected end of stream", "thiếu dấu nháy đóng: thêm dấu nháy vào cuối câu."),
    ("unexpected document indicator", "thiếu dấu nháy đóng: thêm dấu nháy vào cuối câu."),
    ("expected ',' or", "danh sách trong ngoặc chưa đóng: thêm dấu phẩy hoặc dấu ngoặc đóng."),
    ("block sequence entries are not allowed", "gạch đầu dòng đứng sai chỗ: xuống dòng, lùi vào hai dấu cách."),
    ("could not find expected ':'", "thiếu dấu hai chấm sau tên khóa: viết “khoa: giá trị”."),
    ("did not find expected '-'", "danh sách thụt lề không đều: các gạch đầu dòng phải thẳng cột."),
    ("did not find expected key", "thụt lề không đều hoặc câu có ký tự riêng: các khóa cùng bậc phải thẳng cột."),
    ("alphabetic or numeric", 'dấu & hoặc * ở đầu câu: đặt cả câu trong dấu nháy thẳng "…".'),
    ("escape", "dấu gạch chéo ngược trong nháy kép: viết \\\\ hoặc bỏ đi."),
)


class _Stop(Exception):
    """The tree cannot be read further; the reason has been noted."""


class _Builder:
    """Turns parser events into nodes; notes what the formats do not allow."""

    def __init__(self, events: Iterator[Any], shown: str, first_line: int, mistakes: Mistakes) -> None:
        self._events = events
        self._shown = shown
        self._offset = first_line
        self._mistakes = mistakes
        self._count = 0

    def spot(self, mark: Any) -> Spot:
        return Spot(self._shown, mark.line + self._offset, mark.column + 1)

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._refuse(event, "tệp có hai phần cách bởi ---: mỗi tệp chỉ một phần.")
            elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                root = self._node(event, 1)
        return root

    def _refuse(self, event: Any, message: str) -> None:
        self._mistakes.add(self.spot(event.start_mark), message)
        raise _Stop

    def _node(self, event: Any, depth: int) -> Node:
        self._count += 1
        if depth > DEEPEST or self._count > MOST:
            self._refuse(event, "tệp lồng quá sâu hoặc quá dài: chia nhỏ ra.")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(event, 'không dùng & và * của YAML: đặt cả câu trong dấu nháy thẳng "…".')
        if event.tag is not None:
            self._refuse(event, 'không dùng thẻ ! của YAML: đặt cả câu trong dấu nháy thẳng "…".')
        spot = self.spot(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value.strip(), spot)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), spot)
        return Mapping(tuple(self._entries(depth)), spot)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._mistakes.add(key.spot, "tên khóa phải là một từ: viết “khoa: giá trị”.")
            elif key.text in seen:
                self._mistakes.add(key.spot, f"khóa “{key.text}” lặp lại (đã có ở dòng {seen[key.text]}): giữ một.")
            else:
                seen[key.text] = key.spot.line
                yield key, value


def compose(text: str, shown: str, mistakes: Mistakes, *, first_line: int = 1) -> Node | None:
    """The tree of a YAML text, or None when it is empty or cannot be read; what is wrong is noted.

    `first_line` is the line of the file on which `text` begins. Every value is text, YAML 1.1's types never apply.
    """
    builder = _Builder(yaml.parse(text, Loader=yaml.CSafeLoader), shown, first_line, mistakes)
    try:
        return builder.document()
    except _Stop:
        return None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        spot = builder.spot(mark) if mark else Spot(shown, first_line)
        mistakes.add(spot, f"YAML viết sai: {_reason(fault)}")
        return None
    except yaml.YAMLError:
        mistakes.add(Spot(shown, first_line), "YAML viết sai: có ký tự không dùng được, xóa đi rồi gõ lại.")
        return None


def _reason(fault: yaml.MarkedYAMLError) -> str:
    said = f"{fault.context or ''} {fault.problem or ''}"
    return next((reason for piece, reason in _REASONS if piece in said), "xem lại thụt lề, dấu hai chấm, dấu nháy.")
