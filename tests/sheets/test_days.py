"""Days typed into forms: read the ways people write them, else told apart what is wrong."""

from datetime import date

import pytest

from lms.errors import Refused
from lms.sheets.rules.values import read_day_in


@pytest.mark.parametrize("typed", ["5/9/2026", " 05.09.2026 ", "5-9-2026", "2026-09-05"])
def test_a_day_is_read_as_people_write_it(typed):
    assert read_day_in(typed, field="day") == date(2026, 9, 5)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31/2/2026", "Lịch không có ngày này."),
        ("29/2/2027", "Lịch không có ngày này."),
        ("12/31/2026", "Lịch không có ngày này."),
        ("2026-13-01", "Lịch không có ngày này."),
        ("", "Gõ ngày theo mẫu"),
        ("mai", "Gõ ngày theo mẫu"),
        ("5/9", "Gõ ngày theo mẫu"),
        ("5/9/26", "Gõ ngày theo mẫu"),
        ("٥/٩/٢٠٢٦", "Gõ ngày theo mẫu"),
        ("9" * 400, "Gõ ngày theo mẫu"),
    ],
)
def test_what_is_no_day_is_told_from_what_is_written_otherwise(typed, told):
    with pytest.raises(Refused) as refused:
        read_day_in(typed, field="day")

    assert str(refused.value).startswith(told)
    assert refused.value.field == "day"
