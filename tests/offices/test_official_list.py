"""`lms units import`: what a newer official list changes, said first, done from a day on; nothing closes by itself."""

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from lms.app.cli import main
from lms.errors import Refused
from lms.offices.rules.official_list import Entry, compare, read_list
from lms.offices.rules.official_plan import Told, Tree, plan_of
from lms.offices.rules.plans import Basis, Place
from lms.offices.rules.spelling import spelling_key
from lms.people.models import Post
from lms.sheets.adapters.texts import read_pasted
from lms.units.models import Unit
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.databases import address_of
from tests.offices.units import by_code

HEAD = "ma_tinh,ten_tinh,ma_xa,loai,ten_xa,slug\n"
SAME = (
    "77,Tỉnh Thử,77001,Xã,Xã An Phú,an_phu\n77,Tỉnh Thử,77002,Xã,Xã Bình Minh,binh_minh\n"
    "78,Thành phố Sông Lam,78001,Phường,Phường An Phú,an_phu\n"
)
BASIS = Basis(date(2026, 9, 1), "1/NQ")


def _entries(text: str) -> dict[str, Entry]:
    return dict(read_list(read_pasted(text)).entries)


def _place(number: int, code: str, kind: UnitKind, name: str, parent: int) -> Place:
    return Place(number, code, kind, name, parent, f"/1/{number}/", date(2025, 7, 1))


TREE = Tree(
    {
        "77": _place(2, "77", UnitKind.PROVINCE, "Thử", 1),
        "77001": _place(3, "77001", UnitKind.COMMUNE, "An Phú", 2),
        "77002": _place(4, "77002", UnitKind.COMMUNE, "Bình Minh", 2),
        "78": _place(5, "78", UnitKind.CITY, "Sông Lam", 1),
        "78001": _place(6, "78001", UnitKind.WARD, "An Phú", 5),
    },
    {"77": "", "77001": "77", "77002": "77", "78": "", "78001": "78"},
    root=1,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hòa Bình", "Hoà Bình", True),
        ("Thụy Hùng", "Thuỵ Hùng", True),
        ("Nguyễn Uý", "Nguyễn Úy", True),
        ("Chân Mây - Lăng Cô", "Chân Mây-Lăng Cô", True),
        ("Ea H'Leo", "Ea H’Leo", True),
        ("AN PHÚ", "An Phú", True),
        ("Hòa Bình", "Hóa Bình", False),
        ("Kim Liên", "Văn Miếu", False),
        ("Tân Đông", "Tân Dông", False),
        ("Hoa", "Hòa", False),
    ],
)
def test_where_a_tone_mark_stands_is_only_spelling(one, other, same):
    assert (spelling_key(one) == spelling_key(other)) is same


def test_a_list_like_the_tree_changes_nothing():
    found = compare(_entries(HEAD + SAME), TREE.places, TREE.parents)

    assert (found.same, found.added, found.renamed, found.missing, found.spelling) == (5, [], [], [], [])


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Xã An Phú,an", "Xã An Khang,an", "renamed"),
        ("77001,Xã,Xã An Phú", "77001,Phường,Phường An Phú", "kind_changed"),
        ("77,Tỉnh Thử,77002", "78,Thành phố Sông Lam,77002", "moved"),
        ("Xã An Phú,an", "Xã An  Phu\u0301,an", None),
        ("77,Tỉnh Thử,77002,Xã,Xã Bình Minh,binh_minh\n", "", "missing"),
        ("77002", "77003", "recoded"),
        ("78,Thành phố", "78,Thành phố Sông Lam,78002,Xã,Xã Mới,moi\n78,Thành phố", "added"),
        ("Xã Bình Minh", "Xã Bình-Minh", "spelling"),
    ],
)
def test_each_difference_has_its_name(old, new, what):
    assert old in SAME
    found = compare(_entries(HEAD + SAME.replace(old, new, 1)), TREE.places, TREE.parents)

    kinds = {"added", "renamed", "kind_changed", "moved", "spelling", "missing", "recoded"}
    seen = {kind for kind in kinds if getattr(found, kind)}
    assert seen == ({"added", "missing", "recoded"} if what == "recoded" else {what} if what else set())


@pytest.mark.parametrize(
    "head", [HEAD, "Mã tỉnh;Tỉnh/Thành phố;Mã xã;Loại;Tên xã\n", "MA TINH,TEN TINH,MÃ PHƯỜNG XÃ,CẤP,TÊN\n"]
)
def test_columns_are_known_by_several_names(head):
    mark = ";" if ";" in head else ","
    rows_of = [line.rsplit(",", 1)[0].replace(",", mark) for line in SAME.splitlines()]

    assert len(_entries(head + "\n".join(rows_of))) == 5


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("77,Tỉnh Thử,7700x,Xã,Xã Lạ,x", "7700x"),
        ("77,Tỉnh Thử,770011,Xã,Xã Lạ,x", "770011"),
        ("77,Tỉnh Thử,77005,Thị trấn,Lạ,x", "chưa rõ loại"),
        ("77,Thử,77005,Xã,Xã Lạ,x", "chưa rõ loại"),
        ("77,Tỉnh Thử,77001,Xã,Xã An Phú,x", "đã có ở một dòng trên"),
    ],
)
def test_a_row_that_says_nothing_we_know_is_reported(line, why):
    found = read_list(read_pasted(HEAD + SAME + line + "\n"))

    ((number, told),) = found.unknown
    assert (number, len(found.entries)) == (5, 5)
    assert why in told


def test_zeros_that_a_spreadsheet_dropped_are_put_back():
    found = _entries(HEAD + "1,Thành phố Hà Nội,4,Phường,Phường Ba Đình,x\n")

    assert set(found) == {"01", "00004"}


def test_a_list_without_codes_is_refused():
    with pytest.raises(Refused, match="mã tỉnh"):
        read_list(read_pasted("Họ tên,Năm sinh\nA,1950\n"))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(merged={"77001": "77002"}), "không phải đơn vị đang mở"),
        (Told(merged={"12345": "77001"}), "không phải đơn vị đang mở"),
        (Told(merged={"77002": "78"}), "cùng cấp"),
        (Told(merged={"77002": "77999"}), "cùng cấp"),
        (Told(same={"77002": "77001"}), "đang là của đơn vị khác"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(told, why):
    without = _entries(HEAD + SAME.replace("77,Tỉnh Thử,77002,Xã,Xã Bình Minh,binh_minh\n", ""))

    with pytest.raises(Refused, match=why):
        plan_of(without, TREE, told, BASIS, {})


def test_a_day_before_a_unit_was_what_it_is_is_refused():
    listed = _entries(HEAD + SAME.replace("Xã An Phú,an", "Xã An Khang,an"))

    with pytest.raises(Refused, match="An Phú, mã 77001"):
        plan_of(listed, TREE, Told(), Basis(date(2025, 6, 30), "1/NQ"), {})


@pytest.fixture
def lms(monkeypatch, database, data_dir, tmp_path):
    """Run `lms units import` on a list, as an operator would."""
    monkeypatch.setenv("LMS_DATABASE_URL", address_of(database))
    monkeypatch.setenv("LMS_DATA_DIR", str(data_dir))

    def run(text: str, *options: str):
        file = tmp_path / "ds.csv"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, ["units", "import", str(file), *options])

    return run


def test_nothing_is_written_before_it_is_asked_for(lms, cast, database):
    done = lms(HEAD + SAME.replace("Xã An Phú,an", "Xã An Khang,an").replace("77002", "77003"))

    assert done.exit_code == 0, done.output
    assert "Đổi tên: 1\n  77001 xã An Phú → An Khang" in done.output
    assert "Có lẽ chỉ đổi mã (ghi bằng --same): 1\n  77002=77003 Bình Minh" in done.output
    assert "Chưa ghi gì" in done.output
    assert by_code(database, "77001").name == "An Phú"


def test_applied_it_changes_the_tree_from_a_day_on_and_leaves_the_missing_open(lms, cast, database):
    text = HEAD + SAME.replace("77,Tỉnh Thử,77002,Xã,Xã Bình Minh,binh_minh\n", "79,Tỉnh Mới,79001,Xã,Xã Xa,x\n")
    text = text.replace("77001,Xã,Xã An Phú", "77001,Phường,Phường An Khang")

    done = lms(text, "--apply", "--day", "2026-09-01", "--decision", "1/NQ")

    assert done.exit_code == 0, done.output
    assert "thêm 2, đổi tên, loại hoặc mã 1, chuyển 0, đóng 0" in done.output
    changed = by_code(database, "77001")
    assert (changed.kind, changed.name, changed.decision) == (UnitKind.WARD, "An Khang", "1/NQ")
    assert by_code(database, "79001").path.startswith(by_code(database, "79").path)
    assert by_code(database, "77002") is not None
    assert lms(text).output.count(": 0\n") == 7  # nothing but the missing one is left to say


@pytest.mark.parametrize("keep", [False, True])
def test_a_commune_named_as_merged_closes_with_all_below_going_along(lms, cast, database, keep):
    text = HEAD + SAME.replace("77,Tỉnh Thử,77001,Xã,Xã An Phú,an_phu\n", "")
    options = ["--keep-posts"] if keep else []

    done = lms(text, "--apply", "--day", "1/9/2026", "--decision", "1/NQ", "--successor", "77001=77002", *options)

    assert done.exit_code == 0, done.output
    heir = by_code(database, "77002")
    assert by_code(database, "77001") is None
    assert by_code(database, "77001-1").parent_id == heir.unit_id
    (closed,) = rows(database, select(Unit).where(Unit.closed_on.is_not(None)))
    assert closed.successor_id == heir.unit_id
    held = rows(database, select(Post.unit_id).where(Post.person_id == cast.manager.id, Post.to_at.is_(None)))
    assert held == ([heir.unit_id] if keep else [])


def test_a_unit_under_a_new_code_stays_the_same_unit(lms, cast, database):
    text = HEAD + SAME.replace("77001", "77005")
    assert "--same 77001=77005" in lms(text, "--apply", "--day", "1/9/2026", "--decision", "1/NQ").output

    done = lms(text, "--apply", "--day", "1/9/2026", "--decision", "1/NQ", "--same", "77001=77005")

    assert done.exit_code == 0, done.output
    assert by_code(database, "77005").unit_id == cast.units["77001"].unit_id
    assert by_code(database, "77001") is None


@pytest.mark.parametrize(
    "options",
    [
        ["--apply"],
        ["--apply", "--day", "2026-09-01"],
        ["--apply", "--day", "2999-01-01", "--decision", "x"],
        ["--apply", "--day", "x", "--decision", "x"],
        ["--apply", "--day", "2026-09-01", "--decision", "x", "--successor", "77001"],
        ["--successor", "a=b=c"],
    ],
)
def test_what_is_missing_on_the_command_line_is_said(lms, cast, database, options):
    done = lms(HEAD + SAME.replace("Xã An Phú,an", "Xã An Khang,an"), *options)

    assert done.exit_code != 0
    assert by_code(database, "77001").name == "An Phú"


def test_a_file_that_is_no_list_is_refused(lms, cast):
    done = lms("%PDF-1.7")

    assert done.exit_code == 1
    assert "PDF" in done.output


@pytest.mark.skipif("LMS_TEST_UNITS_CSV" not in os.environ, reason="LMS_TEST_UNITS_CSV: an official list to read")
def test_a_real_list_is_read_whole(lms):
    done = lms(Path(os.environ["LMS_TEST_UNITS_CSV"]).read_text(encoding="utf-8"))

    assert done.exit_code == 0, done.output
    assert "Trong danh sách: 3355 đơn vị" in done.output
    assert "Dòng không đọc được: 0" in done.output
