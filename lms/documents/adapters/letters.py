"""Word files laid out as administrative documents. Source: NĐ 30/2020/NĐ-CP, Phụ lục I."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from lms.documents.rules import Format, Sheet, Value

FONT, SIZE, SMALL = "Times New Roman", Pt(14), Pt(11)
LANDSCAPE = Mm(257)
"""The width between the margins of a page lying on its side."""
UNBROKEN = "\u00a0"
"""A space at which no line ends."""

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def attachment(
    *,
    issuer: str,
    title: str,
    subtitle: str,
    lines: Sequence[str],
    sheets: Sequence[Sheet],
    made_at: datetime,
    sample: str = "",
) -> bytes:
    """Tables to attach to a document: quốc hiệu and tiêu ngữ, a title, some sentences, then the tables, landscape.

    `sample` says under the title that the figures are made up; empty: they are not.
    """
    file = blank(made_at, title, landscape=True)
    _heading(file, issuer)
    centred(file, title, bold=True)
    centred(file, subtitle)
    if sample:
        centred(file, sample, bold=True)
    for line in lines:
        file.add_paragraph(line).paragraph_format.space_after = Pt(6)
    for sheet in sheets:
        file.add_paragraph().add_run(sheet.name).bold = True
        for note in sheet.notes:
            file.add_paragraph().add_run(note).italic = True
        add_table(file, sheet, LANDSCAPE)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def written(value: Value, kind: Format) -> str:
    """A value as it stands in a text: `1.204`, `62,5 %` on one line, nothing for None."""
    if value is None:
        return ""
    if kind is Format.NUMBER and not isinstance(value, str):
        return f"{value:,}".replace(",", ".")
    if kind is Format.SHARE and not isinstance(value, str):
        return f"{value * 100:.1f}".removesuffix(".0").replace(".", ",") + f"{UNBROKEN}%"
    return str(value)


def blank(made_at: datetime, title: str, *, landscape: bool) -> DocumentFile:
    """An A4 file without a word in it: margins, type and page numbers of an administrative document."""
    file = Document()
    file.core_properties.title, file.core_properties.created = title, made_at.replace(tzinfo=None)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, SIZE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
    _number_pages(section)
    return file


def _heading(file: DocumentFile, issuer: str) -> None:
    table = file.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    put_lines(left, [(issuer.upper(), True)])
    put_lines(right, [(COUNTRY, True), (MOTTO, True)])


def put_lines(cell: Any, lines: Sequence[tuple[str, bool]]) -> None:
    """Write centred lines into a cell, each as (words, whether bold)."""
    for place, (words, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.bold, run.font.size = bold, Pt(13)


def centred(file: DocumentFile, words: str, *, bold: bool = False) -> None:
    """Add a centred paragraph."""
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words).bold = bold


def add_table(file: DocumentFile, sheet: Sheet, width: Length | None = None) -> None:
    """Add a table without its empty columns; with a `width`, columns of words are twice as wide as those of numbers."""
    used = [n for n in range(len(sheet.columns)) if any(row[n] is not None for row in sheet.rows)]
    table = file.add_table(rows=1, cols=max(1, len(used)))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, [sheet.columns[n].words for n in used], bold=True)
    _repeat(table.rows[0])
    kinds = [sheet.columns[n].format for n in used]
    for row in sheet.rows:
        _fill(table.add_row().cells, [written(row[n], kind) for n, kind in zip(used, kinds, strict=True)], kinds=kinds)
    if width is not None and used:
        _widen(table, kinds, width)


def _widen(table: Any, kinds: Sequence[Format], width: Length) -> None:
    table.autofit = False
    shares = [2 if kind is Format.TEXT else 1 for kind in kinds]
    for column, share in zip(table.columns, shares, strict=True):
        for cell in column.cells:
            cell.width = Length(int(width * share / sum(shares)))


def _fill(cells: Any, words: Sequence[str], *, bold: bool = False, kinds: Sequence[Format] = ()) -> None:
    for place, (cell, text) in enumerate(zip(cells, words, strict=False)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, SMALL
        if kinds and kinds[place] is not Format.TEXT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Any) -> None:
    """Have the head of a table stand on every page it runs over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _number_pages(section: Any) -> None:
    """Page numbers at the top, in the middle, none on the first page (NĐ 30/2020, Phụ lục I, mục I.3)."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
