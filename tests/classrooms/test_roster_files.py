"""Files as schools, vnEdu, SMAS, Moodle and Canvas write them: what is read of each."""

import unicodedata
from datetime import date

import pytest

from lms.classrooms.rules.roster_classes import Ground, Spot
from lms.classrooms.rules.roster_columns import first_choice, guess_columns, without_private
from lms.classrooms.rules.roster_rows import Reading, read_pupils
from lms.errors import Refused
from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.texts import read_pasted
from lms.sheets.rules.choosing import ALL_SHEETS, without_numbers
from lms.sheets.rules.tables import packed
from lms.tally.rules import Sex
from tests.classrooms.bringing import book, table

TODAY = date(2026, 11, 20)
OWN = Spot("7b", "7B", 7, 5)
SPOTS = (OWN, Spot("7a", "7A", 7, 6), Spot("8a1", "8A1", 8, 7))
AN, BINH = ("Nguyễn Văn An", 2013, "7B"), ("Trần Thị Bình", 2014, "7B")


def read(brought, *, own: Spot | None = OWN, year: int | None = None, **ground):
    """The rows of a table, for one class or a school with three."""
    kept = without_private(without_numbers(brought))
    places = Ground(range(6, 10), () if own else SPOTS, own=own, **ground)
    return read_pupils(kept, first_choice(kept, own.key if own else ""), Reading(places, TODAY, year))


def told(rows) -> list[tuple[str, int, str]]:
    """Name, year and class of those that can be taken."""
    return [(row.name, row.birth_year, row.spot.name) for row in rows if row.problem is None]


VNEDU = [
    ("PHÒNG GD&ĐT HUYỆN", "", "", "", "", "", ""),
    ("TRƯỜNG THCS AN PHÚ", "", "", "", "", "", ""),
    ("DANH SÁCH HỌC SINH NĂM HỌC 2026 - 2027",) * 7,
    (),
    ("STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Lớp"),
    (1, "0123456789", "Nguyễn Văn An", date(2013, 5, 12), "Nam", "Kinh", "7B"),
    (2, "0123456790", "Trần Thị Bình", "03/01/2014", "Nữ", "Kinh", "7B"),
    (),
    ("", "", "Người lập bảng", "", "", "", ""),
]
SMAS = [
    ("Sở GD&ĐT", "", "", "", "", "", "", ""),
    ("STT", "Mã định danh", "Họ tên", "Ngày sinh", "Giới tính", "Họ tên cha", "Điện thoại", "Tên lớp"),
    ("1", "001213000001", "Nguyễn Văn An", "12-05-2013", "Nam", "Nguyễn Văn Ba", "0912345678", "Lớp 7B"),
    ("2", "001213000002", "Trần Thị Bình", "2014-01-03", "Nữ", "Trần Văn Tư", "0912 345 679", "Lớp 7B"),
]
TWO_COLUMNS = [
    ("TT", "Họ và tên đệm", "Tên", "Năm sinh", "Lớp"),
    (1, "Nguyễn Văn", "An", 2013, "7B"),
    (2, "Trần Thị", "Bình", 2014, "7B"),
]
MERGED = [
    ("STT", "Họ và tên", "Họ và tên", "Ngày sinh", "Ngày sinh", "Ngày sinh", "Lớp"),
    ("STT", "Họ và tên", "Họ và tên", "Ngày", "Tháng", "Năm", "Lớp"),
    (1, "Nguyễn Văn", "An", 12, 5, 2013, "7B"),
    (2, "Trần Thị", "Bình", 3, 3, 2014, "7B"),
]
HEADED = {
    "vnedu": book(("Sheet1", VNEDU)),
    "smas": book(("Sheet1", SMAS)),
    "two columns": book(("DS", TWO_COLUMNS)),
    "three columns of a day": book(("DS", MERGED)),
    "csv with semicolons and BOM": table(VNEDU[4:7], mark=";", codec="utf-8-sig"),
    "csv with tabs, UTF-16": table(SMAS[1:], mark="\t", codec="utf-16"),
    "csv decomposed": unicodedata.normalize("NFD", table(TWO_COLUMNS).decode()).encode(),
    "pandas": table([("ho ten", "ngay sinh", "lop"), (AN[0], "2013-05-12 00:00:00", "7B"),
                     (BINH[0], "2014-1-3", "7b")]),
    "a head over two columns": table([("STT", "Họ và tên", "", "Ngày sinh", "Lớp"),
                                      (1, "Nguyễn Văn", "An", 41406, "7B"), (2, "Trần Thị", "Bình", "3/1/2014", "7B")]),
    "capitals, the head again": table([SMAS[1], ("1", "", "NGUYỄN VĂN AN", "2013", "", "", "", "7B"), SMAS[1],
                                       ("2", "", "trần thị bình -", "2014", "", "", "", "07b")]),
    "a title with the grade": table([("DANH SÁCH KHỐI LỚP 7",), ("Họ tên HS", "NTNS"), (AN[0], "2013"),
                                     (BINH[0], "2014")]),
    "a head in the tenth row": table([*[("Trường", n) for n in range(9)], TWO_COLUMNS[0], *TWO_COLUMNS[1:]]),
    "old class and new class": table([("Họ và tên", "Năm sinh", "Lớp cũ", "Lớp mới"), (AN[0], 2013, "6A", "7B"),
                                      (BINH[0], 2014, "6B", "7B")]),
    "a father beside": table([("Họ tên cha", "Năm sinh cha", "Họ tên học sinh", "Năm sinh"), ("X", 1980, AN[0], 2013),
                              ("Y", 1981, BINH[0], 2014)]),
    "merged title": book(("DS", SMAS), change=lambda made: made["DS"].merge_cells("A1:H1")),
}  # fmt: skip


@pytest.mark.parametrize("shape", HEADED)
def test_a_file_of_a_school_is_read(shape):
    assert told(read(read_table(HEADED[shape]))) == [AN, BINH]


def test_numbers_and_sexes_are_read_and_signatures_are_no_pupils():
    rows = read(read_table(HEADED["vnedu"]))

    assert [(row.place, row.sex) for row in rows[:2]] == [(1, Sex.MALE), (2, Sex.FEMALE)]
    assert "dòng ký tên" in str(rows[2].problem.message)


FOREIGN = {
    "moodle, as it is meant": (("username", "firstname", "lastname", "email"), ("a1", "Văn An", "Nguyễn", "a@x.vn"),
                               ("a2", "Thị Bình", "Trần", "b@x.vn")),
    "moodle, the other way round": (("username", "firstname", "lastname", "email"),
                                    ("a1", "Nguyễn Văn", "An", "a@x.vn"), ("a2", "Trần Thị", "Bình", "b@x.vn")),
    "moodle's own list": (("First name", "Surname", "Email address"), ("An", "Nguyễn Văn", "a@x.vn"),
                          ("Bình", "Trần Thị", "b@x.vn")),
    "moodle in Vietnamese": (("Tên", "Họ", "Thư điện tử"), ("Văn An", "Nguyễn", "a@x.vn"),
                             ("Thị Bình", "Trần", "b@x.vn")),
    "canvas, last name first": (("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
                                ("    Points Possible", "", "", "", ""), ("An, Nguyễn Văn", "1", "u1", "u1", "7B"),
                                ("Bình, Trần Thị", "2", "u2", "u2", "7B"), ("Student, Test", "3", "", "x", "7B")),
    "canvas, as it is said": (("Student", "ID", "SIS Login ID", "Section"), ("Nguyễn Văn An", "1", "u1", "7B"),
                              ("Nguyễn, Văn An", "2", "u2", "7B")),
    "canvas users": (("user_id", "login_id", "first_name", "last_name", "status"),
                     ("1", "u", "Văn An", "Nguyễn", "active"), ("2", "v", "Thị Bình", "Trần", "active")),
}  # fmt: skip


@pytest.mark.parametrize("shape", FOREIGN)
def test_a_file_of_another_platform_is_read_once_a_year_is_told(shape):
    brought = read_table(table(FOREIGN[shape]))

    assert {row.problem.message for row in read(brought)} == {"Dòng này chưa có năm sinh."}
    names = [name for name, year, _ in told(read(brought, year=2013)) if year == 2013]
    assert names == (["Nguyễn Văn An"] * 2 if shape == "canvas, as it is said" else ["Nguyễn Văn An", "Trần Thị Bình"])


SCHOOL = {
    "a column": [("", [("Họ và tên", "Năm sinh", "Lớp"), ("Nguyễn Văn An", 2013, "7B"), ("Mơ", 2013, "Lớp 7 A"),
                       ("Y Wăn", 2012, "08A1")])],
    "a sheet per class": [(name, [("STT", "Họ và tên", "Năm sinh"), (1, who, year)]) for name, who, year in
                          (("7B", "Nguyễn Văn An", 2013), ("Lớp 7A", "Mơ", 2013), ("8a1", "Y Wăn", 2012))],
    "a title per sheet": [(f"Sheet{n}", [(f"DANH SÁCH LỚP {name} NĂM HỌC 2026-2027", "", ""),
                                         ("Họ và tên", "Năm sinh", ""), (who, year, "")]) for n, (name, who, year) in
                          enumerate((("7B", "Nguyễn Văn An", 2013), ("7A", "Mơ", 2013), ("8A1", "Y Wăn", 2012)))],
    "headings between": [("", [("Họ và tên", "Năm sinh"), ("Lớp 7B", ""), ("Nguyễn Văn An", 2013), ("Lớp: 7A", ""),
                               ("Mơ", 2013), ("8A1", ""), ("Y Wăn", 2012)])],
}  # fmt: skip


@pytest.mark.parametrize("shape", SCHOOL)
def test_one_file_for_the_whole_school(shape):
    rows = read(read_table(book(*((name or "DS", lines) for name, lines in SCHOOL[shape]))), own=None)

    assert told(rows) == [("Nguyễn Văn An", 2013, "7B"), ("Mơ", 2013, "7A"), ("Y Wăn", 2012, "8A1")]


def test_of_several_sheets_a_class_takes_its_own():
    sheets = [(name, [("Họ và tên", "Năm sinh"), (who, 2013)]) for name, who in (("7A", "Mơ"), ("7B", "Nguyễn Văn An"))]
    brought = read_table(book(*sheets))

    assert first_choice(brought, "7b").sheet == "7B"
    assert first_choice(brought, "").sheet == ALL_SHEETS
    assert told(read(brought)) == [AN]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nguyễn Văn An, 2013\nTrần Thị Bình, 2014", [AN, BINH]),
        ("1. Nguyễn Văn An - 12/05/2013\n2. Trần Thị Bình - 2014", [AN, BINH]),
        ("1\tNguyễn Văn An\t12/05/2013\tNam\n2\tTrần Thị Bình\t3/1/2014\tNữ", [AN, BINH]),
        ("1\tNguyễn Văn\tAn\t12/05/2013\n2\tTrần Thị\tBình\t3/1/2014", [AN, BINH]),
        ("2013\tNguyễn Văn An\n2014\tTrần Thị Bình", [AN, BINH]),
        ("H'Hen Niê, 2013\nY Wăn, 2013\nKsor H’Lưk, 2014", [("H’Hen Niê", 2013, "7B"), ("Y Wăn", 2013, "7B"),
                                                           ("Ksor H’Lưk", 2014, "7B")]),
        ("Mơ 2013", [("Mơ", 2013, "7B")]),
        ("Nguyễn Văn An\nTrần Thị Bình", []),
    ],
)  # fmt: skip
def test_names_are_typed_or_pasted(text, wanted):
    assert told(read(read_pasted(text))) == wanted


def test_without_years_one_is_told_for_all_and_none_is_made_up():
    rows = read(read_pasted("Nguyễn Văn An\nTrần Thị Bình, 2014"), year=2013)

    assert told(rows) == [AN, BINH]
    assert [row.no_year for row in rows] == [True, False]


def test_other_columns_are_told_and_not_kept():
    brought = read_table(HEADED["smas"])
    kept = str(packed(without_private(without_numbers(brought))))

    assert not [word for word in ("0912", "001213", "Nguyễn Văn Ba", "Trần Văn Tư") if word in kept]
    assert "Nguyễn Văn An" in kept
    assert set(guess_columns(brought.sheets[0]).columns) == {"name", "birth_year", "class", "number", "sex"}


def test_one_run_of_numbers_through_the_school_is_counted_anew_in_each_class():
    people = ((1, "An", 2013, "7B"), (2, "Bé", 2013, "7B"), (3, "Cả", 2013, "7A"), (4, "Dần", 2013, "7A"))
    lines = [("STT", "Họ và tên", "Năm sinh", "Lớp"), *people]
    rows = read(read_table(table(lines)), own=None)

    assert [row.place for row in rows] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), b"a\n" * 10_001, b"a" * 5_300_000,
    ],
    ids=["empty", "broken", "pdf", "xls", "password", "rows", "size"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(body):
    with pytest.raises(Refused):
        read_table(body, "ds.xlsx")


def test_formulas_without_a_result_are_no_names_and_no_years():
    rows = read(read_table(book(("DS", [("Họ và tên", "Năm sinh"), ("=A1", 2013), ("An", "=2000+13")]))))

    assert all("công thức" in row.problem.message for row in rows)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("H'HEN NIÊ", "H’Hen Niê"), ("Y WĂN", "Y Wăn"), ("mơ", "Mơ"), ("KSƠ̆R H'LƯK", "Ksơ̆r H’Lưk"),
        ("Nguyễn thị Ba", "Nguyễn thị Ba"), ("An, Nguyễn Văn", "Nguyễn Văn An"), ("Nguyễn, Văn An", "Nguyễn Văn An"),
    ],
)  # fmt: skip
def test_a_name_is_kept_as_it_is_said(written, name):
    assert told(read(read_table(table([("Họ tên", "Năm sinh"), (written, 2013), ("Bé Hai", 2013)]))))[0][0] == name


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("7B", "7B"), ("lớp 7b", "7B"), ("LỚP: 07 B", "7B"), ("Lop 7B - THCS An Phú", "7B"), ("7b (42 em)", "7B"),
        ("8A1", "8A1"), ("8 a 1", "8A1"), ("9/2", "9/2"), ("9.2", "9/2"), ("Lớp 6 Hoa Sen", "6 Hoa Sen"),
        ("10A", None), ("7", "7"), ("Chọn", None), ("", None), ("=?", None), ("B7", None), ("12345", None),
        ("7" + "x" * 300, None), ("lớp", None),
    ],
)  # fmt: skip
def test_words_mean_a_class_of_the_school_or_one_to_be_made(words, found):
    known = (*SPOTS, Spot("9.2", "9/2", 9, 8))
    ground = Ground(range(6, 10), known, may_make=True)

    try:
        spot = ground.place(words)
    except Refused:
        spot = None

    assert (spot.name if spot else None) == found
    if spot is not None:
        assert bool(spot.room_id) == (spot in known)


def test_two_classes_written_nearly_alike_are_told_apart_by_their_very_names():
    ground = Ground(range(6, 10), (Spot("7b", "7B", 7, 5), Spot("7b", "7 B", 7, 6)))

    assert [ground.place(words).room_id for words in ("7B", "Lớp 7 b")] == [5, 6]
    with pytest.raises(Refused, match="hai lớp"):
        ground.place("07B")
