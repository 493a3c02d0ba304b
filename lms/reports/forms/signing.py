"""What is asked to issue, give back, send, return; and what a unit decides about its reports."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from lms.reports.rules.periods import LAST_DAYS, MONTH_END
from lms.reports.rules.typed import CAPACITY_WORDS, LONGEST_REASON, Capacity
from lms.web.forms import Form, SelectChoice, answered, at_most
from lms.web.words import in_words

_SIGNED = _l("PDF ký số hoặc bản chụp (PDF, PNG, JPEG), tối đa 5 MB.")


class SendBackForm(Form):
    """Why a submitted report goes back to its drafters."""

    word = TextAreaField(_l("Cần sửa gì"), validators=[at_most(LONGEST_REASON)])


def _capacities() -> list[SelectChoice]:
    return [SelectChoice(one.value, in_words(words)) for one, words in CAPACITY_WORDS.items()]


class IssueForm(Form):
    """Number, day, signer, and the signed paper where there is one; `digest` tells what was looked at."""

    digest = HiddenField()
    number = StringField(
        _l("Số, ký hiệu"),
        description=_l("Theo sổ văn bản đi, ví dụ 12/BC-UBND."),
        validators=[answered(_l("Gõ số, ký hiệu của báo cáo.")), at_most(60)],
    )
    signed_on = StringField(
        _l("Ngày ban hành"),
        description=_l("Ngày/tháng/năm, ví dụ 5/1/2027."),
        validators=[answered(_l("Gõ ngày ghi trên báo cáo."))],
    )
    collective = StringField(
        _l("Ký thay mặt (TM.)"),
        description=_l("Tên tập thể, ví dụ Ủy ban nhân dân. Không ký thay mặt thì để trống."),
        validators=[at_most(120)],
    )
    capacity = RadioField(_l("Ai ký?"), choices=_capacities, default=Capacity.HEAD.value, validate_choice=False)
    in_place_of = StringField(
        _l("Chức vụ của người đứng đầu"),
        description=_l("Khi ký KT., TL. hoặc TUQ., ví dụ Chủ tịch. Người đứng đầu tự ký thì để trống."),
        validators=[at_most(120)],
    )
    title = StringField(
        _l("Chức vụ người ký"),
        description=_l("Ví dụ Phó Chủ tịch, Hiệu trưởng."),
        validators=[answered(_l("Gõ chức vụ của người ký.")), at_most(120)],
    )
    signer = StringField(_l("Họ tên người ký"), validators=[answered(_l("Gõ họ tên người ký.")), at_most(120)])
    file = FileField(
        _l("Bản đã ký"),
        description=_l(
            "Đã ký rồi thì tải lên luôn. Chưa ký thì để trống, ban hành xong in ra ký rồi tải lên trước khi gửi."
        ),
    )


class SignedForm(Form):
    """The signed paper, once the report has its number."""

    file = FileField(_l("Bản đã ký"), description=_SIGNED)


class ReturnForm(Form):
    """Why a report is returned."""

    reason = TextAreaField(_l("Lý do trả lại"), validators=[at_most(LONGEST_REASON)])


class RecipientForm(Form):
    """One more place that reports go to."""

    name = StringField(
        _l("Nơi nhận"),
        description=_l("Ghi tên đầy đủ, ví dụ: Sở Giáo dục và Đào tạo."),
        validators=[answered(_l("Gõ tên nơi nhận.")), at_most(160)],
    )


def _days() -> list[SelectChoice]:
    first = [SelectChoice("", _l("Như hiện nay")), SelectChoice(str(MONTH_END), _l("Hết tháng cuối quý"))]
    return [*first, *(SelectChoice(str(day), in_words_day(day)) for day in LAST_DAYS if day != MONTH_END)]


def in_words_day(day: int) -> str:
    """A day of a quarter's last month in words."""
    return str(_l("Ngày %(day)s tháng cuối quý", day=day)) if day != MONTH_END else in_words("Hết tháng cuối quý")


class CalendarForm(Form):
    """From which quarter on periods end on which day, and how long units below have after it."""

    quarter = SelectField(_l("Áp dụng từ"), validate_choice=False)
    ends_day = SelectField(_l("Kỳ báo cáo đến"), choices=_days)
    working_days = StringField(
        _l("Đơn vị bên dưới nộp trong mấy ngày làm việc"),
        description=_l("Từ 1 đến 60, tính từ ngày sau ngày hết kỳ. Để trống thì như hiện nay."),
        validators=[at_most(3)],
    )
