"""A whole administrative document as Word (to edit) and as PDF. Source: NĐ 30/2020/NĐ-CP, Phụ lục I."""

from dataclasses import asdict
from typing import Any

from docx.document import Document as DocumentFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from lms.documents.adapters.grids import SMALL, add_sheet, set_widths
from lms.documents.adapters.letters import (
    LANDSCAPE,
    PORTRAIT,
    add_head,
    add_rule,
    blank,
    centred,
    lay_across,
    put_lines,
    saved,
    side_by_side,
)
from lms.documents.adapters.typesetting import typeset
from lms.documents.rules import COUNTRY, MOTTO, Block, Heading, Letter, Sheet, laid

LEFT, RIGHT = Mm(64), Mm(101)
"""The head's halves: `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` in bold 13 stays on one line."""


def as_word(letter: Letter) -> bytes:
    """The document as a Word file."""
    file = blank(letter.author, letter.made_on, " ".join([letter.kind, *letter.about]), landscape=False)
    _margins(file, letter)
    _head(file, letter)
    _title(file, letter)
    for block in letter.blocks:
        _block(file, block)
    _close(file, letter)
    if letter.sheets:
        _annex(file, letter)
    return saved(file)


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


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"is": "text", "words": block}
    if isinstance(block, Heading):
        return {"is": "heading", "words": block.words}
    return {"is": "table", **asdict(laid(block))}


def _margins(file: DocumentFile, letter: Letter) -> None:
    """What stands on every page beside its number: the mark at the head, the hash at the foot."""
    section = file.sections[0]
    for place, header in enumerate((section.first_page_header, section.header)):
        if letter.mark:
            line = header.add_paragraph() if place else header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            mark = line.add_run(letter.mark)
            mark.bold, mark.font.size = True, SMALL
    for footer in (section.first_page_footer, section.footer):
        if letter.foot:
            footer.paragraphs[0].add_run(letter.foot).font.size = Pt(8)


def _head(file: DocumentFile, letter: Letter) -> None:
    table = add_head(file, letter.above, letter.issuer, LEFT, RIGHT)
    left, right = table.add_row().cells
    put_lines(left, [(letter.number, False)], Pt(13))
    put_lines(left, [(letter.sample, True)] if letter.sample else [], SMALL, more=True)
    put_lines(right, [(letter.place_and_day, False)], Pt(13))
    right.paragraphs[0].runs[0].italic = True
    set_widths(table, (LEFT, RIGHT))


def _title(file: DocumentFile, letter: Letter) -> None:
    for place, line in enumerate((letter.kind, *letter.about)):
        centred(file, line, bold=True).paragraph_format.space_before = Pt(0 if place else 16)
    add_rule(file, Mm(60))
    if len(letter.to) == 1:
        to = centred(file, f"{letter.to_label} {letter.to[0]}.")
        to.paragraph_format.space_before = Pt(6)
    else:
        to = file.add_paragraph(letter.to_label)
        to.paragraph_format.left_indent, to.paragraph_format.space_before = Mm(30), Pt(6)
        for place, name in enumerate(letter.to):
            to = file.add_paragraph(f"- {name}{'.' if place == len(letter.to) - 1 else ';'}")
            to.paragraph_format.left_indent = Mm(45)
    to.paragraph_format.space_after = Pt(10)


def _block(file: DocumentFile, block: Block) -> None:
    if isinstance(block, Sheet):
        add_sheet(file, block, PORTRAIT)
        return
    words = block.words if isinstance(block, Heading) else block
    paragraph = file.add_paragraph()
    paragraph.add_run(words).bold = isinstance(block, Heading)
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_after = Mm(12.7), Pt(6)
    shape.keep_with_next = isinstance(block, Heading)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _close(file: DocumentFile, letter: Letter) -> None:
    """Nơi nhận and signature, never alone on a page: the last words of the text come with them."""
    file.paragraphs[-1].paragraph_format.keep_with_next = True
    table = side_by_side(file, Mm(70), Mm(95))
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run(letter.copies_label).font.size = Pt(12)
    left.paragraphs[0].runs[0].bold = left.paragraphs[0].runs[0].italic = True
    for line in letter.copies:
        left.add_paragraph().add_run(line).font.size = SMALL
    put_lines(right, [(line, True) for line in (*letter.signature, "", "", "", letter.signer)], Pt(14))
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    left.paragraphs[0].paragraph_format.space_before = right.paragraphs[0].paragraph_format.space_before = Pt(6)


def _annex(file: DocumentFile, letter: Letter) -> None:
    section = file.add_section(WD_SECTION.NEW_PAGE)
    lay_across(section)
    section.different_first_page_header_footer = False
    for place, line in enumerate(letter.annex):
        centred(file, line, bold=place < len(letter.annex) - 1)
    for sheet in letter.sheets:
        add_sheet(file, sheet, LANDSCAPE)
