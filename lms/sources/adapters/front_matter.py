"""A Markdown file split into its front matter (YAML between two lines of ---) and its body."""

from dataclasses import dataclass

from lms.sources.adapters.yaml_tree import compose
from lms.sources.rules import Mapping, Mistakes, Spot


@dataclass(frozen=True, slots=True)
class Document:
    """Front matter and body; `first_line` is the line of the file on which the body begins."""

    front: Mapping
    body: str
    first_line: int


def split(text: str, shown: str, mistakes: Mistakes) -> Document | None:
    """The two parts of a Markdown file, or None when its front matter cannot be read."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        mistakes.add(Spot(shown), "thiếu phần đầu bài: dòng đầu tiên phải là ---.")
        return None
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        mistakes.add(Spot(shown), "phần đầu bài chưa đóng: thêm một dòng --- sau dòng cuối của phần ấy.")
        return None
    front = compose("\n".join(lines[1:end]) + "\n", shown, mistakes, first_line=2)
    if not isinstance(front, Mapping):
        if front is not None:
            mistakes.add(front.spot, "phần đầu bài phải gồm các dòng “khoa: giá trị”.")
        return None
    return Document(front, "\n".join(lines[end + 1 :]), end + 2)
