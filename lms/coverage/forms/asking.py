"""Which period somebody wants to see."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from lms import clock
from lms.coverage.rules.periods import FIRST_YEAR, ROMAN
from lms.web.forms import Form, SelectChoice


def _years() -> list[SelectChoice]:
    return [SelectChoice(str(year), str(year)) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


class PeriodForm(Form):
    """A year, and a quarter of it or the whole."""

    nam = SelectField(_l("Năm"), choices=_years, validate_choice=False)
    quy = SelectField(
        _l("Quý"),
        choices=[*(SelectChoice(str(n), _l("Quý %(n)s", n=ROMAN[n])) for n in ROMAN), SelectChoice("", _l("Cả năm"))],
        validate_choice=False,
    )
