"""The parts of Word files laid out as administrative documents. Source: NĐ 30/2020/NĐ-CP, Phụ lục I."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from lms.documents.adapters.grids import set_widths
from lms.documents.rules import COUNTRY, MOTTO

FONT, SIZE = "Times New Roman", Pt(14)
PORTRAIT, LANDSCAPE = Mm(210 - 30 - 15), Mm(297 - 20 - 20)
"""How wide a line is on an upright page and on one laid across."""
LANGUAGE = "vi-VN"

Line = tuple[str, bool]
"""Words, and whether they are bold."""


def blank(author: str, made_on: date, title: str, *, landscape: bool) -> DocumentFile:
    """An A4 file without a word in it: margins, type and page numbers of an administrative document."""
    file = Document()
    about = file.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, author, author, ""
    about.created = about.modified = datetime.combine(made_on, time())
    about.language = LANGUAGE
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, SIZE
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    for script in ("w:eastAsia", "w:cs"):
        normal.element.rPr.rFonts.set(qn(script), FONT)
    normal.element.rPr.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE))
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    if landscape:
        lay_across(section)
    _number_pages(section)
    return file


def lay_across(section: Any) -> None:
    """Turn a page on its side."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)


def saved(file: DocumentFile) -> bytes:
    """The bytes of a file."""
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def add_head(file: DocumentFile, above: str, issuer: Sequence[str], left: Length, right: Length) -> Any:
    """Who issues on the left, quốc hiệu and tiêu ngữ on the right, each over its line. Returns the table of both."""
    table = side_by_side(file, left, right)
    body, country = table.rows[0].cells
    put_lines(body, [*([(above, False)] if above else []), *((line, True) for line in issuer)], Pt(13))
    add_rule(body, Length(left // 3))
    put_lines(country, [(COUNTRY, True)], Pt(13))
    put_lines(country, [(MOTTO, True)], Pt(14), more=True)
    add_rule(country, Length(int(right * 0.21)))
    return table


def side_by_side(file: DocumentFile, left: Length, right: Length) -> Any:
    """A table of two cells without lines: what stands side by side on the page."""
    table = file.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, (left, right))
    return table


def put_lines(cell: Any, lines: Sequence[Line], size: Length, *, more: bool = False) -> None:
    """Write centred lines into a cell; `more`: under what is there."""
    for place, (words, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 and not more else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.bold, run.font.size = bold, size


def centred(file: DocumentFile, words: str, *, bold: bool = False) -> Any:
    """Add a centred paragraph, and return it."""
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words).bold = bold
    return paragraph


def add_rule(place: Any, inset: Length) -> None:
    """A thin line under what stands above it, as far from both sides as told."""
    line = place.add_paragraph()
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = inset
    line.add_run(" ").font.size = Pt(2)
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    line._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # Word minds the order


def _number_pages(section: Any) -> None:
    """Page numbers at the top, in the middle, none on the first page (NĐ 30/2020, Phụ lục I, mục I.3)."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = SIZE
    instruction = OxmlElement("w:instrText")
    instruction.text = " PAGE "
    run._r.extend([_element("w:fldChar", fldCharType="begin"), instruction, _element("w:fldChar", fldCharType="end")])


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
