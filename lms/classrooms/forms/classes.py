"""A class to make, or to give another name."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField

from lms.web.forms import Form, answered, at_most


class ClassForm(Form):
    """A class: its name, school year and grade; `once` makes sending twice making once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    name = StringField(
        _l("Tên lớp"), description=_l("Ví dụ: 7B."), validators=[answered(_l("Gõ tên lớp.")), at_most(40)]
    )
    year = SelectField(_l("Năm học"), validators=[answered(_l("Chọn năm học."))])
    grade = SelectField(_l("Khối lớp"), validators=[answered(_l("Chọn khối lớp."))])


class ClassNameForm(Form):
    """Another name for a class."""

    name = StringField(_l("Tên lớp"), validators=[answered(_l("Gõ tên lớp.")), at_most(40)])
