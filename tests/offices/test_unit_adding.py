"""`/don-vi/<code>/them` and `/nhap`: units by hand and from a file; codes of the house; nothing twice."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.sheets.models import ImportDraft
from lms.units.models import Unit, UnitVersion
from lms.units.rules import UnitKind, next_code
from tests.builders import rows
from tests.offices.units import by_code, look_and_do, province_manager, village

THEM, NHAP = "/don-vi/77001/them", "/don-vi/77001/nhap"
NEW = {"name": "Thôn Mới", "kind": "village", "since": "1/9/2026", "decision": "5/NQ-HĐND", "once": "o1"}


def test_a_village_is_added_under_the_next_code(visit, cast, database):
    manager = visit(cast.manager)
    answer = manager.post(THEM, NEW)

    assert "Đã thêm Thôn Mới, mã 77001-3" in manager.follow(answer).text
    added = by_code(database, "77001-3")
    assert (added.kind, added.name, added.valid_from, added.decision) == (
        UnitKind.VILLAGE, "Thôn Mới", date(2026, 9, 1), "5/NQ-HĐND",
    )  # fmt: skip
    assert added.path == f"{cast.units['77001'].path}{added.unit_id}/"
    (entry,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.UNIT_ADDED))
    assert (entry.person_id, entry.unit_id) == (cast.manager.id, added.unit_id)
    assert "/don-vi/77001-3/" in manager.get("/don-vi/77001/").links().values()


def test_the_same_form_twice_is_one_unit(visit, cast, database):
    manager = visit(cast.manager)

    assert [manager.post(THEM, NEW).location for _ in range(2)] == [f"{THEM}?da-them=77001-3&loai=village"] * 2
    assert by_code(database, "77001-4") is None


def test_a_name_that_is_there_is_asked_about(visit, cast, database):
    manager = visit(cast.manager)
    page = manager.post(THEM, {**NEW, "name": "thôn  ĐÌNH"})

    assert page.status == 422
    assert "Ở đây đã có Thôn Đình (mã 77001-1)" in page.error_on("another")
    assert manager.post(THEM, {**NEW, "name": "Thôn Đình", "another": "y"}).status == 303
    assert by_code(database, "77001-3").name == "Thôn Đình"


def test_a_school_may_be_called_like_a_village(visit, cast):
    assert visit(cast.manager).post(THEM, {**NEW, "name": "Thôn Đình", "kind": "office"}).status == 303


def test_a_code_is_never_used_again(visit, cast, database):
    manager = visit(cast.manager)
    manager.post(THEM, NEW)
    asked = {"unit": str(by_code(database, "77001-3").unit_id), "day": "1/10/2026"}
    assert look_and_do(manager, "77001", "thoi-hoat-dong", asked).status == 303

    manager.post(THEM, {**NEW, "name": "Thôn Khác", "once": "o2"})

    assert by_code(database, "77001-3") is None
    assert by_code(database, "77001-4").name == "Thôn Khác"


@pytest.mark.parametrize(
    ("codes", "code"),
    [((), "9-1"), (("9-1", "9-10", "9-2"), "9-11"), (("9-1-4a", "9-x", "99-7", "9-²"), "9-1")],
)
def test_the_next_code_counts_on_from_the_greatest(codes, code):
    assert next_code("9", codes) == code


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "=1+1"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "commune"}, "kind"),
        ({"kind": "class"}, "kind"),
        ({"since": "30/6/2025"}, "since"),
        ({"since": "1/1/2099"}, "since"),
        ({"since": "hôm qua"}, "since"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(visit, cast, database, change, field):
    page = visit(cast.manager).post(THEM, {**NEW, **change})

    assert page.status == 422
    assert page.error_on(field)
    assert by_code(database, "77001-3") is None


def test_where_nothing_stands_below_nothing_is_added(visit, cast):
    manager = visit(cast.manager)

    assert manager.get("/don-vi/77001-1/them").status == 422
    assert manager.post("/don-vi/77001-1/them", NEW).status == 422
    assert "/don-vi/77001-1/them" not in manager.get("/don-vi/77001-1/").links().values()


def test_a_school_stands_under_a_province_too(visit, cast, database):
    leader = visit(province_manager(database, cast))

    assert (
        leader.post("/don-vi/77/them", {**NEW, "name": "Trường THPT Chuyên", "kind": "upper_secondary_school"}).status
        == 303
    )
    assert by_code(database, "77-1").name == "Trường THPT Chuyên"
    assert leader.post("/don-vi/77/them", {**NEW, "once": "o2"}).status == 422  # no village under a province


def _book(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


UNTIDY = {
    "Thôn": [
        ["UBND XÃ AN PHÚ"], ["DANH SÁCH THÔN"], [], ["STT", "Tên thôn", "Loại", "Số hộ"],
        [1, "Thôn Đình", "thôn", 120], [2, " Thôn  Trại ", "", 9], [3, "Mới", "Bản", 5], [4, "7", "TDP", 1],
        [5, "Đoàn Kết", "", 3], ["", "Tổng cộng", "", 138],
    ],
    "Trường": [["TT", "Tên trường"], [1, "Trường Mầm non Hoa Sen"], [2, "Trường THCS An Phú"]],
}  # fmt: skip


def _bring(visitor, body: bytes, name: str = "danh sach.xlsx"):
    page = visitor.post(NHAP, {"file": (io.BytesIO(body), name)}, content_type="multipart/form-data")
    page.response.request.environ["wsgi.input"].close()
    return page


def test_an_untidy_workbook_is_looked_at_put_right_and_added_once(visit, cast, database):
    manager = visit(cast.manager)
    answer = _bring(manager, _book(**UNTIDY))
    seen = manager.follow(answer)
    assert "Thêm mới: 4 đơn vị" in seen.text
    assert "Đã có, không thêm nữa: 2 dòng" in seen.text
    assert "Đoàn Kết" in seen.text
    assert "Chưa rõ loại" in seen.text
    assert by_code(database, "77001-3") is None

    manager.post(answer.location, {"do": "cot", "sheet": "*", "other": "village"})
    assert "Thêm mới: 5 đơn vị" in manager.get(answer.location).text
    apply = {"do": "ghi", "since": "1/9/2026", "decision": "5/NQ-HĐND"}
    assert [manager.post(answer.location, apply).location for _ in range(2)] == [answer.location] * 2

    assert "Đã thêm 5 đơn vị" in manager.get(answer.location).h1
    names = rows(
        database, select(UnitVersion.name).where(UnitVersion.code.startswith("77001-")).order_by(UnitVersion.id)
    )
    assert names[2:] == ["Thôn Trại", "Bản Mới", "Tổ dân phố 7", "Thôn Đoàn Kết", "Trường Mầm non Hoa Sen"]
    again = manager.follow(_bring(manager, _book(**UNTIDY)))
    assert "Không có đơn vị mới nào để thêm" in again.text
    assert rows(database, select(ImportDraft.rows).where(ImportDraft.applied_at.is_not(None))) == [[]]


def test_a_pasted_list_is_taken_too(visit, cast):
    manager = visit(cast.manager)
    answer = manager.post(NHAP, {"pasted": "Thôn Một\nThôn Hai\n"})

    assert "Thêm mới: 2 đơn vị" in manager.follow(answer).text


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"PK\x03\x04 not a book", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"])
def test_a_file_that_is_no_list_is_refused_with_a_way_out(visit, cast, body):
    page = _bring(visit(cast.manager), body)

    assert page.status == 422
    assert page.error_on("file")


def test_a_draft_is_its_owners_and_its_units_own(visit, cast, database):
    answer = _bring(visit(cast.manager), _book(**UNTIDY))
    uid = answer.location.rsplit("/", 1)[1]

    assert visit(cast.admin).get(answer.location).status == 404
    assert visit(cast.stranger).get(answer.location).status == 404
    assert visit(cast.stranger).get(f"/don-vi/77002/nhap/{uid}").status == 404
    assert visit(cast.admin).post(answer.location, {"do": "ghi", "since": "1/9/2026"}).status == 404
    assert by_code(database, "77001-3") is None


def test_a_day_before_the_commune_was_there_is_refused_and_nothing_added(visit, cast, database):
    manager = visit(cast.manager)
    answer = _bring(manager, _book(**UNTIDY))

    page = manager.post(answer.location, {"do": "ghi", "since": "1/1/2020"})

    assert page.status == 422
    assert page.error_on("since")
    assert len(rows(database, select(Unit.id))) == len(cast.units)


@pytest.mark.parametrize("who", ["citizen", "facilitator", "stranger"])
@pytest.mark.parametrize("address", [THEM, NHAP, "/don-vi/77001/thay-doi", "/don-vi/77001/thay-doi/sap-nhap"])
def test_whoever_has_no_post_over_the_commune_sees_nothing(visit, cast, who, address):
    assert visit(getattr(cast, who)).get(address).status == 404


def test_a_village_of_ones_own_is_not_for_its_facilitator_to_change(visit, cast, database):
    village(database, cast, "Thôn Chùa", "77001-3")
    helper = visit(cast.facilitator)

    assert helper.get("/don-vi/77001-1/thay-doi").status == 403
    assert helper.get("/don-vi/77001-3/thay-doi").status == 404
    assert helper.post("/don-vi/77001-1/thay-doi/doi-ten", {"unit": "1", "name": "x"}).status == 403
