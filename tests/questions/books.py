"""Question files of every kind, built here: Word with looks and lists, Excel, archives that are none."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from openpyxl import Workbook

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

Piece = tuple[str, str]
"""A run of text and how it looks: any of `u b h c ^ _ v` (underlined, bold, highlighted, coloured, raised, lowered,
hidden)."""


def word(*paragraphs: str | Sequence[Piece]) -> bytes:
    """A Word file of these paragraphs; `\\n` in a text breaks the line without ending the paragraph."""
    document = Document()
    for one in paragraphs:
        fill(document.add_paragraph(), [(one, "")] if isinstance(one, str) else one)
    return saved(document)


def fill(paragraph: Paragraph, pieces: Iterable[Piece]) -> Paragraph:
    """The paragraph with runs added."""
    for text, looks in pieces:
        run = paragraph.add_run(text)
        run.underline = True if "u" in looks else None
        run.bold = True if "b" in looks else None
        if "^" in looks or "_" in looks:
            setattr(run.font, "superscript" if "^" in looks else "subscript", True)
        run.font.hidden = True if "v" in looks else None
        if "h" in looks:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if "c" in looks:
            run.font.color.rgb = RGBColor(0xC0, 0, 0)
    return paragraph


def saved(document) -> bytes:
    """A Word document as bytes."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_lists(levels: Sequence[tuple[str, str]], paragraphs: Iterable[tuple[str, int | None, str]]) -> bytes:
    """A Word file with one automatic list of these levels (how it counts, `%1.`); paragraphs: text, level, looks."""
    document = Document()
    numbering = document.part.numbering_part.element
    abstract = _element("w:abstractNum", {"w:abstractNumId": "77"})
    for place, (counts, text) in enumerate(levels):
        level = _element("w:lvl", {"w:ilvl": str(place)})
        for name, value in (("w:start", "1"), ("w:numFmt", counts), ("w:lvlText", text)):
            level.append(_element(name, {"w:val": value}))
        abstract.append(level)
    numbering.insert(0, abstract)
    number = _element("w:num", {"w:numId": "77"})
    number.append(_element("w:abstractNumId", {"w:val": "77"}))
    numbering.append(number)
    for text, place, looks in paragraphs:
        paragraph = fill(document.add_paragraph(), [(text, looks)])
        if place is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = place
            properties.get_or_add_numId().val = 77
    return saved(document)


def _element(name: str, attributes: dict[str, str]):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def excel(*rows: Sequence[object]) -> bytes:
    """An Excel file of one sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**parts: str | bytes) -> bytes:
    """A zip file; `__` in a name stands for a slash, `_0_` for a full stop."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_0_", "."), text)
    return file.getvalue()


def replaced(body: bytes, part: str, change) -> bytes:
    """The same archive with one part changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def moodle(*questions: str) -> bytes:
    """A Moodle XML file of these questions."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>'.encode()


def multichoice(stem: str, *answers: tuple[str, str], single: str = "true", more: str = "") -> str:
    """A multiple-choice question of a Moodle file; answers as (share of a hundred, text)."""
    told = "".join(f'<answer fraction="{share}" format="html"><text><![CDATA[{text}]]></text></answer>'
                   for share, text in answers)  # fmt: skip
    return (
        f'<question type="multichoice"><name><text>q</text></name><questiontext format="html"><text><![CDATA[{stem}]]>'
        f"</text></questiontext><single>{single}</single>{more}{told}</question>\n"
    )
