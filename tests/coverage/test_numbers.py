"""Eligible numbers and targets on their screens: side by side, one used, each with its document."""

from datetime import date

import pytest
from sqlalchemy import func, select

from lms.coverage.models.numbers import EligibleNumber, EligibleUse, Target
from lms.units.actions import add_unit
from lms.units.queries import unit_by_code
from lms.units.rules import UnitKind
from tests.builders import rows

SO_NGUOI, CHI_TIEU = "/don-vi/77001/so-nguoi", "/don-vi/77001/chi-tieu"
NUMBER = {"group": "adults", "number": "1.234", "source": "police", "counting": "nhân khẩu thường trú", "once": "a"}
TARGET = {
    "group": "adults", "share": "92,5", "counts": "confirmed", "words": "92,5 % người trưởng thành được xác nhận",
    "document": "15/KH-UBND", "document_on": "5/1/2026", "once": "b",
}  # fmt: skip


@pytest.mark.parametrize("typed", ["1.234", "1,234", "1 234", "1234"])
def test_a_number_is_read_in_every_style_and_the_first_is_used_at_once(visit, cast, database, typed):
    visitor = visit(cast.manager)

    assert visitor.post(SO_NGUOI, NUMBER | {"number": typed}).status == 303
    assert rows(database, select(EligibleNumber.number)) == [1234]
    assert "1.234" in visitor.get(SO_NGUOI).text
    assert "Đang dùng" in visitor.get(SO_NGUOI).text
    assert "trên 1.234 người" in visitor.get("/pho-cap/77001").text


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"number": "0"}, "number", "Số 0 không dùng"),
        ({"number": "-5"}, "number", "Gõ số nguyên"),
        ({"number": "12,5"}, "number", "Gõ số nguyên"),
        ({"number": "nhiều"}, "number", "Gõ số nguyên"),
        ({"number": "900000000"}, "number", "lớn hơn dân số"),
        ({"number": ""}, "number", "Gõ số người"),
        ({"counting": ""}, "counting", "Ghi cách đếm"),
        ({"document_on": "31/2/2026"}, "document_on", "Gõ ngày theo mẫu"),
        ({"document_on": "1/1/2099"}, "document_on", "không sau hôm nay"),
        ({"group": "khac"}, "group", "Chọn một ý trong danh sách"),
    ],
)
def test_a_wrong_number_is_told_beside_its_field_and_nothing_is_kept(visit, cast, database, change, field, sentence):
    page = visit(cast.manager).post(SO_NGUOI, NUMBER | change)

    assert page.status == 422
    assert sentence in (page.error_on(field) or "")
    assert rows(database, select(EligibleNumber.id)) == []


def test_sent_twice_a_number_is_entered_once(visit, cast, database):
    visitor = visit(cast.manager)
    for _ in range(2):
        assert visitor.post(SO_NGUOI, NUMBER).status == 303

    assert rows(database, select(func.count()).select_from(EligibleNumber)) == [1]
    assert rows(database, select(func.count()).select_from(EligibleUse)) == [1]


def test_another_number_is_used_with_a_reason_only(visit, cast, database):
    visitor = visit(cast.manager)
    visitor.post(SO_NGUOI, NUMBER)
    visitor.post(SO_NGUOI, NUMBER | {"number": "2000", "once": "c"})
    second = rows(database, select(EligibleNumber.id).order_by(EligibleNumber.id.desc()))[0]

    assert "Ghi lý do" in visitor.post(f"{SO_NGUOI}/dung", {"number": second, "reason": " "}).text
    assert "trên 1.234 người" in visitor.get("/pho-cap/77001").text
    for _ in range(2):
        assert visitor.post(f"{SO_NGUOI}/dung", {"number": second, "reason": "công an rà soát lại"}).status == 303
    assert "trên 2.000 người" in visitor.get("/pho-cap/77001").text
    assert rows(database, select(func.count()).select_from(EligibleUse)) == [2]


def test_the_number_in_use_cannot_be_taken_back_others_can(visit, cast, database):
    visitor = visit(cast.manager)
    visitor.post(SO_NGUOI, NUMBER)
    visitor.post(SO_NGUOI, NUMBER | {"number": "2000", "once": "c"})
    first, second = rows(database, select(EligibleNumber.id).order_by(EligibleNumber.id))

    assert visitor.post(f"{SO_NGUOI}/rut", {"number": first}).status == 422
    assert visitor.post(f"{SO_NGUOI}/rut", {"number": second}).status == 303
    assert visitor.post(f"{SO_NGUOI}/dung", {"number": second, "reason": "vẫn muốn dùng"}).status == 422


@pytest.mark.parametrize("number", ["999999", "x", "9" * 30, ""])
def test_a_number_that_is_not_the_units_is_not_there(visit, cast, number):
    assert visit(cast.manager).post(f"{SO_NGUOI}/dung", {"number": number, "reason": "thử xem sao"}).status == 404


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"share": "104"}, "share", "không quá 100"),
        ({"share": "0"}, "share", "lớn hơn 0"),
        ({"share": "tám mươi"}, "share", "Gõ phần trăm"),
        ({"document_on": ""}, "document_on", "Gõ ngày"),
        ({"words": ""}, "words", "Chép câu chỉ tiêu"),
        ({"share": ""}, "share", "hoặc số người"),
        ({"amount": "1.200"}, "share", "Chỉ ghi một"),
        ({"share": "", "amount": "-3"}, "amount", "lớn hơn 0"),
        ({"share": "", "amount": "0"}, "amount", "lớn hơn 0"),
    ],
)
def test_a_wrong_target_is_told_beside_its_field(visit, cast, database, change, field, sentence):
    page = visit(cast.manager).post(CHI_TIEU, TARGET | change)

    assert page.status == 422
    assert sentence in (page.error_on(field) or "")
    assert rows(database, select(Target.id)) == []


def test_the_units_own_target_comes_before_the_countrys_and_can_be_taken_back(visit, cast, database):
    visitor = visit(cast.manager)
    assert "100 %" in visitor.get(CHI_TIEU).text
    for _ in range(2):
        assert visitor.post(CHI_TIEU, TARGET).status == 303
    visitor.post(SO_NGUOI, NUMBER)

    assert "Chỉ tiêu 2026: 92,5 % đã xác nhận" in visitor.get("/pho-cap/77001").text
    (target,) = rows(database, select(Target.id))
    assert visitor.post(f"{CHI_TIEU}/thoi", {"target": target}).status == 303
    assert "Chỉ tiêu 2026: 100 % đã hoàn thành" in visitor.get("/pho-cap/77001").text


def test_a_year_before_the_unit_began_is_refused(visit, cast, database):
    with database.writing() as session:
        add_unit(session, kind=UnitKind.VILLAGE, name="Thôn Sau", code="77001-9", valid_from=date(2026, 3, 1),
                 parent=unit_by_code(session, "77001"))  # fmt: skip
    visitor = visit(cast.manager)
    for address, form in (("so-nguoi", NUMBER), ("chi-tieu", TARGET)):
        page = visitor.post(f"/don-vi/77001-9/{address}?nam=2025", form)
        assert page.status == 422
        assert "Đơn vị có từ ngày 01/03/2026, sau năm này" in page.text
    assert rows(database, select(EligibleNumber.id)) == rows(database, select(Target.id)) == []


def test_who_entered_a_number_is_told_to_those_who_keep_them(visit, cast):
    visit(cast.manager).post(SO_NGUOI, NUMBER)

    assert cast.manager.name in visit(cast.manager).get(SO_NGUOI).text
    assert cast.manager.name not in visit(cast.admin).get(SO_NGUOI).text
