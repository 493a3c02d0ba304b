"""What is taken for a number of people, a share, a year, and the day of a document."""

import re
from datetime import date

from lms.access.rules import GRANTS, Actor, Permission
from lms.errors import Refused
from lms.offices.rules.days import shown
from lms.sheets.rules.values import read_count, read_day_in

FIRST_YEAR = 2025
LARGEST = 200_000_000
EARLIEST = date(2020, 1, 1)
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\Z", re.ASCII)


def read_number(typed: str) -> int:
    """A number of people. Raises Refused, beside field `number`, for none, for nobody, or for more than there are."""
    number = read_count(typed)
    if number is None:
        raise Refused("Gõ số nguyên, ví dụ 1.234 hoặc 1234. Số lẻ, số âm không phải số người.", field="number")
    if number == 0:
        raise Refused("Số 0 không dùng để tính tỷ lệ được. Chưa biết thì đừng ghi số nào.", field="number")
    if number > LARGEST:
        raise Refused("Số này lớn hơn dân số cả nước. Xem lại rồi gõ lại.", field="number")
    return number


def read_share(typed: str) -> float | None:
    """A share as 0–1, None for an empty field. Raises Refused, beside field `share`, for nought or above 100 %."""
    if not typed.strip():
        return None
    match = _SHARE.match(typed.strip())
    if match is None:
        raise Refused("Gõ phần trăm, ví dụ 80 hoặc 92,5.", field="share")
    share = float(f"{match[1]}.{match[2] or 0}") / 100
    if not 0 < share <= 1:
        raise Refused("Tỷ lệ phải lớn hơn 0 và không quá 100 %.", field="share")
    return share


def read_amount(typed: str) -> int | None:
    """How many people to reach, None for an empty field. Raises Refused, beside field `amount`."""
    if not typed.strip():
        return None
    number = read_count(typed)
    if number is None or not 0 < number <= LARGEST:
        raise Refused("Gõ số nguyên lớn hơn 0, ví dụ 1.234.", field="amount")
    return number


def read_typed_count(typed: str) -> int:
    """A number that was counted elsewhere; 0 is one. Raises Refused, beside field `number`."""
    number = read_count(typed)
    if number is None or number > LARGEST:
        raise Refused("Gõ số nguyên, ví dụ 1.234 hoặc 1234.", field="number")
    return number


def read_counted_day(typed: str, today: date) -> date:
    """The day as of which something was counted. Raises Refused, beside field `counted_on`."""
    day = read_day_in(typed, field="counted_on")
    if not EARLIEST <= day <= today:
        raise Refused("Ngày phải từ năm 2020 và không sau hôm nay.", field="counted_on")
    return day


def one_measure(share: float | None, amount: int | None) -> None:
    """Raises Refused, beside field `share`, unless a target is either a share or an amount."""
    if share is None and amount is None:
        raise Refused("Gõ tỷ lệ phần trăm, hoặc số người ở ô dưới.", field="share")
    if share is not None and amount is not None:
        raise Refused("Chỉ ghi một: tỷ lệ hoặc số người.", field="share")


def read_year(typed: str, today: date) -> int:
    """A year, this one when none is given. Raises Refused, beside field `nam`, for one there are no figures of."""
    if not typed:
        return today.year
    if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed[:6]) <= today.year + 1):
        raise Refused("Chọn năm từ %(first)s đến %(last)s.", field="nam", first=FIRST_YEAR, last=today.year + 1)
    return int(typed)


def check_unit_year(first: date, year: int) -> None:
    """Raises Refused for a year that was over before the unit began."""
    if first.year > year:
        raise Refused("Đơn vị có từ ngày %(day)s, sau năm này. Chọn năm khác.", day=shown(first))


def read_document_day(typed: str, today: date, *, needed: bool) -> date | None:
    """The day of a document, None for an empty field where it may be. Raises Refused, beside field `document_on`."""
    if not typed.strip() and not needed:
        return None
    day = read_day_in(typed, field="document_on")
    if not EARLIEST <= day <= today:
        raise Refused("Ngày văn bản phải từ năm 2020 và không sau hôm nay.", field="document_on")
    return day


def above(actor: Actor, unit_id: int, path: str) -> int | None:
    """The unit above for which somebody enters a unit's number; None where they hold their post at the unit itself."""
    posts = [one for one in actor.posts if Permission.NUMBER_KEEP in GRANTS[one.role] and one.reaches(path)]
    nearest = max(posts, key=lambda one: len(one.path), default=None)
    return None if nearest is None or nearest.unit_id == unit_id else nearest.unit_id
