"""Days as teachers type them, and how near they are in words."""

from datetime import date

import pytest

from lms.classrooms.rules.days import due_words, read_day, read_last_day
from lms.errors import Refused

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27/11/2026", date(2026, 11, 27)),
        ("27.11.2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        (" 27/11 ", date(2026, 11, 27)),
        ("thứ sáu 27/11", date(2026, 11, 27)),
        ("Thứ Sáu, 27/11/2026", date(2026, 11, 27)),
        ("5/1", date(2027, 1, 5)),
        ("20/11", TODAY),
        ("1/9", date(2026, 9, 1)),
    ],
)
def test_a_day_is_read_as_it_is_written(typed, day):
    assert read_day(typed, TODAY, field="due") == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/2", "Không có ngày này"),
        ("31/2/2027", "Không có ngày này"),
        ("", "Không có ngày này"),
        ("mai", "Không có ngày này"),
        ("0/0", "Không có ngày này"),
        ("27/11/26", "Không có ngày này"),
        ("٢٧/١١", "Không có ngày này"),
        ("=27/11", None),
        ("1" * 41, "Không có ngày này"),
        ("9/9/99999999999", "Không có ngày này"),
        ("27/11/2062", "xa quá"),
        ("27/11/1926", "xa quá"),
    ],
)
def test_what_is_no_day_or_far_away_is_told_beside_the_field(typed, words):
    if words is None:
        assert read_day(typed, TODAY, field="due")
        return
    with pytest.raises(Refused) as told:
        read_day(typed, TODAY, field="due")

    assert words in str(told.value)
    assert told.value.field == "due"


def test_a_last_day_may_be_left_out_and_is_never_before_the_first():
    assert read_last_day("  ", TODAY, TODAY) is None
    assert read_last_day("20/11", TODAY, TODAY) == TODAY
    assert read_last_day("19/11", TODAY, None) == date(2026, 11, 19)
    with pytest.raises(Refused, match="từ ngày bắt đầu"):
        read_last_day("19/11", TODAY, TODAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (20, "hạn hôm nay"),
        (21, "hạn ngày mai"),
        (22, "còn 2 ngày"),
        (30, "còn 10 ngày"),
        (19, "trễ 1 ngày, vẫn làm được"),
        (17, "trễ 3 ngày, vẫn làm được"),
    ],
)
def test_how_near_a_day_is_is_said_in_words(day, words):
    told = due_words(date(2026, 11, day), TODAY)

    assert told.message % told.values == words
