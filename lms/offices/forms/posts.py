"""What the screens of posts ask."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField

from lms.web.forms import Form, answered, at_most


class FindForm(Form):
    """Who is to be given a post."""

    q = StringField(
        _l("Mã người học, tên đăng nhập hoặc họ tên"),
        description=_l("Gõ không dấu cũng được. Mã in trên thẻ học, ví dụ 7K4M-2QP9."),
        validators=[at_most(80)],
    )


class PostForm(Form):
    """Which post, until when; `ma` or `nguoi` say for whom. `once` makes sending twice giving once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    ma = HiddenField()
    nguoi = HiddenField()
    role = RadioField(_l("Việc được giao"), choices=[], validate_choice=False)
    until = StringField(
        _l("Đến hết ngày"),
        description=_l("Ngày/tháng/năm, ví dụ 31/12/2026. Để trống là giữ tới khi thu lại."),
        validators=[at_most(20)],
    )


class NewPostForm(PostForm):
    """The same for somebody who is not known here yet."""

    name = StringField(_l("Họ và tên"), validators=[answered(_l("Gõ họ và tên."))])
    birth_year = StringField(_l("Năm sinh"), validators=[answered(_l("Gõ đủ 4 chữ số của năm sinh, ví dụ 1985."))])
    other = BooleanField(_l("Không phải người nào ở trên, đây là người khác"))


class PostActForm(Form):
    """A button about one post; `once` makes sending twice one invitation."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
