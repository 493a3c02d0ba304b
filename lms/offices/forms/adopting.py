"""What the screens of the rule and the document under it ask."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, StringField

from lms.web.forms import Form, answered, at_most


class AdoptionForm(Form):
    """The unit's document by which a rule binds; `once` makes sending twice entering once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    rule = HiddenField()
    number = StringField(
        _l("Số, ký hiệu văn bản"),
        description=_l("Ví dụ 12/QĐ-UBND."),
        validators=[answered(_l("Gõ số, ký hiệu ghi trên văn bản.")), at_most(60)],
    )
    signed_on = StringField(
        _l("Ngày ký"),
        description=_l("Ngày/tháng/năm, ví dụ 5/9/2026."),
        validators=[answered(_l("Gõ ngày ký ghi trên văn bản."))],
    )
    signer = StringField(
        _l("Người ký và chức vụ"),
        description=_l("Ví dụ: Trần Thị Sáu, Chủ tịch UBND xã."),
        validators=[answered(_l("Gõ tên và chức vụ người ký.")), at_most(120)],
    )
    file = FileField(_l("Tệp văn bản"), description=_l("PDF hoặc ảnh chụp rõ (PNG, JPEG), tối đa 5 MB."))


class DocumentForm(Form):
    """A button about one document of the unit."""

    adoption = HiddenField()
