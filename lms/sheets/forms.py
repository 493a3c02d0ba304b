"""What every screen asks that takes a table: a file, or a text pasted from one."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FileField, TextAreaField

from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.texts import read_pasted
from lms.sheets.rules.tables import LARGEST_FILE, Table
from lms.web.forms import Form


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
