"""What the rows of a school's file say of pupils: name, year of birth, class, number, sex; nothing else is kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lms.classrooms.rules.roster_classes import Ground, Spot, class_in_title, counts_classes, says_class
from lms.classrooms.rules.roster_columns import guess_columns, one_name
from lms.classrooms.rules.roster_heads import ORDER
from lms.classrooms.rules.years import school_year
from lms.errors import Refused
from lms.listings.rules.rows import year_in
from lms.people.rules import codes
from lms.people.rules.names import clean_name, search_key
from lms.sheets.rules.choosing import ALL_SHEETS, Choice
from lms.sheets.rules.columns import Guess
from lms.sheets.rules.tables import UNCOUNTED, Remark, Sheet, Table, said
from lms.sheets.rules.values import read_year
from lms.sources.rules import fold
from lms.tally.rules import Sex

_YOUNGER_THAN_USUAL, _OLDEST = 3, 40
_NUMBER = re.compile(r"0*([1-9]\d{0,2})(?:\.0*)?\.?\Z", re.ASCII)
_SERIAL = re.compile(r"[2-4]\d{4}(?:\.\d+)?\Z", re.ASCII)
_FIRST_SERIAL = date(1899, 12, 30)
"""From this day on Excel counts days: 41406 is one that has lost its look of a date."""
_FIRST_LETTERS = re.compile(r"(?:^|(?<=[ \u2019-]))\w")
_GAPS = re.compile(r"(?<=\d) (?=\d)")
_NOBODY = frozenset(("points possible", "student, test", "test student", "student test"))
_SEXES: Mapping[str, Sex] = {
    "nam": Sex.MALE, "male": Sex.MALE, "m": Sex.MALE, "nu": Sex.FEMALE, "female": Sex.FEMALE, "f": Sex.FEMALE,
}  # fmt: skip
Written = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil as a file says, cleaned. `problem` says why it cannot be taken; then nothing else is to be used.

    `key` names the row within the file; `written` is what stood in its cells: number, name, year, class. `joined`: its
    class stood in two of them, `A` and `6`, and in `written` as `6A`; then `joined` is what the one said. `code` is a
    learner code, folded, that the file says; `no_year`: the file says none.
    """

    key: str
    sheet: str
    number: int
    written: Written
    name: str = ""
    birth_year: int = 0
    spot: Spot | None = None
    place: int | None = None
    sex: Sex | None = None
    code: str = ""
    no_year: bool = False
    joined: str = ""
    problem: Remark | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows are read: for which classes, on which day, and the year of birth of those whose row says none.

    `school_year`: that of the classes; None for today's.
    """

    ground: Ground
    today: date
    year: int | None = None
    school_year: int | None = None


def read_pupils(table: Table, choice: Choice, reading: Reading) -> list[PupilRow]:
    """Everybody that the chosen sheets speak of, in order; rows without name and year are passed over."""
    found: list[PupilRow] = []
    for at, sheet in enumerate(table.sheets):
        if choice.sheet in (ALL_SHEETS, sheet.name):
            found += _of_sheet(sheet, str(at), guess_columns(sheet, choice.columns), choice, reading)
    return _numbered_anew(found)


def with_codes(
    rows: Iterable[PupilRow], owners: Mapping[str, tuple[str, int]], elsewhere: Mapping[str, str]
) -> list[PupilRow]:
    """The rows, where a learner code that is nobody's, another's, or of a pupil of another school is a problem.

    `owners`: name and year of birth of whom each code belongs to; `elsewhere`: another school, by code.
    """
    return [row if row.problem or not row.code else _with_code(row, owners, elsewhere) for row in rows]


def check_fits(birth_year: int, spot: Spot, year: int) -> None:
    """Raises Refused for a year of birth that no pupil of a class has in a school year: a parent's, a small child's."""
    age = year - birth_year
    if not spot.grade + _YOUNGER_THAN_USUAL <= age <= _OLDEST:
        raise Refused("Năm sinh %(year)s không hợp với lớp %(name)s. Xem lại cột năm sinh.", field="birth_year",
                      year=birth_year, name=spot.name)  # fmt: skip


def _of_sheet(sheet: Sheet, at: str, columns: Guess, choice: Choice, reading: Reading) -> Iterator[PupilRow]:
    by_hand_without = choice.columns is not None and "class" not in choice.columns
    section = "" if by_hand_without else _section(sheet, columns, reading.ground.own)
    heads = [cell for cell in sheet.rows[columns.header_row] if cell] if columns.header_row is not None else []
    rows = list(zip(sheet.numbers, sheet.rows, strict=True))[columns.first :]
    counted = any(counts_classes(columns.cell(row, "class"), columns.cell(row, "grade")) for _, row in rows)
    for number, row in rows:
        cells = [cell for cell in dict.fromkeys(row) if cell]
        if len(cells) == 1 and says_class(cells[0]):
            section = "" if by_hand_without else cells[0]
            continue
        if cells == list(dict.fromkeys(heads)):
            continue  # the head, printed again on the next page
        place, name, year, group, grade, sex, code = (columns.cell(row, key) for key in ORDER)
        if (name or year) and fold(name) not in _NOBODY:
            whole = reading.ground.joined(group, grade, counted=counted)
            found = PupilRow(f"{at}:{number}", sheet.name, number, (place, name, year, whole or section),
                             joined=group if whole != group else "")  # fmt: skip
            yield _checked(found, reading, sex=sex, code=code, numbered="number" in columns.columns)


def _section(sheet: Sheet, columns: Guess, own: Spot | None) -> str:
    """The class that a whole sheet is of, by its tab or by a title above its head; empty for none.

    A title that only tells the grade does not say that a sheet is of another class than one's own.
    """
    if says_class(sheet.name):
        return sheet.name
    above = sheet.rows[: columns.header_row or 0]
    titles = (class_in_title(cell) for row in above for cell in row if cell)
    return next((one for one in titles if one and (own is None or not one.isdigit())), "")


def _checked(row: PupilRow, reading: Reading, *, sex: str, code: str, numbered: bool) -> PupilRow:
    """The row with what it says, or with its problem."""
    place, name, year, group = row.written
    no_year = not year
    try:
        if numbered and no_year and not place and not code:
            raise Refused("Không có số thứ tự và năm sinh: có lẽ là dòng ký tên hoặc dòng tổng.")
        if name == UNCOUNTED:
            raise Refused("Ô họ và tên là công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi tải lên.")
        cleaned = _calm(clean_name(one_name(name).strip(" -–")))
        spot = reading.ground.place("" if group == UNCOUNTED else group)
        born = _born(year, reading)
        check_fits(born, spot, reading.school_year or school_year(reading.today))
    except Refused as refusal:
        return replace(row, no_year=no_year, problem=Remark(refusal.message, refusal.values))
    counted = _NUMBER.match(place)
    return replace(
        row, name=cleaned, birth_year=born, spot=spot, place=int(counted[1]) if counted else None,
        sex=_SEXES.get(fold(sex)), code=codes.folded(code) if code else "", no_year=no_year,
    )  # fmt: skip


def _with_code(row: PupilRow, owners: Mapping[str, tuple[str, int]], elsewhere: Mapping[str, str]) -> PupilRow:
    problem = None
    name, born = owners.get(row.code, ("", 0))
    if (search_key(name), born) != (search_key(row.name), row.birth_year):
        problem = Remark(said("Mã người học này không đi với họ tên và năm sinh này. Xem lại mã, hoặc bỏ trống."))
    elif row.code in elsewhere:
        told = said("Em đang học ở %(school)s. Trường ấy cho em chuyển đi rồi mới nhận được.")
        problem = Remark(told, {"school": elsewhere[row.code]})
    return replace(row, problem=problem)


def _born(typed: str, reading: Reading) -> int:
    """The year of birth. Raises Refused with what is wrong with it."""
    if not typed and reading.year is not None:
        return reading.year
    if _SERIAL.match(typed):
        return (_FIRST_SERIAL + timedelta(days=int(typed[:5]))).year
    return year_in(typed if read_year(typed) is not None else _GAPS.sub("/", typed), reading.today)


def _calm(name: str) -> str:
    """The name in capitals and small letters, where it was written in one of them throughout."""
    if name not in (name.upper(), name.lower()):
        return name
    return _FIRST_LETTERS.sub(lambda found: found[0].upper(), name.lower())


def _numbered_anew(rows: Sequence[PupilRow]) -> list[PupilRow]:
    """The rows with numbers within each class, where the file numbers all its classes in one run."""
    numbers = [row.place for row in rows if row.place is not None]
    classes = {row.spot.key for row in rows if row.spot is not None}
    if len(classes) < 2 or len(set(numbers)) < len(numbers):
        return list(rows)
    before: Counter[str] = Counter()
    place: dict[str, int] = {}
    by_number: dict[str, list[PupilRow]] = defaultdict(list)
    for row in rows:
        if row.spot is not None and row.place is not None:
            by_number[row.spot.key].append(row)
    for key, several in by_number.items():
        for row in sorted(several, key=lambda one: one.place or 0):
            before[key] += 1
            place[row.key] = before[key]
    return [replace(row, place=place[row.key]) if row.key in place else row for row in rows]
