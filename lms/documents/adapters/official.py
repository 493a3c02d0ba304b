"""A whole administrative document as Word (to edit) and as PDF. Source: NĐ 30/2020/NĐ-CP, Phụ lục I."""

import io
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lms.documents.adapters.letters import COUNTRY, MOTTO, SMALL, add_table, blank, centred, put_lines, written
from lms.documents.adapters.typesetting import typeset
from lms.documents.rules import Format, Heading, Letter, Sheet

PORTRAIT, LANDSCAPE = Mm(210 - 30 - 15), Mm(297 - 20 - 20)
"""How wide a line is on an upright page and on one laid across."""


def as_word(letter: Letter) -> bytes:
    """The document as a Word file."""
    file = blank(datetime.combine(letter.made_on, time()), " ".join([letter.kind, *letter.about]), landscape=False)
    _margins(file, letter)
    _head(file, letter)
    _title(file, letter)
    for block in letter.blocks:
        _block(file, block)
    _close(file, letter)
    if letter.sheets:
        _annex(file, letter)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def as_print(letter: Letter) -> bytes:
    """The document as PDF/A with its fonts. Raises Unprintable."""
    day = letter.made_on
    data = asdict(letter) | {
        "made_on": [day.year, day.month, day.day],
        "country": COUNTRY,
        "motto": MOTTO,
        "blocks": [_plain(block) for block in letter.blocks],
        "sheets": [_plain(sheet) for sheet in letter.sheets],
    }
    return typeset("report-1.typ", data)


def _plain(block: Heading | str | Sheet) -> dict[str, Any]:
    if isinstance(block, str):
        return {"is": "text", "words": block}
    if isinstance(block, Heading):
        return {"is": "heading", "words": block.words}
    used = [n for n in range(len(block.columns)) if any(row[n] is not None for row in block.rows)]
    columns = [block.columns[n] for n in used]
    return {
        "is": "table",
        "name": block.name,
        "heads": [one.words for one in columns],
        "widths": [2 if one.format is Format.TEXT else 1 for one in columns],
        "numbers": [place for place, one in enumerate(columns) if one.format is not Format.TEXT],
        "rows": [[written(row[n], block.columns[n].format) for n in used] for row in block.rows],
        "notes": list(block.notes),
    }


def _margins(file: DocumentFile, letter: Letter) -> None:
    """What stands on every page beside its number: the mark at the head, the hash at the foot."""
    section = file.sections[0]
    for header in (section.first_page_header, section.header):
        if letter.mark:
            line = header.add_paragraph(letter.mark)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.runs[0].bold = True
    for footer in (section.first_page_footer, section.footer):
        if letter.foot:
            footer.paragraphs[0].add_run(letter.foot).font.size = Pt(8)


def _head(file: DocumentFile, letter: Letter) -> None:
    table = file.add_table(rows=2, cols=2)
    table.autofit = False
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(68), Mm(97)
    left, right = table.rows[0].cells
    above = [(letter.above, False)] if letter.above else []
    put_lines(left, [*above, *((line, True) for line in letter.issuer)])
    put_lines(right, [(COUNTRY, True), (MOTTO, True)])
    right.paragraphs[1].runs[0].font.size = Pt(14)
    _rule(left, Mm(22))
    _rule(right, Mm(20))
    left, right = table.rows[1].cells
    put_lines(left, [(letter.number, False), *([(letter.sample, True)] if letter.sample else [])])
    put_lines(right, [(letter.place_and_day, False)])
    right.paragraphs[0].runs[0].italic = True


def _title(file: DocumentFile, letter: Letter) -> None:
    centred(file, "")
    for line in (letter.kind, *letter.about):
        centred(file, line, bold=True)
        file.paragraphs[-1].paragraph_format.space_after = Pt(0)
    _rule(file, Mm(60))
    if len(letter.to) == 1:
        centred(file, f"{letter.to_label} {letter.to[0]}.")
    else:
        file.add_paragraph(letter.to_label).paragraph_format.left_indent = Mm(30)
        for place, name in enumerate(letter.to):
            added = file.add_paragraph(f"- {name}{'.' if place == len(letter.to) - 1 else ';'}")
            added.paragraph_format.left_indent = Mm(45)


def _block(file: DocumentFile, block: Heading | str | Sheet) -> None:
    if isinstance(block, Sheet):
        _sheet(file, block, PORTRAIT)
        return
    words = block.words if isinstance(block, Heading) else block
    paragraph = file.add_paragraph()
    paragraph.add_run(words).bold = isinstance(block, Heading)
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_after = Mm(12.7), Pt(6)
    shape.keep_with_next = isinstance(block, Heading)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _sheet(file: DocumentFile, sheet: Sheet, width: Any) -> None:
    if sheet.name:
        name = file.add_paragraph()
        name.add_run(sheet.name).bold = True
        name.paragraph_format.keep_with_next = True
    add_table(file, sheet, width)
    for note in sheet.notes:
        told = file.add_paragraph().add_run(note)
        told.italic, told.font.size = True, SMALL
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _close(file: DocumentFile, letter: Letter) -> None:
    table = file.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run(letter.copies_label).font.size = Pt(12)
    left.paragraphs[0].runs[0].bold = left.paragraphs[0].runs[0].italic = True
    for line in letter.copies:
        left.add_paragraph().add_run(line).font.size = SMALL
    put_lines(right, [(line, True) for line in (*letter.signature, "", "", "", letter.signer)])
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = True
        for run in paragraph.runs if paragraph in right.paragraphs else ():
            run.font.size = Pt(14)


def _annex(file: DocumentFile, letter: Letter) -> None:
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.different_first_page_header_footer = False
    for place, line in enumerate(letter.annex):
        centred(file, line, bold=place < len(letter.annex) - 1)
    for sheet in letter.sheets:
        _sheet(file, sheet, LANDSCAPE)


def _rule(place: Any, inset: Any) -> None:
    """A thin line under what stands above it, as far from both sides as told."""
    line = place.add_paragraph()
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = inset
    shape.space_before = shape.space_after = Pt(0)
    line.add_run(" ").font.size = Pt(2)
    _border_above(line)


def _border_above(paragraph: Any) -> None:
    borders, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    paragraph._p.get_or_add_pPr().append(borders)
