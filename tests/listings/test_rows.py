"""What rows say of people: where they are counted, what is wrong with them, and nothing else of anybody."""

from datetime import date

import pytest

from lms.listings.rules.places import Ground, village_key, villages_by_words
from lms.listings.rules.rows import first_choice, read_rows
from lms.sheets.rules.choosing import ALL_SHEETS, Choice, without_numbers
from lms.sheets.rules.tables import Table, sheet_of
from lms.skills.rules import Audience
from lms.units.rules import UnitKind

TODAY = date(2026, 11, 20)
VILLAGES = villages_by_words(
    [(11, "Thôn Đình"), (12, "Thôn 1"), (13, "Bản 1"), (14, "Tổ dân phố số 05"), (15, "Phố Chợ")]
)
COMMUNE = Ground(1, UnitKind.COMMUNE, "An Phú", VILLAGES)
HEAD = ("STT", "Họ và tên", "Năm sinh", "Thôn", "Số CCCD")


def table(*sheets: tuple[str, list[tuple[str, ...]]]) -> Table:
    return Table(tuple(sheet_of(name, enumerate(rows, 1)) for name, rows in sheets))


def read(ground: Ground, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD):
    brought = table(("", [head, *rows]))
    return read_rows(brought, first_choice(brought), ground, TODAY)


@pytest.mark.parametrize(
    ("words", "unit_id", "group"),
    [
        ("Thôn Đình", 11, ""), ("thon dinh", 11, ""), ("ĐÌNH", 11, ""), ("Xóm Đình", 11, ""),
        ("Thôn Đình, xã An Phú", 11, ""), ("Thôn 1", 12, ""), ("Bản 1", 13, ""), ("1", 1, "1"), ("TDP 5", 14, ""),
        ("Tổ dân phố số 5", 14, ""), ("Tổ 05", 14, ""),
        ("Phố Chợ", 15, ""), ("", 1, ""), ("xã An Phú", 1, ""), ("An Phú", 1, ""), ("Thôn Xa", 1, "Thôn Xa"),
    ],
)  # fmt: skip
def test_words_lead_to_a_village_only_where_they_mean_one(words, unit_id, group):
    place = COMMUNE.place(words)

    assert (place.unit_id, place.group_name, place.audience) == (unit_id, group, Audience.CITIZEN)


def test_words_that_mean_no_village_have_one_spelling():
    ground = Ground(1, UnitKind.COMMUNE, "An Phú", VILLAGES, {})

    assert [ground.place(words).group_name for words in ("THÔN XA", "thôn xa", "Thôn Xa")] == ["Thôn Xa"] * 3


def test_a_village_is_known_without_its_kind_and_zeros():
    assert [village_key(one) for one in ("Thôn Đình", "TDP số 01", "Buôn Sút M’Đưng", "Làng")] == [
        "dinh", "1", "sut m'dung", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "words", "audience", "band"),
    [
        (UnitKind.PRIMARY_SCHOOL, "4A", Audience.PRIMARY, "3-5"),
        (UnitKind.PRIMARY_SCHOOL, "Lớp 1B", Audience.PRIMARY, "1-2"),
        (UnitKind.LOWER_SECONDARY_SCHOOL, "7b", Audience.SECONDARY, "6-9"),
        (UnitKind.COMBINED_SCHOOL, "4A", Audience.PRIMARY, "3-5"),
        (UnitKind.COMBINED_SCHOOL, "9A2", Audience.SECONDARY, "6-9"),
        (UnitKind.COMBINED_SCHOOL, "12C", Audience.UPPER, "10-12"),
        (UnitKind.OFFICE, "Văn phòng", Audience.OFFICIAL, None),
        (UnitKind.ENTERPRISE, "Tổ may", Audience.ENTERPRISE, None),
        (UnitKind.VILLAGE, "", Audience.CITIZEN, None),
    ],
)
def test_the_kind_of_unit_says_who_is_counted(kind, words, audience, band):
    place = Ground(1, kind, "Nơi này", {}).place(words)

    assert (place.audience, place.band) == (audience, band)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("1", "", "1959", "Đình", ""), "Gõ họ và tên"),
        (("1", "An 3", "1959", "Đình", ""), "Tên chỉ gồm chữ cái"),
        (("1", "An", "", "Đình", ""), "chưa có năm sinh"),
        (("1", "An", "59", "Đình", ""), "4 chữ số"),
        (("1", "An", "2/3/59", "Đình", ""), "4 chữ số"),
        (("1", "An", "1859", "Đình", ""), "1859"),
        (("1", "An", "2027", "Đình", ""), "2027"),
        (("1", "An", "=?", "Đình", ""), "công thức"),
        (("1", "An", "2015", "Đình", ""), "16 tuổi"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row, why):
    (found,) = read(COMMUNE, row)

    assert found.problem is not None
    assert why in found.problem.message % found.problem.values
    assert (found.number, found.written) == (2, row[1:4])


@pytest.mark.parametrize(("group", "why"), [("", "chưa có lớp"), ("lớp lá", "Gõ lớp"), ("7A", "Gõ lớp")])
def test_a_pupil_needs_a_class_that_tells_the_grade(group, why):
    school = Ground(1, UnitKind.PRIMARY_SCHOOL, "Trường", {})
    (found,) = read(school, ("1", "An", "2016", group, ""), head=("STT", "Họ và tên", "Năm sinh", "Lớp", "x"))

    assert why in str(found.problem.message)


def test_headings_between_the_rows_say_the_village_of_those_below():
    rows = read(
        COMMUNE,
        ("I. Danh sách", "", "", "", ""),
        ("Thôn Đình",) * 5,  # merged over the whole width
        ("1", "An", "1959", "", ""),
        ("Thôn 1", "", "", "", ""),
        ("2", "Mai", "1958", "", ""),
        ("3", "Páo", "1990", "Đình", ""),
        ("", "", "", "Tổng: 3", ""),
    )

    assert [(row.name, row.unit_id) for row in rows] == [("An", 11), ("Mai", 12), ("Páo", 11)]


def test_several_sheets_are_read_together_each_by_its_own_columns():
    head = ("Họ và tên", "Năm sinh")
    brought = table(
        ("4A", [head, ("An", "2016")]),
        ("4B", [("STT", *head), ("1", "Mai", "2016")]),
        ("Ghi chú", [("xin chào",)]),
    )
    school = Ground(1, UnitKind.PRIMARY_SCHOOL, "Trường", {})

    assert first_choice(brought).sheet == ALL_SHEETS
    rows = read_rows(brought, Choice(ALL_SHEETS), school, TODAY)
    assert [(row.key, row.name, row.group_name, row.band) for row in rows if row.problem is None] == [
        ("0:2", "An", "4A", "3-5"), ("1:2", "Mai", "4B", "3-5"),
    ]  # fmt: skip


def test_columns_chosen_by_hand_go_before_the_guess():
    brought = table(("", [("Cột 1", "Cột 2", "Cột 3"), ("1959", "Nguyễn Văn", "An")]))
    rows = read_rows(brought, Choice("", {"name": (1, 2), "birth_year": (0,)}), COMMUNE, TODAY)

    assert [(row.name, row.birth_year) for row in rows if row.problem is None] == [("Nguyễn Văn An", 1959)]


def test_numbers_of_papers_and_telephones_are_not_kept():
    brought = table(
        ("", [HEAD, ("1", "An", "02/03/1959", "Đình", "031059123456"), ("2", "Mai 0912 345 678", "1958", "", "")])
    )
    kept = without_numbers(brought).sheets[0].rows

    assert kept[1:] == (("1", "An", "02/03/1959", "Đình", ""), ("2", "Mai", "1958", "", ""))
