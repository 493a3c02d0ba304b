"""What is asked to open the page of a unit."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from lms.web.forms import Form, at_most


class UnitFindForm(Form):
    """A unit's name or code."""

    q = StringField(
        _l("Tên hoặc mã đơn vị"),
        description=_l("Gõ không dấu cũng được, ví dụ: hong van, hoặc mã 10210."),
        validators=[at_most(80)],
    )
