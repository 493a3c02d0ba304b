"""A lesson or page as read from its file, before it is compiled: its parts and where everything stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lms.content.rules.blocks import Block, BlockKind, Piece, place_of
from lms.content.rules.library import HEADINGS, Section, SectionKind, Source
from lms.skills.rules import Audience, Grades
from lms.sources.rules import Mapping, Mistakes, Scalar, Spot, fold


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as written: `[label](target "title")`."""

    picture: bool
    label: str
    target: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Part:
    """One `##` heading and what stands under it, until the next."""

    kind: SectionKind
    title: str
    spot: Spot
    blocks: tuple[Block, ...]
    markdown: str

    @property
    def anchor(self) -> str:
        """The id of the section: folded, and prefixed so that it can clobber nothing."""
        return "b-" + re.sub(r"[^a-z0-9]+", "-", fold(self.title)).strip("-")


@dataclass(frozen=True, slots=True)
class Draft:
    """What lessons and pages have in common."""

    path: str
    code: str
    title: str
    sources: tuple[Source, ...]
    front: Mapping
    parts: tuple[Part, ...]
    version: str

    def spot(self, line: int, column: int) -> Spot:
        """A place in this file."""
        return Spot(self.path, line, column)

    def blocks(self) -> Iterator[Block]:
        """Every block, headings included, in order."""
        for part in self.parts:
            yield from part.blocks

    def texts(self) -> Iterator[tuple[Block, list[Piece], str]]:
        """Every chunk of text: its block, its pieces, and the pieces joined."""
        for block in self.blocks():
            for chunk in block.chunks:
                if chunk:
                    yield block, chunk, " ".join(piece.text for piece in chunk)

    def links(self) -> Iterator[Link]:
        """Every link and picture outside code, in order."""
        for _block, chunk, text in self.texts():
            masked = _CODE.sub(lambda code: " " * len(code[0]), text)
            for match in _LINK.finditer(masked):
                spot = self.spot(*place_of(chunk, match.start()))
                yield Link(bool(match["picture"]), match["label"], match["target"], spot)


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """A lesson as read: the text, and what its front matter says."""

    text: Draft
    audiences: tuple[Audience, ...]
    grades: Grades | None
    skills: tuple[Scalar, ...]
    minutes: int
    can_do: tuple[str, ...]
    simulation: str


_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"(?P<picture>!?)\[(?P<label>[^\]]*)\]\(\s*(?P<target>[^)\s]*)[^)]*\)")


def parts_of(blocks: list[Block], lines: list[str], first_line: int, path: str, mistakes: Mistakes) -> tuple[Part, ...]:
    """The parts of a body; what stands before the first heading is noted as misplaced."""
    starts = [n for n, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.number == 2]
    if not blocks:
        mistakes.add(Spot(path), "tệp đang trống dưới phần đầu: viết nội dung, hoặc xóa tệp.")
    elif not starts or starts[0] > 0:
        told = "bài phải bắt đầu bằng một đề mục: viết “## …” trước đoạn này."
        mistakes.add(Spot(path, blocks[0].line), told)
    parts = []
    for start, end in pairwise([*starts, len(blocks)]):
        head = blocks[start]
        until = blocks[end].line - first_line if end < len(blocks) else len(lines)
        title = head.text
        markdown = "\n".join(lines[head.line - first_line + 1 : until]) + "\n"
        kind = HEADINGS.get(title, SectionKind.FREE)
        parts.append(Part(kind, title, Spot(path, head.line), tuple(blocks[start:end]), markdown))
    return tuple(parts)


def section_of(part: Part, html: str) -> Section:
    """The compiled section of a part."""
    return Section(part.kind, part.title, part.anchor, html)
