"""What the screens of a file of units ask."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from lms.sheets.forms import TableForm
from lms.web.forms import Form, answered, at_most


class UnitFileForm(TableForm):
    """A file, or a pasted list."""

    pasted = TextAreaField(
        _l("Hoặc dán danh sách vào đây"),
        description=_l("Mỗi đơn vị một dòng, ví dụ: Thôn Đình. Chép thẳng từ Excel cũng được."),
    )


class UnitColumnsForm(Form):
    """Which sheet is read, which column is what, and the kind of rows that name none."""

    sheet = SelectField(_l("Trang tính"), choices=[], validate_choice=False)
    name = SelectField(_l("Cột tên đơn vị"), choices=[], validate_choice=False)
    kind = SelectField(_l("Cột loại"), choices=[], validate_choice=False)
    other = SelectField(_l("Loại của dòng không ghi loại"), choices=[], validate_choice=False)


class UnitsForm(Form):
    """Since when the new units have been there, and by which document."""

    since = StringField(
        _l("Có từ ngày"),
        description=_l("Ngày/tháng/năm. Không rõ thì để hôm nay."),
        validators=[answered(_l("Gõ ngày theo mẫu ngày/tháng/năm."))],
    )
    decision = StringField(
        _l("Theo văn bản số"), description=_l("Ví dụ 12/NQ-HĐND. Không có thì để trống."), validators=[at_most(120)]
    )
