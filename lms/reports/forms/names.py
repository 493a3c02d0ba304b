"""What bodies are called: who is addressed, where, under which symbol. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II."""

from collections.abc import Sequence

from lms.coverage.forms.bodies import GOVERNED
from lms.reports.models import ReportRecipient
from lms.reports.queries.decided import Recipient
from lms.units.models import UnitVersion
from lms.web.words import in_words as _


def body_of(unit: UnitVersion) -> str:
    """How a unit is addressed: `Ủy ban nhân dân tỉnh Đồng Nai`."""
    if unit.kind in GOVERNED:
        return _("Ủy ban nhân dân %(unit)s", unit=unit.spoken)
    return f"{unit.spoken[:1].upper()}{unit.spoken[1:]}"


def place_of(unit: UnitVersion, above: Sequence[UnitVersion]) -> str:
    """The place that stands before the day: the commune's or province's name, without the word for its kind."""
    return next((one.name for one in (unit, *above) if one.kind in GOVERNED), unit.name)


def recipients_of(above: Sequence[UnitVersion], outside: Sequence[ReportRecipient]) -> list[Recipient]:
    """To whom a report goes: the unit above, then the places entered; a province without any to the ministry."""
    first = [Recipient(body_of(above[0]), above[0].unit_id)] if above else []
    found = [*first, *(Recipient(row.name, None, row.id) for row in outside)]
    return found or [Recipient(_("Bộ Khoa học và Công nghệ"), None)]


def symbol_of(unit: UnitVersion) -> str:
    """The symbol that a report of a unit is likely to have, to be corrected by whoever issues it."""
    return "BC-UBND" if unit.kind in GOVERNED else "BC"
