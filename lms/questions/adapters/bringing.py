"""One door for questions that somebody brings, as a file or pasted: what it is, is told by what is in it."""

import codecs
import zipfile
from dataclasses import replace
from io import BytesIO

from lms.errors import Refused
from lms.questions.adapters.brought import LARGEST_FILE, Reading, said
from lms.questions.adapters.gift import looks_like_gift, read_gift
from lms.questions.adapters.marked import plain_lines
from lms.questions.adapters.moodle import read_moodle
from lms.questions.adapters.papers import read_paper
from lms.questions.adapters.question_tables import LONGEST, looks_like_table, read_question_table
from lms.questions.adapters.settling import settled
from lms.questions.adapters.word import MOST_LINES, read_word
from lms.sheets.adapters.parts import BROKEN
from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.texts import read_csv
from lms.sheets.rules.choosing import ALL_SHEETS, Choice
from lms.sheets.rules.tables import Remark, Table

EVERY_SHEET = Choice(ALL_SHEETS)
LONGEST_PASTE = 400_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"{\\rtf")
_BLANK = "\ufeff \t\r\n"
_XML_BLANK = b"\xef\xbb\xbf \t\r\n"
"""What may not stand before the first line of an XML file, and stands there all the same."""

_OLD_CODES = Remark(said("Tệp lưu theo bảng mã cũ. Xem kỹ dấu tiếng Việt trong các câu dưới đây."))


def read_file(body: bytes) -> Reading:
    """The questions in a file: Word, Excel or CSV, GIFT, Moodle XML, or plain text; at most 5 MB.

    Raises Refused, beside field `file`, with what to do: for an empty, large, old, locked, broken or hostile file, and
    one of another kind. What holds no question is no mistake: the reading says why.
    """
    if not body.strip():
        raise Refused("Chọn tệp câu hỏi (Word, Excel, GIFT hoặc Moodle XML), hoặc dán vào ô dưới.", field="file")
    if len(body) > LARGEST_FILE:
        raise Refused("Tệp lớn hơn 5 MB. Bỏ bớt hình, hoặc chia thành nhiều tệp.", field="file")
    _refuse_others(body)
    if body.startswith(_ZIP):
        return _checked(_in_archive(body), "file")
    text, remarks = _decoded(body)
    found = settled(*read_moodle(body.lstrip(_XML_BLANK))) if _is_xml(text) else _in_text(text)
    return _checked(replace(found, remarks=(*remarks, *found.remarks)), "file")


def read_pasted(text: str) -> Reading:
    """The questions in a pasted text: written as papers are, GIFT, Moodle XML, or rows copied from Excel.

    Raises Refused, beside field `pasted`, for an empty or a very long text.
    """
    if not text.strip():
        raise Refused("Dán câu hỏi vào ô này.", field="pasted")
    if len(text) > LONGEST_PASTE:
        raise Refused("Dài quá cho một lần dán. Lưu thành tệp rồi tải lên.", field="pasted")
    try:
        bare = text.strip(_BLANK)
        found = settled(*read_moodle(bare.encode("utf-8", "ignore"))) if _is_xml(bare) else _in_text(text)
    except Refused as refusal:
        refusal.field = "pasted"  # the sentences of the readers speak of files
        raise
    return _checked(found, "pasted")


def read_rows(table: Table, choice: Choice) -> Reading:
    """The questions in the rows of a table, from the sheets and columns that are chosen, else from those guessed."""
    return replace(settled(*read_question_table(table, choice), table.remarks), table=table)


def _in_archive(body: bytes) -> Reading:
    """The questions in a Word or Excel file. Raises Refused for any other archive."""
    try:
        names = set(zipfile.ZipFile(BytesIO(body)).namelist())
    except BROKEN:
        raise Refused("Tệp bị hỏng. Mở ra xem lại, lưu thành tệp mới rồi tải lên.", field="file") from None
    if "word/document.xml" in names:
        return settled(*read_paper(read_word(body)))
    if "imsmanifest.xml" in names:
        raise Refused("Đây là gói QTI hoặc Canvas, ở đây chưa đọc được. Xuất dạng GIFT hoặc Moodle XML.", field="file")
    if "content.xml" in names:
        raise Refused("Tệp LibreOffice chưa đọc được. Lưu thành .docx hoặc .xlsx rồi tải lên.", field="file")
    return read_rows(read_table(body, longest=LONGEST), EVERY_SHEET)


def _is_xml(text: str) -> bool:
    return text[:400].lstrip(_BLANK).startswith(("<?xml", "<quiz", "<!DOCTYPE", "<html", "<questestinterop"))


def _in_text(text: str) -> Reading:
    if looks_like_gift(text):
        return settled(*read_gift(text))
    if any(mark in text[:2_000] for mark in "\t;,"):
        try:
            table = read_csv(text.encode("utf-8", "ignore"), LONGEST)
        except Refused:  # quotes that never end are nothing odd in a paper
            return _in_lines(text)
        if looks_like_table(table):
            return read_rows(table, EVERY_SHEET)
    return _in_lines(text)


def _in_lines(text: str) -> Reading:
    """The questions of a text written as papers are. Raises Refused for one that no class could ever work through."""
    lines = plain_lines(text)
    if len(lines) > MOST_LINES:
        raise Refused("Dài hơn %(most)s dòng. Chia thành nhiều bộ rồi đưa lên lần lượt.", field="file", most=MOST_LINES)
    return settled(*read_paper(lines))


def _refuse_others(body: bytes) -> None:
    if body.startswith(_OLE) and _ENCRYPTED in body:
        raise Refused("Tệp có mật khẩu. Mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.", field="file")
    if body.startswith(_OLE):
        raise Refused(
            "Tệp theo kiểu cũ (.doc, .xls). Mở ra, chọn Lưu lại dạng .docx hoặc .xlsx, rồi tải lên.", field="file"
        )
    if body.startswith(_NO_TEXT):
        raise Refused(
            "Ảnh, PDF và RTF chưa đọc được. Lấy tệp Word (.docx) của đề, hoặc chép chữ rồi dán.", field="file"
        )


def _decoded(body: bytes) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file in UTF-8, UTF-16, or else Windows' old Vietnamese code page, with a remark on that."""
    codec = "utf-16" if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    for name, remarks in ((codec, ()), ("cp1258", (_OLD_CODES,))):
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text[:4_000]:
            return text, remarks
    raise Refused("Không đọc được chữ trong tệp. Lưu lại dạng “Văn bản UTF-8” rồi tải lên.", field="file")


def _checked(reading: Reading, field: str) -> Reading:
    """The reading. Raises Refused when there is nothing in it at all, not even something left out."""
    if not reading.questions and not reading.left_out:
        raise Refused("Không thấy câu hỏi nào. Mỗi câu cần “Câu 1:” rồi các ý A, B, C, D.", field=field)
    return reading
