"""Leave to show a child's confirmations: what is asked wherever it is recorded."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField

from lms.confirmations.rules.adopting import read_day
from lms.people.rules.names import clean_name
from lms.web.forms import Form, SelectChoice, answered, at_most

RELATIONS: Mapping[str, LazyString] = {"mother": _l("Mẹ"), "father": _l("Cha"), "guardian": _l("Người giám hộ")}
"""Who may agree for a child. Source: Bộ luật Dân sự 2015, Điều 136."""


class Said(TypedDict):
    """What the form says, as `record_consent` takes it."""

    representative: str
    document: str
    given_on: date
    child_agreed: bool


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

    def said(self, today: date) -> Said:
        """What is to be kept: of who agreed `Lò Thị Mai (mẹ)`. Raises Refused for what is no name or no day by now."""
        return {
            "representative": f"{clean_name(self.text('name'))} ({str(RELATIONS[self.text('relation')]).lower()})",
            "document": self.text("document"),
            "given_on": read_day(self.text("signed_on"), today),
            "child_agreed": bool(self.child_agreed.data),
        }


class PaperForm(ConsentForm):
    """The same, where the child's own word may follow later."""

    child_agreed = BooleanField(
        _l("Em đã tự nói “em đồng ý”"), description=_l("Em chưa nói thì để trống, hỏi em rồi ghi sau.")
    )
