"""Word files (.docx) as lines with the looks of their letters, automatic numbers written out, tables row by row.

Read part by part as a stream, so that nothing is unpacked beyond what is allowed and no entity is ever defined;
python-docx, which writes our letters, builds the whole tree and says neither what a list numbers nor where it stands.
"""

from collections.abc import Mapping, Sequence

from lms.errors import Refused
from lms.questions.adapters.brought import FORMULA, LINK, PICTURE, SOUND
from lms.questions.adapters.marked import Marked, marked
from lms.questions.adapters.tidying import lowered, raised
from lms.questions.adapters.word_parts import OFF, Looks, Numbering, Styles, look_of
from lms.sheets.adapters.parts import BROKEN, Archive

DOCUMENT = "word/document.xml"
MOST_LINES = 20_000
_LOST = {"drawing": PICTURE, "pict": PICTURE, "object": SOUND, "oMath": FORMULA, "hyperlink": LINK}
_UNREAD = frozenset({"Fallback", "del", "moveFrom", "instrText", "delText", "sdtPr", "rubyBase"})
_SHORT = 12


def read_word(body: bytes) -> list[Marked]:
    """The lines of a Word file. Raises Refused, beside `file`, for a broken, locked, hostile or far too large one."""
    try:
        archive = Archive(body)
        parts = dict(archive.related(DOCUMENT).values())
        reader = _Reader(Styles(archive, parts.get("styles")), Numbering(archive, parts.get("numbering")))
        archive.read(DOCUMENT, reader.begin, reader.end, reader.text)
    except Refused as refusal:
        raise Refused("Tệp Word mở ra lớn hơn 100 MB. Xóa bớt hình rồi tải lên lại.", field="file") from refusal
    except BROKEN as error:
        if "encrypted" in str(error):
            raise Refused("Tệp có mật khẩu. Mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.", field="file") from error
        raise Refused("Tệp Word bị hỏng. Mở bằng Word, lưu thành tệp .docx mới, rồi tải lên.", field="file") from error
    return reader.lines


class _Paragraph:
    """A paragraph while it is read: its pieces, broken into lines where it breaks them."""

    def __init__(self) -> None:
        self.lines: list[list[tuple[str, int]]] = [[]]
        self.lost: list[str] = []
        self.style, self.list_id, self.level = "", "", 0
        self.numbered = False


class _Reader:
    """Takes the elements of a document one by one; `lines` is what has been read."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.lines: list[Marked] = []
        self._styles, self._numbering = styles, numbering
        self._names: list[str] = []
        self._unread = 0
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[list[list[Marked]]] = []
        self._looks: Looks = {}
        self._style = self._align = ""
        self._hidden = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._names.append(name)
        self._unread += name in _UNREAD
        if self._unread:
            return
        if name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])
        elif name == "r":
            self._looks, self._style, self._align, self._hidden = {}, "", "", False
        elif self._paragraphs:
            self._inside(self._paragraphs[-1], name, attributes)

    def text(self, piece: str) -> None:
        """Text inside an element."""
        if not self._unread and self._names[-1] == "t" and not self._hidden:
            self._add(piece)

    def end(self, name: str) -> None:
        """An element closes. Raises Refused at the first line too many."""
        self._names.pop()
        unread, self._unread = self._unread, self._unread - (name in _UNREAD)
        if unread:
            return
        if name == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name == "tr" and self._rows:
            self._put(_row_lines(self._rows.pop()))

    def _inside(self, paragraph: _Paragraph, name: str, attributes: Mapping[str, str]) -> None:
        """An element within a paragraph: of its run's properties, of its own, or a thing that is no text."""
        value = attributes.get("val", "")
        above = self._names[-2]
        if above == "rPr":
            if self._names[-3] == "r":
                self._run_says(name, attributes, value)
        elif name in ("tab", "br", "cr", "noBreakHyphen") and above == "r":
            self._break(paragraph, name)
        elif name in _LOST:
            paragraph.lost += [_LOST[name]] if name != "hyperlink" or "id" in attributes else []
        elif name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.list_id, paragraph.numbered = value, True
        elif name == "ilvl":
            paragraph.level = int(value) if value in set("012345678") else 0

    def _run_says(self, name: str, attributes: Mapping[str, str], value: str) -> None:
        if name == "rStyle":
            self._style = value
        elif name == "vertAlign":
            self._align = value
        elif name in ("vanish", "webHidden"):
            self._hidden = value.lower() not in OFF
        else:
            self._looks |= look_of(name, attributes)

    def _break(self, paragraph: _Paragraph, name: str) -> None:
        if name in ("br", "cr"):
            paragraph.lines.append([])
        else:
            self._add("\t" if name == "tab" else "-")

    def _add(self, piece: str) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        looks = self._styles.looks(paragraph.style) | self._styles.looks(self._style) | self._looks
        small = {"superscript": raised, "subscript": lowered}.get(self._align)
        paragraph.lines[-1].append((small(piece) if small else piece, sum(mark for mark, on in looks.items() if on)))

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        list_id, level = paragraph.list_id, paragraph.level
        if not paragraph.numbered:
            list_id, level = self._styles.list_of(paragraph.style)
        if any(piece.strip() for line in paragraph.lines for piece, _ in line) or paragraph.lost:
            paragraph.lines[0].insert(0, (self._numbering.label(list_id, level), 0))
        lines = [marked(pieces) for pieces in paragraph.lines]
        self._put([marked(paragraph.lines[0], paragraph.lost), *lines[1:]])

    def _put(self, lines: Sequence[Marked]) -> None:
        """Lines into the cell that is read, else into the document."""
        target = self._rows[-1][-1] if self._rows and self._rows[-1] else self.lines
        target += lines
        if len(self.lines) > MOST_LINES:
            raise ValueError("too many lines")


def _row_lines(cells: Sequence[Sequence[Marked]]) -> list[Marked]:
    """A row of a table as lines: one line where every cell is short (a table of answers), else cell after cell.

    A number in a cell of its own before the question is its number: `1.`.
    """
    full = [[line for line in cell if line.text.strip() or line.lost] for cell in cells]
    if all(len(cell) < 2 and all(len(line.text) <= _SHORT for line in cell) for cell in full):
        joined = [one for cell in full for one in (cell or [Marked("", b"")])]
        marks = b"\0".join(one.marks for one in joined)
        return [Marked("\t".join(one.text for one in joined), marks, tuple(key for one in joined for key in one.lost))]
    if len(full) > 1 and full[0] and full[0][0].text.strip(" .").isdigit() and full[1]:
        head, first = f"{full[0][0].text.strip(' .')}. ", full[1][0]
        full[1][0] = Marked(head + first.text, bytes(len(head)) + first.marks, first.lost)
        full = full[1:]
    return [line for cell in full for line in cell]
