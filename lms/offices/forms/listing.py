"""What the screens of a list ask."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from lms.sheets.forms import SheetForm, TableForm
from lms.web.forms import Form, answered, at_most


class ListFilter(Form):
    """What of the list to show; sent with the address."""

    q = StringField(_l("Tên hoặc năm sinh"), description=_l("Gõ không dấu cũng được."))
    muc = SelectField(_l("Tình trạng"), choices=[], validate_choice=False)
    noi = SelectField(_l("Thôn, lớp, bộ phận"), choices=[], validate_choice=False)


class LineForm(Form):
    """One person, typed. `same` says who of those who look alike it is, once some do."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    name = StringField(_l("Họ và tên"), validators=[answered(_l("Gõ họ và tên."))])
    birth_year = StringField(_l("Năm sinh"), validators=[answered(_l("Gõ đủ 4 chữ số của năm sinh, ví dụ 1968."))])
    village = SelectField(_l("Thôn, tổ dân phố"), choices=[], validate_choice=False)
    class_name = StringField(_l("Lớp"), description=_l("Ví dụ 4A."), validators=[at_most(40)])
    same = RadioField(_l("Có người giống tên và năm sinh. Đây là ai?"), choices=[], validate_choice=False)


class ImportForm(TableForm):
    """A file, or a pasted list."""

    file = FileField(_l("Tệp Excel hoặc CSV"), description=_l("Tệp .xlsx hoặc .csv, tối đa 5 MB và 10.000 dòng."))
    pasted = TextAreaField(
        _l("Hoặc dán danh sách vào đây"),
        description=_l("Mỗi người một dòng, ví dụ: Nguyễn Văn An, 1959, thôn Đình. Chép thẳng từ Excel cũng được."),
    )


class ColumnsForm(SheetForm):
    """Which sheet is read, and which column is what; `name_more` where the given name has a column of its own."""

    name = SelectField(_l("Cột họ và tên"), choices=[], validate_choice=False)
    name_more = SelectField(_l("Cột tên, nếu họ và tên ghi hai cột"), choices=[], validate_choice=False)
    birth_year = SelectField(_l("Cột năm sinh hoặc ngày sinh"), choices=[], validate_choice=False)
    group = SelectField(_l("Cột thôn, lớp hoặc bộ phận"), choices=[], validate_choice=False)


class MarkForm(Form):
    """What people on the spot know of somebody."""

    mark = RadioField(_l("Tình trạng"), choices=[], validators=[answered(_l("Chọn một ý."))])


class RemovalForm(Form):
    """Why a line goes: two reasons, and no third one."""

    why = RadioField(_l("Vì sao bỏ ra"), choices=[], validators=[answered(_l("Chọn một ý."))])
