"""What the rows of a file say of people: name, year of birth, village or class; nothing else is looked at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lms.errors import Refused
from lms.listings.rules.places import Ground
from lms.people.rules.names import clean_name
from lms.people.rules.places import check_age
from lms.people.rules.registration import OLDEST_YEARS
from lms.sheets.rules.choosing import ALL_SHEETS, Choice
from lms.sheets.rules.columns import Columns, Guess, guess
from lms.sheets.rules.tables import UNCOUNTED, Remark, Sheet, Table
from lms.sheets.rules.values import read_year
from lms.skills.rules import Audience

WANTED: Mapping[str, Sequence[str]] = {
    "name": (
        "họ và tên đệm+tên", "họ và đệm+tên", "họ đệm+tên", "họ và chữ đệm+tên", "họ lót+tên", "họ+tên", "họ và tên",
        "họ tên", "họ, chữ đệm và tên", "họ và tên khai sinh", "tên học sinh", "tên", "full name", "name",
    ),
    "birth_year": (
        "năm sinh nam+năm sinh nữ", "ngày tháng năm sinh nam+ngày tháng năm sinh nữ", "nam năm sinh+nữ năm sinh",
        "năm sinh", "ngày tháng năm sinh", "ngày sinh", "n sinh", "ns", "year of birth", "birth year", "date of birth",
        "born",
    ),
    "group": (
        "thôn", "thôn xóm", "thôn bản", "thôn buôn", "xóm", "bản", "buôn", "ấp", "tổ", "tdp", "tổ dân phố", "khu phố",
        "khu", "thôn tổ dân phố", "thôn tdp", "tên thôn", "lớp", "tên lớp", "village", "hamlet", "class", "phòng",
        "bộ phận", "đơn vị", "nơi ở", "nơi cư trú", "địa chỉ",
    ),
}  # fmt: skip
ORDER = ("name", "birth_year", "group")
MOST_GROUP = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One person as a file says, cleaned. `problem` says why it cannot be taken; then nothing else is to be used.

    `key` names the row within the file; `written` is what stood in its cells: name, year, village or class.
    """

    key: str
    sheet: str
    number: int
    written: tuple[str, str, str]
    name: str = ""
    birth_year: int = 0
    unit_id: int = 0
    group_name: str = ""
    audience: Audience = Audience.CITIZEN
    band: str | None = None
    problem: Remark | None = None


def first_choice(table: Table) -> Choice:
    """All sheets when several hold people; else the one that does, else the first."""
    fit = [sheet.name for sheet in table.sheets if {"name", "birth_year"} <= set(guess_columns(sheet).columns)]
    headed = [sheet.name for sheet in table.sheets if guess_columns(sheet).header_row is not None]
    chosen = [name for name in headed if name in fit] or fit or [sheet.name for sheet in table.sheets]
    return Choice(ALL_SHEETS if len(chosen) > 1 and headed else chosen[0])


def guess_columns(sheet: Sheet, by_hand: Columns | None = None) -> Guess:
    """Where name, year and village or class stand; a choice by hand goes before the guess."""
    guessed = guess(sheet, WANTED, ORDER)
    return guessed if by_hand is None else replace(guessed, columns=by_hand)


def read_rows(table: Table, choice: Choice, ground: Ground, today: date) -> list[Row]:
    """Everybody that the chosen sheets speak of, in order; rows without name and year are passed over."""
    found: list[Row] = []
    for at, sheet in enumerate(table.sheets):
        if choice.sheet in (ALL_SHEETS, sheet.name):
            found += _of_sheet(sheet, str(at), guess_columns(sheet, choice.columns), ground, today)
    return found


def _of_sheet(sheet: Sheet, at: str, columns: Guess, ground: Ground, today: date) -> Iterator[Row]:
    section = sheet.name if ground.knows(sheet.name) else ""
    rows = list(zip(sheet.numbers, sheet.rows, strict=True))[columns.first :]
    for number, row in rows:
        cells = [cell for cell in dict.fromkeys(row) if cell]
        if len(cells) == 1 and ground.knows(cells[0]):
            section = cells[0]
            continue
        name, year, group = (columns.cell(row, key) for key in ORDER)
        if name or year:
            written = (name, year, group or section)
            yield _checked(Row(f"{at}:{number}", sheet.name, number, written), ground, today)


def _checked(row: Row, ground: Ground, today: date) -> Row:
    """The row with what it says, or with its problem."""
    name, year, group = row.written
    try:
        born = year_in(year, today)
        place = ground.place(group[:MOST_GROUP])
        check_age(place.audience, born, today)
        return replace(
            row, name=clean_name(name), birth_year=born, unit_id=place.unit_id, group_name=place.group_name,
            audience=place.audience, band=place.band,
        )  # fmt: skip
    except Refused as refusal:
        return replace(row, problem=Remark(refusal.message, refusal.values))


def year_in(typed: str, today: date) -> int:
    """The year of birth. Raises Refused with what is wrong with it."""
    if typed == UNCOUNTED:
        raise Refused("Ô năm sinh là công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi tải lên.")
    if not typed:
        raise Refused("Dòng này chưa có năm sinh.")
    year = read_year(typed)
    if year is None:
        raise Refused("Không đọc được năm sinh. Ghi đủ 4 chữ số, ví dụ 1968 hoặc 02/03/1968.")
    if not today.year - OLDEST_YEARS <= year <= today.year:
        raise Refused("Năm sinh %(year)s không thể đúng.", year=year)
    return year
