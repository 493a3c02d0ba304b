"""From which day a unit, or a change of it, holds."""

from datetime import date

from lms.errors import Refused
from lms.offices.rules.days import shown
from lms.sheets.rules.values import read_day_in


def effect_day(typed: str, *, today: date, first: date, field: str = "day") -> date:
    """The day as typed. Raises Refused, beside the field, for none, one to come, or one before `first`."""
    day = read_day_in(typed, field=field)
    if day > today:
        raise Refused("Ngày ấy chưa tới. Đến ngày có hiệu lực rồi hãy ghi.", field=field)
    if day < first:
        raise Refused("Chọn ngày từ %(first)s trở đi: trước ngày ấy đơn vị chưa như bây giờ.",
                      field=field, first=shown(first))  # fmt: skip
    return day
