"""Tables of Word files. Row by row as text: through python-docx, cell by cell, a province's table takes seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as DocumentFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Pt

from lms.documents.rules import Sheet, laid

SMALL, SMALLEST = Pt(11), Pt(9.5)
FEW_ROWS = 10
"""A table with no more of them stays on one page."""
MANY_COLUMNS = 8
"""A table with more of them is set in the smallest type."""


def add_sheet(file: DocumentFile, sheet: Sheet, width: Length) -> None:
    """Add a table under its name, with its notes; its name is never left behind at the foot of a page."""
    if sheet.name:
        name = file.add_paragraph()
        name.add_run(sheet.name).bold = True
        name.paragraph_format.space_before, name.paragraph_format.space_after = Pt(6), Pt(4)
        name.paragraph_format.keep_with_next = True
    _add_table(file, sheet, width)
    for note in sheet.notes:
        told = file.add_paragraph().add_run(note)
        told.italic, told.font.size = True, SMALL
    file.add_paragraph().paragraph_format.line_spacing = Pt(8)


def set_widths(table: Any, widths: Sequence[Length]) -> None:
    """Give the columns of a table their widths: Word reads those of the cells, other programs those of the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:  # asking each column for its cells goes through the whole table every time
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def _add_table(file: DocumentFile, sheet: Sheet, width: Length) -> None:
    shown = laid(sheet)
    table = file.add_table(rows=0, cols=max(1, len(shown.heads)))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = SMALLEST if len(shown.heads) > MANY_COLUMNS else SMALL
    widths = [Length(int(width * share)) for share in shown.widths]
    shape = _Shape(size, widths, frozenset(shown.numbers), together=len(shown.rows) <= FEW_ROWS)
    for place, words in enumerate([shown.heads, *shown.rows]):
        table._tbl.append(parse_xml(shape.row(words, head=place == 0, last=place == len(shown.rows))))
    set_widths(table, widths or [width])


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a table are written."""

    size: Length
    widths: Sequence[Length]
    numbers: frozenset[int]
    together: bool

    def row(self, words: Sequence[str], *, head: bool, last: bool) -> str:
        """A row that stays on one page; the head stands on every page, and few rows stay together."""
        cells = "".join(self._cell(place, text, head=head, last=last) for place, text in enumerate(words or [""]))
        marks = '<w:cantSplit w:val="true"/>' + ('<w:tblHeader w:val="true"/>' if head else "")
        return f"<w:tr {nsdecls('w')}><w:trPr>{marks}</w:trPr>{cells}</w:tr>"

    def _cell(self, place: int, text: str, *, head: bool, last: bool) -> str:
        side = "center" if head else "right" if place in self.numbers else "left"
        keep = "<w:keepNext/>" if self.together and not last else ""
        bold = "<w:b/>" if head else ""
        words = escape("".join(letter for letter in text if letter >= " "))
        return (
            '<w:tc><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr>{keep}<w:spacing w:before="40" w:after="40"/><w:jc w:val="{side}"/></w:pPr>'
            f'<w:r><w:rPr>{bold}<w:sz w:val="{int(self.size.pt * 2)}"/></w:rPr>'
            f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:tc>'
        )
