"""What every screen asks that takes a table: a file, or a text pasted from one; which column of it is what."""

from collections.abc import Iterable, Sequence

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, SelectField, TextAreaField

from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.texts import read_pasted
from lms.sheets.adapters.writing import MIMETYPE, workbook_of
from lms.sheets.rules.choosing import ALL_SHEETS
from lms.sheets.rules.tables import LARGEST_FILE, Table
from lms.web.forms import Form, SelectChoice

LETTERS = 26
MOST_CHOICE = 40


class TableForm(Form):
    """A file, or a pasted table; screens say in words of their own what belongs in it."""

    file = FileField(_l("Tệp Excel hoặc CSV"), description=_l("Tệp .xlsx hoặc .csv, tối đa 5 MB."))
    pasted = TextAreaField(_l("Hoặc dán bảng vào đây"), description=_l("Chép thẳng từ Excel, kể cả dòng tên cột."))

    def brought(self) -> tuple[Table, str]:
        """What was sent with this request and what to call it: the file, else what was pasted.

        Slow for a large file: called outside any transaction. Raises Refused for neither, and for what is no table.
        """
        sent = request.files.get("file")
        name = (sent.filename or "") if sent else ""
        if name or not self.text("pasted").strip():
            return read_table(sent.read(LARGEST_FILE + 1) if sent else b"", name), name
        return read_pasted(self.text("pasted")), ""


class SheetForm(Form):
    """Which sheet is read; screens add a list for each column, of the choices that `column_choices` gives."""

    sheet = SelectField(_l("Trang tính"), choices=[], validate_choice=False)

    def offer_sheets(self, table: Table) -> None:
        """Have the sheets of a table to choose from, and all of them together."""
        self.sheet.choices = [SelectChoice(one.name, one.name or _("Danh sách")) for one in table.sheets]
        if len(table.sheets) > 1:
            self.sheet.choices.insert(0, SelectChoice(ALL_SHEETS, _("Mọi trang tính")))

    def column(self, name: str) -> int | None:
        """The column that was chosen in a field, counted from 0; None for none."""
        sent = self.text(name)
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else None


def column_choices(heads: Sequence[str]) -> list[SelectChoice]:
    """The columns of a sheet to choose from, by letter and head; the first choice is none of them."""
    return [SelectChoice("", _("Không có")), *(SelectChoice(str(at), _headed(at, one)) for at, one in enumerate(heads))]


def same_sent() -> dict[str, str]:
    """Who is whom, as sent with this request: the key of a row → what was chosen for it."""
    return {key[3:]: value[:MOST_CHOICE] for key, value in request.form.items() if key.startswith("la-")}


def as_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A table as an .xlsx file to keep: the rows that were not taken, to put right and bring again."""
    told = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(workbook_of(heads, rows), mimetype=MIMETYPE, headers=told)


def _headed(at: int, head: str) -> str:
    letter = chr(ord("A") + at) if at < LETTERS else str(at + 1)
    return str(_("Cột %(letter)s: %(head)s", letter=letter, head=head) if head else _("Cột %(letter)s", letter=letter))
