"""What people may ask about their data, and until when it has to be done.

Source: Luật 91/2025/QH15, Điều 4; NĐ 356/2025/NĐ-CP, Điều 5.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from lms.errors import Refused
from lms.sheets.rules.values import read_day_in

LONGEST_TOLD = 300
OLDEST_DAYS = 366
"""A request handed in longer ago than this is a mistyped day."""
ANSWER_WORKING_DAYS = 2


class Wish(StrEnum):
    """What somebody asks for."""

    SEE = "see"
    CORRECT = "correct"
    STOP = "stop"
    DELETE = "delete"
    WITHDRAW = "withdraw"


class Ending(StrEnum):
    """How a request ended."""

    DONE = "done"
    TURNED_DOWN = "turned_down"
    TAKEN_BACK = "taken_back"


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


WISH_WORDS: Mapping[Wish, str] = {
    Wish.SEE: said("Xem, xin bản sao dữ liệu"),
    Wish.CORRECT: said("Sửa điều ghi chưa đúng"),
    Wish.STOP: said("Dừng, không ghi thêm gì nữa"),
    Wish.DELETE: said("Xóa dữ liệu"),
    Wish.WITHDRAW: said("Rút lời đồng ý"),
}

ENDING_WORDS: Mapping[Ending, str] = {
    Ending.DONE: said("Đã làm xong"),
    Ending.TURNED_DOWN: said("Không làm được, đã báo lý do"),
    Ending.TAKEN_BACK: said("Người ấy đã rút yêu cầu"),
}

DAYS: Mapping[Wish, int] = {Wish.SEE: 10, Wish.CORRECT: 10, Wish.STOP: 15, Wish.WITHDRAW: 15, Wish.DELETE: 20}
"""Days until it has to be done. Source: NĐ 356/2025/NĐ-CP, Điều 5, read through an excerpt of the Gazette."""


def working_day_after(day: date, count: int) -> date:
    """The working day so many after a day: Monday to Friday. Public holidays are not taken off: their days are set
    anew each year, and we keep no list of them; so a day shown here is never later than the law's.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def working_days_left(today: date, until: date) -> int:
    """How many working days are left, `until` included and today not; 0 on the day itself and afterwards."""
    days = (today + timedelta(days=n) for n in range(1, (until - today).days + 1))
    return sum(day.weekday() < 5 for day in days)


def answer_by(asked_on: date) -> date:
    """The day by which somebody who asked has to hear that it was received and what will be done."""
    return working_day_after(asked_on, ANSWER_WORKING_DAYS)


def due_on(wish: Wish, asked_on: date) -> date:
    """The day by which it has to be done."""
    return asked_on + timedelta(days=DAYS[wish])


def extended(wish: Wish, due: date) -> date:
    """The day after the one extension there is. That it may be as long again is this product's reading."""
    return due + timedelta(days=DAYS[wish])


def read_asked_on(typed: str, today: date) -> date:
    """The day a request was handed in, as people write it (5/9/2026). Raises Refused, beside field `asked_on`."""
    day = read_day_in(typed, field="asked_on")
    check_asked_on(day, today)
    return day


def check_asked_on(asked_on: date, today: date) -> None:
    """Raises Refused, beside field `asked_on`, for a day to come, or one so long ago that it must be mistyped."""
    if asked_on > today:
        raise Refused("Ngày nhận không thể sau hôm nay.", field="asked_on")
    if (today - asked_on).days > OLDEST_DAYS:
        raise Refused("Ngày này đã quá một năm. Xem lại rồi gõ lại.", field="asked_on")


def clean_told(typed: str) -> str:
    """What is known of who asks and for what, on one line. Raises Refused, beside `told`, for one too long."""
    told = " ".join(typed.split())
    if len(told) > LONGEST_TOLD:
        raise Refused("Viết gọn lại, tối đa %(most)s ký tự.", field="told", most=LONGEST_TOLD)
    return told
