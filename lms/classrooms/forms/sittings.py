"""A sitting to open for a class."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField

from lms.assessments.rules.sittings import HOURS
from lms.web.forms import Form, SelectChoice, answered, at_most


class ClassSittingForm(Form):
    """Where a sitting of a class is, and how long; `once` makes sending twice opening once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    place = StringField(
        _l("Nơi tổ chức"),
        description=_l("Ví dụ: phòng máy của trường."),
        default=lambda: str(_l("Phòng máy của trường")),
        validators=[answered(_l("Ghi nơi tổ chức.")), at_most(120)],
    )
    hours = SelectField(
        _l("Kéo dài"), coerce=int, choices=[SelectChoice(n, _l("%(n)s giờ", n=n)) for n in HOURS], default=1
    )
