"""What the screens of sittings ask."""

import secrets
from collections.abc import Mapping, Sequence

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


class WitnessForm(Form):
    """One second witness of everybody who wants one."""

    witness = SelectField(
        _l("Người chứng kiến thứ hai"),
        description=_l("Người cùng ngồi trong buổi này và thấy các em làm bài."),
        choices=[],
        validate_choice=False,
    )


class AnnulForm(Form):
    """Why a paper is annulled; whoever wrote it reads it."""

    why = StringField(
        _l("Lý do"),
        description=_l("Viết như nói với người làm bài; họ sẽ đọc câu này. Ví dụ: Bạn ngồi bên làm hộ em."),
        validators=[answered(_l("Ghi lý do.")), at_most(200)],
    )


class CheckForm(Form):
    """A button that draws a short check; `once` makes sending twice drawing once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))


def _seen() -> RadioField:
    choices = [SelectChoice("yes", _l("Làm được")), SelectChoice("no", _l("Chưa làm được"))]
    return RadioField(choices=choices, validators=[answered(_l("Chọn một ý."))])


class SeenForm(Form):
    """Whether each of the three tasks drawn was seen done."""

    first, second, third = _seen(), _seen(), _seen()

    @property
    def drawn(self) -> tuple[RadioField, RadioField, RadioField]:
        """The three, in their order."""
        return self.first, self.second, self.third

    @property
    def done(self) -> list[bool]:
        """What was seen of each."""
        return [one.data == "yes" for one in self.drawn]

    def ask(self, words: Sequence[str]) -> None:
        """Put the words of each task over its choices."""
        for control, text in zip(self.drawn, words, strict=True):
            control.label.text = text
