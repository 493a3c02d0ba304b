"""Tables to attach to a document, as Word and as PDF. Source: NĐ 30/2020/NĐ-CP, Phụ lục I."""

from dataclasses import asdict

from docx.shared import Mm, Pt

from lms.documents.adapters.grids import add_sheet
from lms.documents.adapters.letters import LANDSCAPE, add_head, blank, centred, saved
from lms.documents.adapters.typesetting import typeset
from lms.documents.rules import COUNTRY, MOTTO, Attachment, laid


def attachment_word(told: Attachment) -> bytes:
    """The tables as a Word file, to be edited."""
    file = blank(told.author, told.made_on, told.title, landscape=True)
    add_head(file, told.above, told.issuer, Mm(110), Mm(147))
    centred(file, told.title.upper(), bold=True).paragraph_format.space_before = Pt(12)
    under = centred(file, told.subtitle)
    if told.sample:
        under = centred(file, told.sample, bold=True)
    under.paragraph_format.space_after = Pt(6)
    for line in told.lines:
        file.add_paragraph(line).paragraph_format.space_after = Pt(6)
    for sheet in told.sheets:
        add_sheet(file, sheet, LANDSCAPE)
    return saved(file)


def attachment_print(told: Attachment) -> bytes:
    """The tables as PDF/A with its fonts. Raises Unprintable."""
    day = told.made_on
    data = asdict(told) | {
        "date": [day.year, day.month, day.day],
        "made_on": None,
        "country": COUNTRY,
        "motto": MOTTO,
        "sheets": [asdict(laid(sheet)) for sheet in told.sheets],
    }
    return typeset("attachment-1.typ", data)
