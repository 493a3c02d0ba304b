"""Word files: the right answer by how it looks, automatic lists, tables; broken and hostile files."""

import pytest
from docx import Document

from lms.errors import Refused
from lms.questions.adapters.bringing import read_file
from lms.questions.adapters.word import read_word
from tests.questions.books import archive, replaced, saved, with_lists, word
from tests.questions.reading import doubts, reasons, shorts

ASKED = "Câu 1: Thủ đô?"
CAPITAL = "Thủ đô? | Huế | *Hà Nội | Vinh"
DOCUMENT = "word/document.xml"


@pytest.mark.parametrize(
    "paragraphs",
    [
        (ASKED, "A. Huế", [("B. Hà Nội", "u")], "C. Vinh"),
        (ASKED, "A. Huế", [("B. ", ""), ("Hà Nội", "u")], "C. Vinh"),
        (ASKED, "A. Huế", [("B", "u"), (". Hà Nội", "")], "C. Vinh"),
        (ASKED, "A. Huế", [("B. Hà Nội", "b")], "C. Vinh"),
        (ASKED, "A. Huế", [("B. Hà Nội", "c")], "C. Vinh"),
        (ASKED, "A. Huế", [("B. Hà", "h"), (" Nội", "h")], "C. Vinh"),
        (ASKED, "A. Huế", "*B. Hà Nội", "C. Vinh"),
        (ASKED, [("A. Huế\t", ""), ("B. Hà Nội", "bu"), ("\tC. Vinh", "")]),
        ([("Câu 1:", "b"), (" Thủ đô?", "")], [("A.", "b"), (" Huế", "")], [("B.", "b"), (" Hà Nội", "u")],
         [("C.", "b"), (" Vinh", "")]),
        (f"{ASKED}\nA. Huế\nB. Hà Nội\nC. Vinh\nĐáp án: B",),
        (ASKED, "A. Huế", [("B. Hà Nội", ""), ("bỏ", "v")], "C. Vinh", "1.B"),
    ],
)  # fmt: skip
def test_the_right_answer_is_told_by_how_it_looks(paragraphs):
    reading = read_file(word(*paragraphs))

    assert (shorts(reading), doubts(reading), reasons(reading)) == ([CAPITAL], [], [])


@pytest.mark.parametrize(
    ("paragraphs", "doubt"),
    [
        ((ASKED, [("A. Huế", "u")], [("B. Hà Nội", "b")]), "có hai cách đánh dấu chỉ vào hai ý khác nhau"),
        ((ASKED, [("A. Huế", "u")], "B. Hà Nội", "Đáp án: B"), "có hai cách đánh dấu chỉ vào hai ý khác nhau"),
        ((ASKED, [("A. Huế", "b")], [("B. Hà Nội", "b")]), "chưa thấy đánh dấu đáp án đúng"),
        ((ASKED, [("A. Chọn ", ""), ("KHÔNG", "b"), (" ở đâu cả nhé", "")], "B. Hà Nội"),
         "chưa thấy đánh dấu đáp án đúng"),
    ],
)  # fmt: skip
def test_marks_that_do_not_tell_leave_the_answer_open(paragraphs, doubt):
    assert doubts(read_file(word(*paragraphs))) == [doubt]


def test_small_figures_stay_what_they_are():
    body = word([("Câu 1: H", ""), ("2", "_"), ("O, m", ""), ("2", "^"), (", x", ""), ("a+b", "^")], "A. 1", "B. 2*")

    assert shorts(read_file(body)) == ["H₂O, m², x^(a+b) | 1 | *2"]


@pytest.mark.parametrize(
    "levels",
    [
        [("decimal", "Câu %1:"), ("upperLetter", "%2.")],
        [("decimal", "%1."), ("lowerLetter", "%2)")],
        [("decimal", "Câu %1."), ("bullet", "")],
    ],
)
def test_automatic_lists_count_as_if_they_were_typed(levels):
    body = with_lists(levels, [("Hỏi một", 0, ""), ("a", 1, ""), ("b", 1, "c"),
                               ("Hỏi hai", 0, ""), ("c", 1, "u"), ("d", 1, "")])  # fmt: skip

    assert shorts(read_file(body)) == ["Hỏi một | a | *b", "Hỏi hai | *c | d"]


@pytest.mark.parametrize(
    ("counts", "third"), [("decimal", "3"), ("upperRoman", "III"), ("lowerRoman", "iii"), ("upperLetter", "C"),
                          ("lowerLetter", "c")],
)  # fmt: skip
def test_how_lists_count(counts, third):
    lines = read_word(with_lists([(counts, "(%1)")], [(text, 0, "") for text in "xyz"]))

    assert [line.text for line in lines][-1] == f"({third}) z"


def _with_table(*rows: tuple[str, ...], before: tuple[str, ...] = ()) -> bytes:
    document = Document()
    for text in before:
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


@pytest.mark.parametrize(
    "body",
    [
        _with_table(("1", "Thủ đô?\nA. Huế\nB. Hà Nội\nC. Vinh\nĐáp án: B")),
        _with_table(("A. Huế", "B. Hà Nội*"), ("C. Vinh", ""), before=(ASKED,)),
        _with_table(("Câu", "1", "2"), ("Đáp án", "B", "A"), before=(ASKED, "A. Huế", "B. Hà Nội", "C. Vinh")),
        _with_table(("Câu", "Đáp án"), ("1", "B"), before=(ASKED, "A. Huế", "B. Hà Nội", "C. Vinh", "ĐÁP ÁN")),
    ],
)
def test_tables_are_read_row_by_row(body):
    assert shorts(read_file(body)) == [CAPITAL]


def test_pictures_and_formulas_are_named():
    def drawn(part: bytes) -> bytes:
        formula = b"<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'/>"
        return part.replace(b"</w:p>", b"<w:r><w:drawing/></w:r>" + formula + b"</w:p>", 1)

    reading = read_file(replaced(word("Câu 1: x", "A. a", "B. b*"), DOCUMENT, drawn))

    assert reasons(reading) == [
        "1 hình không lấy vào được; câu chỉ còn chữ.",
        "1 công thức: chỉ giữ được chữ, xem lại có đọc ra không.",
    ]


def test_what_was_deleted_with_changes_tracked_is_not_read():
    def tracked(part: bytes) -> bytes:
        return part.replace(b"</w:p>", b"<w:del><w:r><w:delText>cu</w:delText></w:r></w:del></w:p>")

    assert shorts(read_file(replaced(word("Câu 1: x", "A. a", "B. b*"), DOCUMENT, tracked))) == ["x | a | *b"]


GOOD = word("Câu 1: x", "A. a", "B. b*")
BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Chọn tệp câu hỏi"),
        (b" \n", "Chọn tệp câu hỏi"),
        (GOOD[:-300], "bị hỏng"),
        (b"PK\x03\x04" + b"x" * 50, "bị hỏng"),
        (replaced(GOOD, DOCUMENT, lambda part: part[:-40]), "bị hỏng"),
        (replaced(GOOD, DOCUMENT, lambda part: BOMB + part.partition(b"?>")[2]), "bị hỏng"),
        (replaced(GOOD, DOCUMENT, lambda _: b" " * 101 * 1024 * 1024), "lớn hơn 100 MB"),
        (archive(word__document_0_xml="<a/>"), "bị hỏng"),
        (archive(imsmanifest_0_xml="<a/>"), "gói QTI hoặc Canvas"),
        (archive(content_0_xml="<a/>"), "LibreOffice"),
        (archive(a_0_txt="x"), "tệp nén"),
        (OLE + b"x" * 600, "kiểu cũ"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG\r\n", "PDF"),
        (b"{\\rtf1 x", "RTF"),
        (b"x" * (5 * 1024 * 1024 + 1), "lớn hơn 5 MB"),
        (bytes(range(256)) * 4, "Không đọc được chữ"),
        (word(), "Không thấy câu hỏi nào"),
    ],
)
def test_what_is_no_question_file_is_refused_with_what_to_do(body, words):
    with pytest.raises(Refused, match=words) as refused:
        read_file(body)

    assert refused.value.field == "file"
