"""What the screens of a file of numbers ask."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField, StringField, TextAreaField

from lms.web.forms import Form, at_most


class NumberFileForm(Form):
    """A file, or a pasted table."""

    file = FileField(_l("Tệp Excel hoặc CSV"), description=_l("Tệp .xlsx hoặc .csv, tối đa 5 MB."))
    pasted = TextAreaField(_l("Hoặc dán bảng vào đây"), description=_l("Chép thẳng từ Excel, kể cả dòng tên cột."))


class NumbersForm(Form):
    """Whether the new numbers take the place of those in use."""

    reason = StringField(
        _l("Lý do dùng số mới thay số đang dùng"),
        description=_l("Để trống thì số mới đứng bên cạnh để so sánh. Nơi chưa có số thì dùng ngay số mới."),
        validators=[at_most(300)],
    )
