"""What the screens about one's own data and account ask."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField, TextAreaField

from lms.dossiers.rules.asking import LONGEST_TOLD
from lms.web.forms import Form, answered, at_most


class PresentSecretForm(Form):
    """The secret once more, before something that is nobody else's business, or that cannot be undone for ever."""

    secret = PasswordField(
        _l("Mã PIN (thầy cô, cán bộ: mật khẩu) đang dùng"),
        description=_l("Hỏi lại để chắc là chính mình đang cầm máy."),
        validators=[answered(_l("Gõ mã PIN hoặc mật khẩu.")), at_most(200)],
    )


class CorrectionForm(Form):
    """What is written wrongly, for those who can correct it."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    told = TextAreaField(
        _l("Điều gì ghi chưa đúng, đúng ra là gì"),
        description=_l("Ví dụ: năm sinh đúng là 1958. Không ghi số căn cước, số điện thoại."),
        validators=[answered(_l("Viết một câu.")), at_most(LONGEST_TOLD)],
    )


class PasswordForm(Form):
    """A password for somebody with a post who signs in with a PIN so far."""

    secret = PasswordField(_l("Mã PIN đang dùng"), validators=[answered(_l("Gõ mã PIN đang dùng.")), at_most(200)])
    pin = PasswordField(
        _l("Mật khẩu mới"),
        description=_l("Từ 10 ký tự, ghép vài từ mình dễ nhớ. Tránh tên, năm sinh, số điện thoại."),
        validators=[answered(_l("Gõ mật khẩu mới.")), at_most(200)],
    )


class SecondFactorForm(Form):
    """The first code from the phone; `salt` is what its secret was made of, and rides along until it is on."""

    salt = HiddenField()
    digits = StringField(
        _l("Mã 6 số vừa hiện trên điện thoại"),
        validators=[answered(_l("Gõ 6 số đang hiện trên điện thoại.")), at_most(20)],
    )


class SecondFactorOffForm(Form):
    """Password and code, to ask for the password alone again."""

    secret = PasswordField(_l("Mật khẩu"), validators=[answered(_l("Gõ mật khẩu.")), at_most(200)])
    digits = StringField(
        _l("Mã 6 số trên điện thoại"),
        validators=[answered(_l("Gõ 6 số đang hiện trên điện thoại.")), at_most(20)],
    )
