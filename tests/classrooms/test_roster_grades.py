"""Files in which a class stands in two columns: its grade, and the letter or number within it."""

import pytest

from lms.classrooms.rules.roster_classes import Ground, Spot
from lms.sheets.adapters.reading import read_table
from tests.classrooms.bringing import table
from tests.classrooms.test_roster_files import AN, BINH, read, told

GRADE_APART = {
    "letters": [("A", 8), ("B", 7), ("A1", "8")],
    "words": [("Lớp a", "Khối 8"), ("B", "Lớp 7"), ("a1", "08")],
    "numbers": [(1, 7), (2, 7), (8, 8)],
    "said already": [("8A", 8), ("Lớp 7B", 6), ("8A1", "")],
    "no class": [("Hai buổi", 7), ("", 7), ("Đội tuyển Toán", 8)],
    "no grade": [("A", ""), ("B", "nâng cao"), ("A1", 2026)],
}


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ("letters", ["8A", "7B", "8A1"]),
        ("words", ["8A", "7B", "8A1"]),
        ("numbers", ["7/1", "7/2", "8/8"]),
        ("said already", ["8A", "7B", "8A1"]),
        ("no class", ["", "", ""]),
        ("no grade", ["", "", ""]),
    ],
)
def test_a_grade_in_a_column_of_its_own_is_joined_where_the_class_lacks_it(shape, wanted):
    lines = [(who, 2013, *cells) for who, cells in zip(("Mơ", "Y Wăn", "Năm"), GRADE_APART[shape], strict=True)]

    rows = read(read_table(table([("Họ và tên", "Năm sinh", "Lớp", "Khối"), *lines])), own=None, may_make=True)

    assert [row.spot.name if row.spot else "" for row in rows] == wanted
    assert [bool(row.joined) for row in rows] == [name != "" and shape != "said already" for name in wanted]


def test_a_bare_number_is_joined_where_the_school_has_such_a_class():
    spots = (Spot("7.7", "7/7", 7, 6), Spot("7", "7", 7, 7))
    both, one = (Ground(range(6, 10), several) for several in (spots, spots[1:]))

    assert [both.joined("7", "7"), one.joined("7", "7"), one.joined("2", "7")] == ["7/7", "7", "7/2"]


def test_a_class_of_its_own_knows_itself_by_two_columns():
    lines = [("Khối", "Lớp", "Họ và tên", "Năm sinh"), (7, "B", AN[0], 2013), (7, "A", BINH[0], 2014)]

    rows = read(read_table(table(lines)))

    assert told(rows) == [AN]
    assert rows[1].problem.values["words"] == "7A"


def test_whole_classes_headed_as_the_grade_are_classes():
    lines = [("Khối lớp", "Họ và tên", "Năm sinh"), ("7B", AN[0], 2013), ("8A1", BINH[0], 2013)]

    assert [name for _, _, name in told(read(read_table(table(lines)), own=None))] == ["7B", "8A1"]
    of_grade = [("Khối", "Họ và tên", "Năm sinh"), (7, AN[0], 2013), (7, BINH[0], 2014)]
    assert told(read(read_table(table(of_grade)))) == [AN, BINH]
