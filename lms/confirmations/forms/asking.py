"""The forms that take one serial or many, a doubt, and a reason to take a confirmation back."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField

from lms.confirmations.rules.doubts import REVOKING
from lms.confirmations.rules.kinds import Reason
from lms.web.forms import Form, SelectChoice, answered


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


REVOKING_WORDS: Mapping[Reason, LazyString] = {
    Reason.NOT_THE_PERSON: _l("Người làm bài không phải người có tên trên giấy"),
    Reason.MISTAKE: _l("Giấy được cấp nhầm"),
    Reason.ASKED: _l("Người có tên trên giấy đề nghị thôi dùng"),
}
"""The reasons as whoever chooses reads them."""


class RevokeForm(Form):
    """Why a confirmation is taken back, and that what follows has been read."""

    reason = RadioField(
        _l("Lý do"),
        description=_l("Trang kiểm tra công khai ghi đúng lý do này."),
        choices=[SelectChoice(one.value, REVOKING_WORDS[one]) for one in REVOKING],
        validators=[answered(_l("Chọn một lý do."))],
    )
    sure = BooleanField(
        _l("Tôi đã đọc: thu hồi rồi thì không lấy lại được"),
        validators=[answered(_l("Đọc những điều ở trên, rồi đánh dấu ô này."))],
    )
