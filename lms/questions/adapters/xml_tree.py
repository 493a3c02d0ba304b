"""An XML file as a small tree, through expat: no document type, so no entities; nothing from outside; not too deep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from lms.errors import Refused

MOST_ELEMENTS = 100_000
DEEPEST = 40


@dataclass
class Element:
    """An element by its name in small letters, its attributes, its elements, and the text directly in it."""

    name: str
    attributes: Mapping[str, str]
    line: int
    inside: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(self.pieces)

    def all(self, name: str) -> Iterator["Element"]:
        """The elements of a name directly in it."""
        return (one for one in self.inside if one.name == name)

    def first(self, name: str) -> "Element | None":
        """The first of them, or None."""
        return next(self.all(name), None)

    def said(self, name: str) -> str:
        """The text of the first of them; empty when there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""


def tree_of(body: bytes) -> Element:
    """The root of an XML file. Raises Refused, beside `file`, for one that is broken, hostile or far too large."""
    stack = [Element("", {}, 0)]
    counted = [0]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        counted[0] += 1
        if counted[0] > MOST_ELEMENTS or len(stack) > DEEPEST:
            raise ValueError("too many elements")
        element = Element(name.rpartition(":")[2].lower(), attributes, parser.CurrentLineNumber)
        stack[-1].inside.append(element)
        stack.append(element)

    def text(piece: str) -> None:
        stack[-1].pieces.append(piece)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _name: stack.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(
            "Tệp XML bị hỏng hoặc không đúng kiểu Moodle. Xuất lại từ Moodle rồi tải lên.", field="file"
        ) from error
    return stack[0].inside[0]


def _no_document_type(*_about: object) -> NoReturn:
    raise ValueError("a question file declares no document type")
