"""Numbers of many units from one file: read in every style, looked at, entered once, what is wrong told row by row."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Role
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.staff import appointed

BASE = "/don-vi/77001/so-nguoi"
HEAD = "Mã đơn vị\tĐơn vị\tNhóm\tSố người\tAi đếm\tCách đếm\tSố, ký hiệu văn bản\tNgày văn bản"


def line(code="77001-1", group="Người trưởng thành", number="1.234", source="Công an", counting="thường trú", **more):
    return "\t".join([code, "", group, number, source, counting, more.get("document", ""), more.get("day", "")])


def brought(visitor, *lines, base=BASE):
    """The address of the draft of some lines."""
    answer = visitor.post(f"{base}/nhap", {"pasted": "\n".join([HEAD, *lines])})
    assert answer.status == 303, answer.text
    return answer.location


@pytest.mark.parametrize("typed", ["1.234", "1,234", "1 234", "1234", "1234.0"])
def test_numbers_are_read_in_every_style_and_entered_once(visit, cast, database, typed):
    visitor = visit(cast.manager)
    draft = brought(visitor, line(number=typed, document="12/BC-CAX", day="5/1/2026"), line(code="77001"))
    assert "Ghi 2 số" in visitor.get(draft).text
    for _ in range(2):
        assert visitor.post(draft, {}).status == 303

    assert rows(database, select(EligibleNumber.number)) == [1234, 1234]
    assert rows(database, select(func.count()).select_from(EligibleUse)) == [2]
    assert "Đã ghi 2 số" in visitor.get(draft).text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"number": "0"}, "Số 0 không dùng"),
        ({"number": "-5"}, "Gõ số nguyên"),
        ({"number": "12,5"}, "Gõ số nguyên"),
        ({"number": "nhiều"}, "Gõ số nguyên"),
        ({"number": "=1+1"}, "Gõ số nguyên"),
        ({"code": "77002"}, "không thuộc đơn vị này"),
        ({"code": "77"}, "không thuộc đơn vị này"),
        ({"code": "99999"}, "Không có đơn vị nào"),
        ({"code": ""}, "Chưa ghi mã"),
        ({"group": "Nhóm khác"}, "Chưa rõ nhóm"),
        ({"group": "Học sinh tiểu học"}, "không tính nhóm ấy"),
        ({"source": "Ai đó"}, "Chưa rõ ai đếm"),
        ({"counting": ""}, "Ghi cách đếm"),
        ({"day": "31/2/2026"}, "Gõ ngày theo mẫu"),
        ({"day": "1/1/2099"}, "không sau hôm nay"),
    ],
)
def test_a_wrong_row_is_told_why_and_comes_back_as_a_file(visit, cast, database, wrong, why):
    visitor = visit(cast.manager)
    draft = brought(visitor, line(**wrong))
    page = visitor.get(draft)

    assert why in page.text
    assert "Không có số mới nào để ghi" in page.text
    book = load_workbook(io.BytesIO(visitor.get(f"{draft}/chua-nhan.xlsx").response.data))
    assert why in str([cell.value for cell in book.active[2]])
    assert rows(database, select(EligibleNumber.id)) == []


def test_the_rest_is_taken_though_a_row_is_wrong_and_a_second_row_of_the_same_is_wrong(visit, cast, database):
    visitor = visit(cast.manager)
    fine = line(code="77001", number="5000")
    draft = brought(visitor, line(), line(number="99"), line(number="", code="77001"), fine)
    assert "Trùng đơn vị và nhóm với dòng 2" in visitor.get(draft).text
    visitor.post(draft, {})

    assert sorted(rows(database, select(EligibleNumber.number))) == [1234, 5000]
    body = visitor.get(f"{draft}/chua-nhan.xlsx").response.data
    assert load_workbook(io.BytesIO(body)).active["C2"].value == "99"


def test_the_number_in_use_is_unchanged_and_another_stands_beside_unless_there_is_a_reason(visit, cast, database):
    with database.writing() as session:
        old = use_number(session, cast.units["77001-1"].unit_id, "adults", 1234).id
    visitor = visit(cast.manager)
    assert "Đúng số đang dùng: 1 dòng" in visitor.get(brought(visitor, line())).text
    visitor.post(brought(visitor, line(number="1300")), {})
    assert rows(database, select(EligibleUse.number_id)) == [old]
    assert visitor.post(brought(visitor, line(number="1301")), {"reason": "x"}).status == 422
    visitor.post(brought(visitor, line(number="1302")), {"reason": "công an vừa rà soát lại"})

    used = rows(database, select(EligibleNumber.number).join(EligibleUse, EligibleUse.number_id == EligibleNumber.id))
    assert sorted(used) == [1234, 1302]


def test_the_blank_has_every_unit_and_group_and_comes_back_unchanged(visit, cast, database):
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 1234)
    visitor = visit(cast.manager)
    body = visitor.get(f"{BASE}/mau.xlsx").response.data
    cells = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(body)).active]

    assert {row[0] for row in cells[1:]} == {"77001", "77001-1", "77001-2"}
    assert ["77001-1", "Thôn Đình", "Người trưởng thành", 1234] in [row[:4] for row in cells]
    sent = {"file": (io.BytesIO(body), "so.xlsx")}
    draft = visitor.post(f"{BASE}/nhap", sent, content_type="multipart/form-data").location
    assert "Đúng số đang dùng: 1 dòng" in visitor.get(draft).text
    assert "Không có số mới nào" in visitor.get(draft).text


def test_what_a_drafter_above_enters_for_a_unit_is_marked(visit, cast, database):
    drafter = appointed(database, cast, Role.DRAFTER, "77001")
    visitor = visit(drafter)
    visitor.post(brought(visitor, line(), line(code="77001", number="5000")), {})

    assert sorted(rows(database, select(EligibleNumber.entered_above_id)), key=str) == [
        cast.units["77001"].unit_id, None,
    ]  # fmt: skip
    assert "Đơn vị cấp trên nhập" in visitor.get("/don-vi/77001-1/so-nguoi").text
    assert "Đơn vị cấp trên nhập" not in visitor.get(BASE).text


def test_a_unit_that_was_not_there_yet_has_no_number_of_that_year(visit, cast, database):
    from lms.units.actions import add_unit  # noqa: PLC0415
    from lms.units.rules import UnitKind  # noqa: PLC0415

    with database.writing() as session:
        add_unit(session, kind=UnitKind.VILLAGE, name="Thôn Mới", code="77001-9", parent=cast.units["77001"],
                 valid_from=clock.today())  # fmt: skip
    visitor = visit(cast.manager)
    answer = visitor.post(f"{BASE}/nhap?nam=2025", {"pasted": "\n".join([HEAD, line(code="77001-9")])})

    assert "Đơn vị có từ ngày" in visitor.get(answer.location).text


@pytest.mark.parametrize("other", ["stranger", "admin"])
def test_nobody_else_opens_a_draft(visit, cast, other):
    draft = brought(visit(cast.manager), line())

    assert visit(getattr(cast, other)).get(draft).status in (403, 404)


def test_a_file_that_is_none_is_told_beside_its_field(visit, cast):
    page = visit(cast.manager).post(f"{BASE}/nhap", {"file": (io.BytesIO(b"%PDF-1.4"), "a.xlsx")},
                                  content_type="multipart/form-data")  # fmt: skip

    assert page.status == 422
    assert "PDF" in (page.error_on("file") or "")
