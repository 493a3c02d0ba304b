"""Kinds of units guessed from words, names made whole, rows of a file judged: pure rules, table by table."""

import pytest

from lms.access.rules import Actor, Held, Role
from lms.offices.rules.areas import AREAS, areas_for
from lms.offices.rules.kind_words import guess_kind
from lms.offices.rules.kinds import FAMILIES, KIND_TITLES, family_of, kinds_below
from lms.offices.rules.unit_rows import Choice, Verdict, first_choice, judge
from lms.sheets.rules.tables import UNCOUNTED, Table, sheet_of
from lms.units.rules import MAY_STAND_UNDER, UnitKind

VILLAGE, TDP, OFFICE, FIRM = UnitKind.VILLAGE, UnitKind.NEIGHBOURHOOD, UnitKind.OFFICE, UnitKind.ENTERPRISE
MN, TH, THCS = UnitKind.KINDERGARTEN, UnitKind.PRIMARY_SCHOOL, UnitKind.LOWER_SECONDARY_SCHOOL
MORE, THPT = UnitKind.COMBINED_SCHOOL, UnitKind.UPPER_SECONDARY_SCHOOL


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Thôn Đình", VILLAGE), ("THON DINH", VILLAGE), ("thôn", VILLAGE), ("Bản Mới", VILLAGE), ("Buôn Ea", VILLAGE),
        ("Ấp 3", VILLAGE), ("Làng Chài", VILLAGE), ("Xóm 5", VILLAGE), ("Thôn Trường Thịnh", VILLAGE),
        ("Tổ dân phố số 7", TDP), ("TDP 7", TDP), ("Khu phố 2", TDP), ("Khối phố Mỹ An", TDP),
        ("Trường Mầm non Hoa Sen", MN), ("Mẫu giáo", MN), ("Trường MN số 1", MN),
        ("Trường TH An Phú", TH), ("tiểu học", TH), ("Trường Tiểu học Bản Mới", TH), ("Tr.TH Y", TH),
        ("Trường PTDTBT Tiểu học Nà Hẩu", TH), ("THCS", THCS), ("Trường Trung học cơ sở A", THCS),
        ("Trường Phổ thông Dân tộc nội trú THCS", THCS), ("Trường TH&THCS An Phú", MORE),
        ("Trường PTDTBT TH và THCS Y", MORE), ("Trường THCS & THPT M", MORE), ("Trường liên cấp Q", MORE),
        ("Trường Tiểu học và Trung học cơ sở Z", MORE), ("THPT số 1", THPT),
        ("UBND xã", OFFICE), ("Trạm Y tế", OFFICE), ("Ban Chỉ huy quân sự", OFFICE), ("Phòng VH-XH", OFFICE),
        ("Trung tâm GDNN-GDTX", OFFICE), ("Công ty TNHH A", FIRM), ("HTX nông nghiệp", FIRM),
        ("Trường", None), ("Hoa", None), ("Đoàn Kết", None), ("Phong Nẫm", None), ("Hội An", None), ("", None),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_first_words(words, kind):
    assert guess_kind(words, UnitKind.COMMUNE) is kind


@pytest.mark.parametrize(("parent", "kind"), [(UnitKind.WARD, TDP), (UnitKind.COMMUNE, VILLAGE)])
def test_a_word_for_both_means_what_stands_under_such_a_unit(parent, kind):
    assert guess_kind("Khóm 3", parent) is guess_kind("Khu 3", parent) is kind


def test_every_kind_has_a_title_and_one_family():
    assert set(KIND_TITLES) == set(UnitKind)
    assert sorted(kind for _, kinds in FAMILIES for kind in kinds) == sorted(UnitKind)
    assert all(kind in family_of(kind) for kind in UnitKind)


@pytest.mark.parametrize("parent", UnitKind)
def test_what_is_added_by_hand_may_stand_there_and_is_neither_listed_nor_a_class(parent):
    found = kinds_below(parent)

    assert all(parent in MAY_STAND_UNDER[kind] for kind in found)
    assert not {UnitKind.COMMUNE, UnitKind.PROVINCE, UnitKind.CLASS} & set(found)
    assert bool(found) == (parent in {UnitKind.PROVINCE, UnitKind.CITY, UnitKind.COMMUNE, UnitKind.WARD,
                                      UnitKind.SPECIAL_ZONE})  # fmt: skip


def _table(*sheets: list[list[str]]) -> Table:
    return Table(tuple(sheet_of(f"S{n}", enumerate(rows, 1)) for n, rows in enumerate(sheets, 1)))


def _judged(rows: list[list[str]], there=(), **choice):
    table = _table([["Tên", "Loại"], *rows])
    return judge(table, Choice("S1", **choice), UnitKind.COMMUNE, there)


@pytest.mark.parametrize(
    ("row", "name", "kind"),
    [
        (["Thôn  Đình", ""], "Thôn Đình", VILLAGE),
        (["Đình", "thôn"], "Thôn Đình", VILLAGE),
        (["Mới", "Bản"], "Bản Mới", VILLAGE),
        (["7", "TDP"], "Tổ dân phố 7", TDP),
        (["An Phú", "THCS"], "Trường THCS An Phú", THCS),
        (["Trường TH&THCS An Phú", "Tiểu học"], "Trường TH&THCS An Phú", MORE),
        (["UBND xã An Phú", "Cơ quan"], "UBND xã An Phú", OFFICE),
        (["An Phát", "Doanh nghiệp"], "An Phát", FIRM),
    ],
)
def test_a_row_becomes_a_unit_under_its_whole_name(row, name, kind):
    (found,) = _judged([row])

    assert (found.verdict, found.name, found.kind) == (Verdict.ADD, name, kind)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Đoàn Kết", ""], "Chưa rõ loại"),
        (["Thôn Lạc", "Trường THCS"], "Tên nói một loại"),
        ([UNCOUNTED, "thôn"], "công thức"),
        (["***", "thôn"], "bắt đầu bằng chữ cái"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row, why):
    (found,) = _judged([row])

    assert found.verdict is Verdict.WRONG
    assert why in found.why.message


def test_sums_and_signatures_are_no_units():
    assert _judged([["Tổng cộng", "thôn"], ["Người lập biểu", ""], ["", "thôn"]]) == []


def test_what_is_there_or_stood_in_an_earlier_row_is_not_added_again():
    rows = _judged([["THÔN ĐÌNH", ""], ["Thôn Chùa", ""], ["thôn chùa", ""]], [(VILLAGE, "Thôn Đình")])

    assert [row.verdict for row in rows] == [Verdict.THERE, Verdict.ADD, Verdict.THERE]
    assert rows[2].why.values == {"n": 3}


def test_a_village_and_a_school_may_bear_one_name():
    (found,) = _judged([["Thôn Đình", ""]], [(OFFICE, "Thôn Đình")])

    assert found.verdict is Verdict.ADD


def test_rows_without_a_kind_take_the_one_chosen():
    (found,) = _judged([["Đoàn Kết", ""]], kind=VILLAGE)

    assert (found.name, found.kind) == ("Thôn Đoàn Kết", VILLAGE)


def test_all_sheets_with_a_heading_are_read_and_others_are_not():
    table = _table([["Tên thôn"], ["Thôn A"]], [["ghi chú gì đó"]], [["Tên trường"], ["Trường THCS B"]])
    choice = first_choice(table)

    rows = judge(table, choice, UnitKind.COMMUNE, [])

    assert [(row.sheet, row.name) for row in rows] == [("S1", "Thôn A"), ("S3", "Trường THCS B")]


def test_an_area_shows_to_whoever_may_use_it_where_it_is_there():
    every = [area.address for group in AREAS for area in group.areas]
    manager = Actor(1, (Held(Role.MANAGER, 1, "/1/2/3/"),))
    viewer = Actor(1, (Held(Role.VIEWER, 1, "/1/2/3/"),))

    def shown(actor, kind=UnitKind.COMMUNE, there=every):
        return {area.address for group in areas_for(actor, kind, "/1/2/3/", there) for area in group.areas}

    assert len(every) == len(set(every))
    assert {"nguoi", "them", "thay-doi", "chuc-vu", "quy-tac"} <= shown(manager)
    assert "quy-tac" in shown(viewer)
    assert not {"nguoi", "them", "nhap", "thay-doi", "chuc-vu", "ra-soat"} & shown(viewer)
    assert shown(manager, there=["them"]) == {"them"}
    assert "them" not in shown(manager, VILLAGE)
    assert areas_for(Actor(), UnitKind.COMMUNE, "/1/2/3/", every) == []
