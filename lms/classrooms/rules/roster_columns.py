"""Which columns of a school's file are read: as vnEdu, SMAS, Moodle and Canvas head them, or by what stands in them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from lms.classrooms.rules.names import folded_class
from lms.classrooms.rules.roster_classes import says_class
from lms.classrooms.rules.roster_heads import FOREIGN_NAMES, WANTED
from lms.people.rules import codes
from lms.sheets.rules.choosing import ALL_SHEETS, Choice
from lms.sheets.rules.columns import HEADER_WITHIN, Columns, Guess, guess
from lms.sheets.rules.tables import Sheet, Table, sheet_of
from lms.sheets.rules.values import read_year
from lms.sources.rules import fold

_PRIVATE = re.compile(
    r"\bma\b|cccd|cmnd|cmt|can cuoc|dinh danh|ho chieu|dien thoai|\bsdt\b|\bdt\b|so may|di dong|zalo|phone|mobile|email"
    r"|e-mail|mail|thu dien tu|dia chi|thuong tru|tam tru|cho o|noi o|que quan|noi sinh|ho khau|address|\bcha\b|\bbo\b"
    r"|\bme\b|phu huynh|giam ho|bao ho|nghe nghiep|dan toc|ton giao|khuyet tat|ho ngheo|can ngheo|chinh sach"
    r"|doi tuong|bao hiem|bhyt|tai khoan|password|mat khau|parent|guardian|suc khoe|nhom mau|ghi chu|diem"
)
_OTHERS = re.compile(
    r"\bcha\b|\bbo\b|\bme\b|phu huynh|giam ho|bao ho|giao vien|\bgv|chu nhiem|hieu truong|parent|guardian|teacher"
    r"|mother|father"
)
_FAMILY_WORDS = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan luong trinh truong mai dao cao"
    " ha lam thai chu luu la ta phung vuong quach tong trieu dam to tang luc giang vang lo sung thao ma hau ly cu quang"
    " lau mua cut lang hua nong be hoang vi lu ksor rmah siu nay ro kpa kpuih ro-cham"
)
_FAMILY = frozenset(_FAMILY_WORDS.split())
_SEX_WORDS = frozenset(("nam", "nu", "male", "female", "m", "f"))
_NUMBER = re.compile(r"\d{1,3}\.?\Z")
_ENOUGH, _LOOKED_AT, _FEWEST_DIFFERENT = 0.6, 60, 0.5
_YEARS = range(1930, 2101)


def guess_columns(sheet: Sheet, by_hand: Columns | None = None) -> Guess:
    """Where name, year, class and the rest stand; a choice by hand goes before the guess."""
    guessed = guess(_without_others(sheet), WANTED)
    if "name" not in guessed.columns:
        guessed = replace(guessed, columns=_by_content(sheet, guessed))
    elif guessed.header_row is not None:
        guessed = replace(guessed, columns=_family_first(sheet, guessed) | _given_beside(sheet, guessed))
    guessed = replace(guessed, columns=_class_under_grade(sheet, guessed))
    return guessed if by_hand is None else replace(guessed, columns=by_hand)


def first_choice(table: Table, own: str) -> Choice:
    """The sheet of one's own class (by its key) where there is one, else every sheet that has pupils on it."""
    by_key = [sheet.name for sheet in table.sheets if own and says_class(sheet.name) and _key(sheet) == own]
    if by_key:
        return Choice(by_key[0])
    headed = [sheet.name for sheet in table.sheets if _is_headed(sheet)]
    several = len(headed) > 1 and not (own and any(says_class(name) for name in headed))
    return Choice(ALL_SHEETS if several else (headed or [sheet.name for sheet in table.sheets])[0])


def without_private(table: Table) -> Table:
    """The table without what stands below heads that name papers, telephones, addresses, parents and the like."""
    return Table(tuple(_bared(sheet) for sheet in table.sheets), table.remarks)


def one_name(written: str) -> str:
    """A name written `An, Nguyễn Văn` the way round that it is said; any other as it is."""
    first, comma, rest = (part.strip() for part in written.partition(","))
    if not comma or not first or not rest or "," in rest:
        return written
    return f"{rest} {first}" if _is_family(rest) and not _is_family(first) else f"{first} {rest}"


def _without_others(sheet: Sheet) -> Sheet:
    """The sheet without heads that name other people: a father's name and year are not the pupil's."""
    rows = [["" if _OTHERS.search(fold(cell)) else cell for cell in row] for row in sheet.rows[:HEADER_WITHIN]]
    return replace(sheet, rows=(*map(tuple, rows), *sheet.rows[HEADER_WITHIN:]))


def _key(sheet: Sheet) -> str:
    from_name = folded_class(sheet.name).removeprefix("lop").replace(" ", "").replace("/", ".").lstrip("0")
    return from_name.strip(".")


def _is_headed(sheet: Sheet) -> bool:
    guessed = guess_columns(sheet)
    return guessed.header_row is not None and "name" in guessed.columns


def _bared(sheet: Sheet) -> Sheet:
    guessed = guess_columns(sheet)
    if guessed.header_row is None:
        return sheet
    read = {column for found in guessed.columns.values() for column in found}
    heads = [" ".join(fold(row[at]) for row in sheet.rows[guessed.header_row : guessed.first])
             for at in range(sheet.width)]  # fmt: skip
    gone = {at for at, head in enumerate(heads) if at not in read and _PRIVATE.search(head)}
    rows = [
        ["" if at in gone and index >= guessed.first else cell for at, cell in enumerate(row)]
        for index, row in enumerate(sheet.rows)
    ]
    return sheet_of(sheet.name, zip(sheet.numbers, rows, strict=True))


def _family_first(sheet: Sheet, guessed: Guess) -> dict[str, tuple[int, ...]]:
    """The columns with the two of a foreign head in the order in which the name is said."""
    found = guessed.columns["name"]
    heads = sheet.rows[guessed.header_row or 0]
    foreign = {fold(part).replace("_", " ") for pair in FOREIGN_NAMES for part in pair.split("+")}
    if len(found) != 2 or not all(fold(heads[at]).replace("_", " ") in foreign for at in found):
        return dict(guessed.columns)
    rows = sheet.rows[guessed.first : guessed.first + _LOOKED_AT]
    first, second = (sum(1 for row in rows if _is_family(row[at])) for at in found)
    return {**guessed.columns, "name": found[::-1] if second > first else found}


def _class_under_grade(sheet: Sheet, guessed: Guess) -> Columns:
    """The columns, where what is headed as the grade says whole classes, and nothing else does."""
    found = dict(guessed.columns)
    cells = [guessed.cell(row, "grade") for row in sheet.rows[guessed.first : guessed.first + _LOOKED_AT]]
    if "class" not in found and _mostly([cell for cell in cells if cell], says_class):
        found["class"] = found.pop("grade")
    return found


def _given_beside(sheet: Sheet, guessed: Guess) -> dict[str, tuple[int, ...]]:
    """The name in two columns, where its head stood over both and only the first has kept it."""
    found, header = guessed.columns["name"], guessed.header_row or 0
    beside = found[0] + 1
    if len(found) > 1 or beside >= sheet.width or any(row[beside] for row in sheet.rows[header : guessed.first]):
        return {}
    rows = sheet.rows[guessed.first : guessed.first + _LOOKED_AT]
    return _given_apart(guessed.columns, [[row[at] for row in rows if row[at]] for at in range(sheet.width)])


def _is_family(words: str) -> bool:
    return fold(words).partition(" ")[0] in _FAMILY


def _by_content(sheet: Sheet, guessed: Guess) -> Columns:
    """The columns that no head tells, by what most of their cells look like; those below private heads never."""
    rows = sheet.rows[guessed.first : guessed.first + _LOOKED_AT]
    heads = [fold(cell) for cell in sheet.rows[guessed.header_row]] if guessed.header_row is not None else []
    private = {at for at, head in enumerate(heads) if _PRIVATE.search(head) or _OTHERS.search(head)}
    cells = [[row[at] for row in rows if row[at] and at not in private] for at in range(sheet.width)]
    found: dict[str, tuple[int, ...]] = dict(guessed.columns)
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("birth_year", lambda cell: (read_year(cell) or 0) in _YEARS),
        ("code", lambda cell: not cell.isalpha() and codes.is_whole(codes.folded(cell))),
        ("sex", lambda cell: fold(cell) in _SEX_WORDS),
        ("class", says_class),
        ("number", lambda cell: bool(_NUMBER.match(cell))),
        ("name", _is_words),
    )
    for key, test in tests:
        taken = {column for columns in found.values() for column in columns}
        fit = (at for at, column in enumerate(cells) if at not in taken and _mostly(column, test))
        if key not in found and (at := next(fit, None)) is not None:
            found[key] = (at,)
    return found | _given_apart(found, cells)


def _mostly(column: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(column) and sum(1 for cell in column if test(cell)) >= _ENOUGH * len(column)


def _is_words(cell: str) -> bool:
    return not any(letter.isdigit() for letter in cell) and any(letter.isalpha() for letter in cell)


def _given_apart(found: Columns, cells: Sequence[Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """The name in two columns side by side, where the second holds single words, most of them different."""
    at = found.get("name", (len(cells),))[0] + 1
    taken = {column for columns in found.values() for column in columns}
    if at >= len(cells) or at in taken or not _mostly(cells[at], lambda cell: _is_words(cell) and " " not in cell):
        return {}
    return {"name": (at - 1, at)} if len(set(cells[at])) > _FEWEST_DIFFERENT * len(cells[at]) else {}
