"""What the screens about one person's record ask: merging two, and what people ask about their data."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from lms.dossiers.rules.asking import LONGEST_TOLD, Ending, Wish
from lms.web.forms import Form, SelectChoice, answered, at_most

NOT_FOUND = "chua"


class MergeForm(Form):
    """Which of the two is kept; `once` makes sending twice merging once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    giu = HiddenField()


class RequestForm(Form):
    """What somebody asks, on paper or in person."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    wish = RadioField(
        _l("Xin điều gì"),
        choices=[
            SelectChoice(Wish.SEE, _l("Xem, xin bản sao dữ liệu")),
            SelectChoice(Wish.CORRECT, _l("Sửa điều ghi chưa đúng")),
            SelectChoice(Wish.STOP, _l("Dừng, không ghi thêm gì nữa")),
            SelectChoice(Wish.DELETE, _l("Xóa dữ liệu")),
            SelectChoice(Wish.WITHDRAW, _l("Rút lời đồng ý")),
        ],
        validators=[answered(_l("Chọn một ý."))],
    )
    person = RadioField(_l("Của ai"), choices=[], default=NOT_FOUND, validate_choice=False)
    told = TextAreaField(
        _l("Ghi thêm"),
        description=_l(
            "Chưa tìm thấy người thì ghi tên, năm sinh, thôn. Xin sửa thì ghi đúng ra là gì. Không ghi số căn cước."
        ),
        validators=[at_most(LONGEST_TOLD)],
    )
    asked_on = StringField(
        _l("Nhận ngày nào"), description=_l("Ví dụ 5/9/2026."), validators=[answered(_l("Gõ ngày nhận.")), at_most(20)]
    )


class EndingForm(Form):
    """How a request ended."""

    ending = RadioField(
        _l("Kết thúc thế nào"),
        choices=[
            SelectChoice(Ending.DONE, _l("Đã làm xong")),
            SelectChoice(Ending.TURNED_DOWN, _l("Không làm được, đã báo lý do cho người ấy")),
            SelectChoice(Ending.TAKEN_BACK, _l("Người ấy đã rút yêu cầu")),
        ],
        validators=[answered(_l("Chọn một ý."))],
    )


class CorrectForm(Form):
    """Name and year of birth as the paper in hand has them."""

    name = StringField(_l("Họ và tên"), validators=[answered(_l("Gõ họ và tên.")), at_most(120)])
    birth_year = StringField(_l("Năm sinh"), validators=[answered(_l("Gõ đủ 4 chữ số của năm sinh, ví dụ 1968."))])
