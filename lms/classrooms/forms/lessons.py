"""What is asked in a lesson: how long, a class's code, who asks to be let in, how a pupil shows who they are."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField, StringField

from lms.classrooms.rules.lessons import MINUTES
from lms.web.forms import Form, SelectChoice, answered, at_most


class LessonForm(Form):
    """How long a lesson lasts; `once` makes sending twice opening once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    minutes = RadioField(
        _l("Giờ học kéo dài"),
        choices=[SelectChoice(one, _l("%(n)s phút", n=one)) for one in MINUTES],
        default=MINUTES[0],
        coerce=int,
        validators=[answered(_l("Chọn giờ học kéo dài bao lâu."))],
    )


class ClassCodeForm(Form):
    """The code of a class, as it stands on the wall."""

    code = StringField(
        _l("Mã lớp"),
        description=_l("8 chữ và số thầy cô chiếu trên màn hình, ví dụ 7K4M-2QP9. Gõ chữ thường cũng được."),
        validators=[answered(_l("Gõ mã lớp.")), at_most(40)],
    )


class AskInForm(Form):
    """Who asks to be let into a class."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    name = StringField(_l("Họ và tên của em"), validators=[answered(_l("Gõ họ và tên."))])
    birth_year = StringField(
        _l("Năm sinh"), description=_l("Ví dụ 2016."), validators=[answered(_l("Gõ đủ 4 chữ số của năm sinh."))]
    )


class ProofForm(Form):
    """A pupil's own four pictures, one space between, or the six digits of their PIN."""

    pictures = HiddenField(_l("Bốn hình"))
    secret = PasswordField(_l("Mã PIN của em (6 số)"), validators=[at_most(200)])
