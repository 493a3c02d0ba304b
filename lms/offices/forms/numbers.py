"""What the screens of eligible numbers and targets ask."""

import secrets
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from lms.coverage.rules.groups import GROUPS
from lms.coverage.rules.kinds import HAND_WORDS, SOURCE_WORDS, TARGET_WORDS, TYPED_SOURCES, HandCounted, TargetCount
from lms.web.forms import Form, SelectChoice, answered, at_most
from lms.web.words import in_words


def _groups() -> list[SelectChoice]:
    return [SelectChoice(one.code, in_words(one.short)) for one in GROUPS]


def _sources() -> list[SelectChoice]:
    return [SelectChoice(one.value, in_words(SOURCE_WORDS[one])) for one in TYPED_SOURCES]


def _counts() -> list[SelectChoice]:
    return [SelectChoice(one.value, in_words(TARGET_WORDS[one])) for one in TargetCount]


class NumberForm(Form):
    """One source's number; `once` makes sending twice entering once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    group = SelectField(_l("Nhóm"), choices=_groups)
    number = StringField(
        _l("Số người"),
        description=_l("Số nguyên, ví dụ 1.234 hoặc 1234."),
        validators=[answered(_l("Gõ số người.")), at_most(20)],
    )
    source = SelectField(_l("Ai đếm"), choices=_sources)
    counting = StringField(
        _l("Cách đếm"),
        description=_l("Ví dụ: nhân khẩu thường trú từ 18 tuổi, tính đến 31/12/2026."),
        validators=[answered(_l("Ghi cách đếm, để người xem hiểu con số.")), at_most(200)],
    )
    document = StringField(
        _l("Số, ký hiệu văn bản"),
        description=_l("Chưa có thì để trống."),
        validators=[at_most(120)],
    )
    document_on = StringField(_l("Ngày văn bản"), description=_l("Ngày/tháng/năm, ví dụ 5/9/2026."))


class UseForm(Form):
    """Why another number is used from now on."""

    number = HiddenField()
    reason = StringField(_l("Lý do đổi số"), validators=[at_most(300)])


class TargetForm(Form):
    """A target in a document's words."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    group = SelectField(_l("Nhóm"), choices=_groups)
    share = StringField(
        _l("Tỷ lệ phải đạt"),
        description=_l("Phần trăm, ví dụ 80 hoặc 92,5."),
        validators=[at_most(8)],
    )
    amount = StringField(
        _l("Hoặc số người phải đạt"),
        description=_l("Khi văn bản nêu số người chứ không nêu tỷ lệ, ví dụ 1.200."),
        validators=[at_most(20)],
    )
    counts = SelectField(_l("So với số nào"), choices=_counts)
    words = TextAreaField(
        _l("Nguyên văn chỉ tiêu"),
        description=_l("Chép đúng câu trong văn bản."),
        validators=[answered(_l("Chép câu chỉ tiêu trong văn bản.")), at_most(500)],
    )
    document = StringField(
        _l("Số, ký hiệu văn bản"),
        validators=[answered(_l("Gõ số, ký hiệu ghi trên văn bản.")), at_most(120)],
    )
    document_on = StringField(_l("Ngày văn bản"), validators=[answered(_l("Gõ ngày ghi trên văn bản."))])


def about_choices(pairs: Iterable[tuple[str, HandCounted]]) -> list[SelectChoice]:
    """What can be typed in: each thing with the group it is counted of."""
    names = {one.code: one.short for one in GROUPS}
    return [
        SelectChoice(f"{about.value}:{group}", f"{in_words(HAND_WORDS[about])}: {in_words(names[group])}")
        for group, about in pairs
    ]


class HandCountForm(Form):
    """A number that was counted elsewhere, to stand beside a target."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    about = SelectField(_l("Số gì"), choices=[])
    number = StringField(
        _l("Số đếm được"),
        description=_l("Số nguyên, ví dụ 1.234. Chưa có ai thì gõ 0."),
        validators=[answered(_l("Gõ số đếm được.")), at_most(20)],
    )
    counted_on = StringField(_l("Tính đến ngày"), validators=[answered(_l("Gõ ngày mà số này tính đến."))])
    taken_from = StringField(
        _l("Theo văn bản, hệ thống nào"),
        description=_l("Ví dụ: Công an xã, báo cáo số 12/BC-CAX."),
        validators=[answered(_l("Ghi số này lấy từ đâu.")), at_most(200)],
    )
