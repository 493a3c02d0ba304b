"""What the screens of the tree ask: a day, and a unit to add."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField

from lms.web.forms import Form, answered, at_most


class DayForm(Form):
    """The day whose tree to show."""

    ngay = StringField(_l("Ngày"), description=_l("Ngày/tháng/năm, ví dụ 1/7/2025."))


class UnitForm(Form):
    """A unit to add below another; `once` makes sending twice adding once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    name = StringField(
        _l("Tên đơn vị"),
        description=_l("Đủ cả chữ chỉ loại, ví dụ: Thôn Đình, Tổ dân phố 5, Trường THCS An Phú."),
        validators=[answered(_l("Gõ tên đơn vị.")), at_most(120)],
    )
    kind = SelectField(_l("Loại"), validators=[answered(_l("Chọn loại đơn vị."))])
    since = StringField(
        _l("Có từ ngày"),
        description=_l("Ngày/tháng/năm. Không rõ thì để hôm nay."),
        validators=[answered(_l("Gõ ngày theo mẫu ngày/tháng/năm."))],
    )
    decision = StringField(
        _l("Theo văn bản số"), description=_l("Ví dụ 12/NQ-HĐND. Không có thì để trống."), validators=[at_most(120)]
    )
    another = BooleanField(_l("Đúng là hai đơn vị khác nhau, vẫn thêm"))
