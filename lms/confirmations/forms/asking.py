"""The form that takes one serial or many."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from lms.web.forms import Form, answered


class CheckForm(Form):
    """Serials, typed or pasted: one, a list, a column of a spreadsheet."""

    serials = TextAreaField(
        _l("Số in trên giấy"),
        description=_l(
            "Ví dụ 7K4M-2QP9-3T9X-4. Nhiều số thì mỗi số một dòng, hoặc dán cả cột từ Excel, tối đa 200 số."
        ),
        validators=[answered(_l("Gõ số in trên giấy, gồm 13 chữ và số, ví dụ 7K4M-2QP9-3T9X-4."))],
    )


class DoubtForm(Form):
    """A button: this is not mine."""
