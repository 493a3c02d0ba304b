"""What the screens of a file of numbers ask."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from lms.sheets.forms import TableForm
from lms.web.forms import Form, at_most


class NumberFileForm(TableForm):
    """A file, or a pasted table."""


class NumbersForm(Form):
    """Whether the new numbers take the place of those in use."""

    reason = StringField(
        _l("Lý do dùng số mới thay số đang dùng"),
        description=_l("Để trống thì số mới đứng bên cạnh để so sánh. Nơi chưa có số thì dùng ngay số mới."),
        validators=[at_most(300)],
    )
