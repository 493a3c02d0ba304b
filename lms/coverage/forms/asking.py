"""Which period somebody wants to see."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from lms import clock
from lms.coverage.rules.periods import FIRST_YEAR, ROMAN
from lms.web.forms import Form, SelectChoice

ORDERS = {
    "": _l("Mã đơn vị"),
    "thieu": _l("Còn thiếu"),
    "ty-le": _l("Tỷ lệ thấp"),
    "ten": _l("Tên"),
}
"""In what order a reader may have the units below: the office's own, by code, unless they ask. The box is narrow."""


def _years() -> list[SelectChoice]:
    return [SelectChoice(str(year), str(year)) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


class PeriodForm(Form):
    """A year, and a quarter of it or the whole; or a day."""

    nam = SelectField(_l("Năm"), choices=_years, validate_choice=False)
    quy = SelectField(
        _l("Quý"),
        choices=[*(SelectChoice(str(n), _l("Quý %(n)s", n=ROMAN[n])) for n in ROMAN), SelectChoice("", _l("Cả năm"))],
        validate_choice=False,
    )

    xep = SelectField(
        _l("Xếp theo"),
        choices=[SelectChoice(one, words) for one, words in ORDERS.items()],
        validate_choice=False,
    )
    ngay = StringField(_l("Hết ngày"), description=_l("Ngày/tháng/năm, ví dụ 5/9/2026."))
