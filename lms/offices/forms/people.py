"""What the screens about people of a unit ask."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField

from lms.web.forms import Form, answered, at_most

ANY = ""
GONE = "di"
"""The destination of somebody who moves out of one's reach."""


def _once() -> HiddenField:
    return HiddenField(default=lambda: secrets.token_urlsafe(18))


class SearchForm(Form):
    """Whom to look for; sent with the address, so that a list can be kept and shared among staff."""

    q = StringField(
        _l("Tên hoặc mã người học"),
        description=_l("Gõ không dấu cũng được. Quét QR trên thẻ vào ô này cũng được."),
    )
    noi = SelectField(_l("Nơi"), choices=[], validate_choice=False)
    nhom = SelectField(_l("Nhóm"), choices=[], validate_choice=False)
    muc = SelectField(_l("Đã tới đâu"), choices=[], validate_choice=False)
    ma = SelectField(_l("Mã và thẻ"), choices=[], validate_choice=False)
    chua = BooleanField(_l("Chỉ người chưa đối chiếu nơi ở, nơi học"))
    chang = HiddenField()


class RegisterForm(Form):
    """One person, registered by somebody else. `other`: ids of those of the same name and year who are not this one."""

    once = _once()
    other = HiddenField()
    audience = RadioField(_l("Người này là"), choices=[], validators=[answered(_l("Chọn một ý."))])
    name = StringField(_l("Họ và tên"), validators=[answered(_l("Gõ họ và tên."))])
    birth_year = StringField(_l("Năm sinh"), validators=[answered(_l("Gõ đủ 4 chữ số của năm sinh, ví dụ 1968."))])
    class_name = StringField(_l("Lớp"), description=_l("Chỉ học sinh. Ví dụ 4A."), validators=[at_most(20)])
    unit = SelectField(_l("Thôn, tổ dân phố"), choices=[], validators=[answered(_l("Chọn một nơi."))])
    agreed = BooleanField(
        _l("Đã đọc cho người này nghe và họ đồng ý"),
        validators=[answered(_l("Đọc bốn điều cho người này nghe; họ đồng ý thì đánh dấu vào đây."))],
    )


class NameForm(Form):
    """Somebody's name, corrected."""

    name = StringField(
        _l("Họ và tên"),
        description=_l("Ghi như trên giấy tờ của người này."),
        validators=[answered(_l("Gõ họ và tên."))],
    )


class MoveForm(Form):
    """Which membership moves, and where to."""

    membership = RadioField(_l("Chuyển nơi nào"), choices=[], validators=[answered(_l("Chọn một ý."))])
    to = RadioField(_l("Chuyển đến"), choices=[], validate_choice=False, validators=[answered(_l("Chọn một nơi."))])
    commune = StringField(
        _l("Xã, phường khác trong phạm vi phụ trách"),
        description=_l("Gõ tên xã nếu không có trong danh sách trên."),
        validators=[at_most(80)],
    )
