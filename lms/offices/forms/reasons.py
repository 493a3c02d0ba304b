"""What is asked of those above the commune before names are shown."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from lms.web.forms import Form, answered


class ReasonForm(Form):
    """Why, and where to go on to."""

    tiep = HiddenField()
    reason = TextAreaField(
        _l("Xem tên để làm gì"),
        description=_l("Viết một câu. Xã, trường, cơ quan ấy đọc được câu này."),
        validators=[answered(_l("Viết lý do bằng một câu."))],
    )
