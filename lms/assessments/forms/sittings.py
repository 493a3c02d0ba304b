"""What the screens of sittings ask."""

import secrets
from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField

from lms.assessments.rules.kinds import KnownBy
from lms.assessments.rules.sittings import HOURS, USUAL
from lms.web.forms import Form, SelectChoice, answered, at_most

KNOWN_BY: Mapping[KnownBy, LazyString] = {
    KnownBy.FACE: _l("Biết mặt"),
    KnownBy.ID_CARD: _l("Xem căn cước hoặc VNeID"),
    KnownBy.OTHER_PAPER: _l("Xem giấy tờ khác"),
}
"""The fixed list of ways to know a person. Source: design §5, Evidence."""

RELATIONS: Mapping[str, LazyString] = {"mother": _l("Mẹ"), "father": _l("Cha"), "guardian": _l("Người giám hộ")}
"""Who may agree for a child. Source: Bộ luật Dân sự 2015, Điều 136."""


class CodeForm(Form):
    """The code of a sitting, typed."""

    code = StringField(
        _l("Mã buổi"),
        description=_l("Sáu chữ và số, người mở buổi đọc hoặc chiếu lên. Ví dụ 7K4M2Q."),
        validators=[answered(_l("Gõ mã của buổi.")), at_most(40)],
    )


class OpenForm(Form):
    """Where a sitting is, and how long."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    unit = RadioField(_l("Buổi của đơn vị nào?"), choices=[], validators=[answered(_l("Chọn một đơn vị."))])
    place = StringField(
        _l("Nơi tổ chức"),
        description=_l("Ví dụ: Nhà văn hóa Thôn Đình, hoặc phòng máy của trường."),
        validators=[answered(_l("Ghi nơi tổ chức.")), at_most(120)],
    )
    hours = SelectField(
        _l("Kéo dài"),
        coerce=int,
        choices=[SelectChoice(n, _l("%(n)s giờ", n=n)) for n in HOURS],
        default=USUAL.seconds // 3600,
    )


class TickForm(Form):
    """Who of those that just joined is here; `listed` are all whom the page showed."""

    people = SelectMultipleField(_l("Người vừa vào"), choices=[], coerce=int, validate_choice=False)
    listed = HiddenField()
    known = BooleanField(_l("Tôi biết mặt những người này"))


class KnowForm(Form):
    """How the opener knows somebody, and who else can say so."""

    known_by = RadioField(
        _l("Biết người này bằng cách nào?"),
        description=_l("Không chép số, không chụp ảnh giấy tờ. Không có giấy tờ vẫn làm bài được."),
        choices=[
            *(SelectChoice(way, words) for way, words in KNOWN_BY.items()),
            SelectChoice("", _l("Chưa ghi")),
        ],
        default="",
    )
    witness = SelectField(
        _l("Người chứng kiến thứ hai"),
        description=_l("Cần có khi chính người mở buổi đã đặt số bí mật cho người này."),
        choices=[],
        default="",
        validate_choice=False,
    )


class ConsentForm(Form):
    """Leave to show a child's confirmation: the representative's, on paper, and the child's own."""

    name = StringField(
        _l("Họ và tên người đại diện"), validators=[answered(_l("Gõ họ tên người đại diện đã đồng ý.")), at_most(80)]
    )
    relation = RadioField(
        _l("Là gì của em?"),
        choices=[SelectChoice(who, words) for who, words in RELATIONS.items()],
        validators=[answered(_l("Chọn một ý."))],
    )
    document = StringField(
        _l("Đồng ý trên giấy nào, cất ở đâu"),
        description=_l("Ví dụ: phiếu đồng ý, cất ở văn phòng trường."),
        validators=[answered(_l("Ghi giấy nào, cất ở đâu.")), at_most(200)],
    )
    signed_on = StringField(
        _l("Ngày ký giấy"), description=_l("Ví dụ 5/9/2026."), validators=[answered(_l("Gõ ngày ký.")), at_most(20)]
    )
    child_agreed = BooleanField(
        _l("Em đã tự nói “em đồng ý”"), validators=[answered(_l("Hỏi em trước. Em chưa đồng ý thì chưa ghi được."))]
    )
