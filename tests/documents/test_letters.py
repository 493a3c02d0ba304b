"""Word as other programs read it: widths, heads, page numbers; the same on paper and in Word."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from lms.coverage.rules.rates import percent
from lms.documents.adapters.attachments import attachment_print, attachment_word
from lms.documents.adapters.official import as_print, as_word
from lms.documents.rules import (
    COUNTRY,
    MOTTO,
    Attachment,
    Format,
    Heading,
    Letter,
    Sheet,
    SheetColumn,
    laid,
    written,
)

COLUMNS = (
    SheetColumn("Đơn vị", Format.TEXT),
    SheetColumn("Nguồn", Format.TEXT),
    SheetColumn("Số người thuộc diện", Format.NUMBER),
    SheetColumn("Tỷ lệ", Format.SHARE),
)
LONG = "Cán bộ, công chức, viên chức, người lao động khu vực công"
SHEET = Sheet("Bảng 1", COLUMNS, [(LONG, None, 1204, 0.0625), ("Thôn Đình", None, None, None)], ["Ghi chú."])
EMPTY = Sheet("Bảng 2", COLUMNS, [])


def letter(**other) -> Letter:
    told = {
        "author": "UBND tỉnh Thử", "made_on": date(2026, 10, 5), "above": "",
        "issuer": ["ỦY BAN NHÂN DÂN", "XÃ AN PHÚ"], "number": "Số: 12/BC-UBND",
        "place_and_day": "An Phú, ngày 05 tháng 10 năm 2026", "kind": "BÁO CÁO",
        "about": ["Kết quả"], "to": ["UBND tỉnh"], "blocks": [Heading("I."), "Lời.", SHEET, EMPTY, "Hết./."],
        "copies": ["- Lưu: VT."], "signature": ["CHỦ TỊCH"], "signer": "Trần Thị Sáu", "annex": ["PHỤ LỤC", "x"],
        "sheets": [SHEET], "foot": "Mã", "mark": "", "sample": "", "to_label": "Kính gửi:", "copies_label": "Nơi nhận:",
    }  # fmt: skip
    return Letter(**told | other)


def attachment(**other) -> Attachment:
    told = {
        "author": "UBND tỉnh Thử", "made_on": date(2026, 10, 5), "above": "UBND XÃ AN PHÚ", "issuer": ["TRƯỜNG THCS"],
        "title": "Tỷ lệ", "subtitle": "quý IV/2026", "sample": "DỮ LIỆU MẪU", "lines": ["Lời."],
        "sheets": [SHEET, EMPTY],
    }  # fmt: skip
    return Attachment(**told | other)


@pytest.fixture(params=["letter", "attachment"])
def file(request):
    """Both kinds of Word files, opened again."""
    body = as_word(letter()) if request.param == "letter" else attachment_word(attachment())
    return Document(io.BytesIO(body))


def test_other_programs_find_the_width_of_each_column_where_they_look_for_it(file):
    for table in file.tables:
        grid = [column.width for column in table.columns]
        for row in table.rows:
            assert [cell.width for cell in row.cells] == grid
        assert all(grid)
        assert sum(grid) <= Mm(258)


def test_rows_stay_on_one_page_and_heads_stand_on_each(file):
    for table in (one for one in file.tables if one.style.name == "Table Grid"):
        marks = [{child.tag for child in row._tr.trPr} for row in table.rows]
        assert all(qn("w:cantSplit") in some for some in marks)
        assert [qn("w:tblHeader") in some for some in marks] == [True] + [False] * (len(marks) - 1)


def test_a_file_says_whose_it_is_and_in_which_language(file):
    about = file.core_properties

    assert (about.author, about.last_modified_by, about.comments) == ("UBND tỉnh Thử", "UBND tỉnh Thử", "")
    assert file.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_pages_are_numbered_at_the_top_from_the_second_on(file):
    first = file.sections[0]

    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert "PAGE" not in first.first_page_header._element.xml


def test_the_head_has_quoc_hieu_and_tieu_ngu_on_lines_of_their_own(file):
    left, right = file.tables[0].rows[0].cells

    assert [one.text for one in right.paragraphs[:2]] == [COUNTRY, MOTTO]
    assert [one.runs[0].font.size.pt for one in right.paragraphs[:2]] == [13, 14]
    assert right.width >= Mm(100)  # bold 13 needs 97
    assert all(one.runs[0].bold for one in right.paragraphs[:2])
    assert left.text.strip()


def test_the_parts_of_a_paragraph_stand_in_the_order_that_word_wants(file):
    order = ["w:pStyle", "w:keepNext", "w:pBdr", "w:spacing", "w:ind", "w:jc"]
    found = [[child.tag for child in one] for one in file.element.iter(qn("w:pPr"))]
    known = [[order.index(name) for name in order if qn(name) in tags] for tags in found]

    assert any(qn("w:pBdr") in tags for tags in found)
    for tags, places in zip(found, known, strict=True):
        assert [tag for tag in tags if tag in map(qn, order)] == [qn(order[n]) for n in places]


def test_the_signature_never_stands_alone_on_a_page():
    file = Document(io.BytesIO(as_word(letter())))
    last = next(one for one in file.paragraphs if one.text == "Hết./.")

    assert last.paragraph_format.keep_with_next
    assert all(one.paragraph_format.keep_with_next for cell in file.tables[-2].rows[0].cells for one in cell.paragraphs)


def test_a_draft_is_marked_on_each_page_without_pushing_the_head_down():
    section = Document(io.BytesIO(as_word(letter(mark="DỰ THẢO")))).sections[0]

    assert [one.text for one in section.first_page_header.paragraphs] == ["DỰ THẢO"]
    assert section.header.paragraphs[-1].text == "DỰ THẢO"


@pytest.mark.parametrize("sheets", [[SHEET], [EMPTY], []])
def test_both_are_printed_without_a_warning(sheets):
    assert as_print(letter(sheets=sheets)).startswith(b"%PDF")
    assert attachment_print(attachment(sheets=sheets)).startswith(b"%PDF")


def test_a_table_on_paper_has_no_empty_column_and_room_for_each_word():
    shown = laid(SHEET)

    assert shown.heads == ["Đơn vị", "Số người thuộc diện", "Tỷ lệ"]
    assert shown.rows == [[LONG, "1.204", "6,3\u00a0%"], ["Thôn Đình", "", ""]]
    assert shown.numbers == [1, 2]
    assert sum(shown.widths) == pytest.approx(1)
    assert shown.widths[0] > 2 * shown.widths[1] >= 2 * shown.widths[2] > 0.2
    assert laid(EMPTY).heads == []


@pytest.mark.parametrize("out_of", [16, 31, 80, 1000, 3321])
def test_a_share_is_rounded_as_on_the_page(out_of):
    shares = [n / out_of for n in range(out_of + 1)]

    assert [written(one, Format.SHARE) for one in shares] == [percent(one) for one in shares]
