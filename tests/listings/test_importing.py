"""A list comes in: read, looked at, put right, applied once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.listings.models import ListingLine
from lms.people.models import Membership, Person
from lms.sheets.adapters.reading import read_table
from lms.sheets.models import ImportDraft
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage
from tests.builders import rows
from tests.listings.conftest import Keeper
from tests.sheets.books import workbook

PASTED = """Nguyễn Văn An, 1959, Thôn Đình
Trần Thị Bảy, 1947, thon dinh
Lê Văn Chín, 1962, Thôn Xa
Không Có Năm, , Thôn Đình
Lò Thị Mai, 1958, Thôn Đình
"""


def lines(database) -> int:
    return rows(database, select(func.count(ListingLine.id)).where(ListingLine.removed_at.is_(None)))[0]


def test_a_pasted_list_is_looked_at_and_then_written(keep, database, cast):
    page = keep.paste(PASTED)

    assert "Thêm mới: 3 người" in page.text
    assert "Dòng này chưa có năm sinh." in page.text
    assert "Chính là Lò Thị Mai, sinh năm 1958" in page.text
    assert "Thôn Xa: 1 người" in page.text
    assert (lines(database), rows(database, select(Person).where(Person.name == "Nguyễn Văn An"))) == (0, [])

    assert keep.apply().h1 == "Đã ghi 4 người vào danh sách"

    village, commune = cast.units["77001-1"].unit_id, cast.units["77001"].unit_id
    there = rows(database, select(ListingLine.unit_id).order_by(ListingLine.id))
    assert sorted(there) == sorted([village, village, village, commune])
    assert rows(database, select(Membership.unit_id).join(Person).where(Person.name == "Lê Văn Chín")) == [commune]


def test_new_people_are_counted_as_listed_in_the_same_act_and_known_ones_stay(keep, database, cast):
    before = rows(database, select(func.sum(LedgerRow.change)))[0]
    keep.paste(PASTED)
    keep.apply()

    assert rows(database, select(func.sum(LedgerRow.change)))[0] == before + 3
    new = select(PersonStanding).join(Person, Person.id == PersonStanding.person_id)
    assert {(one.audience, one.stage) for one in rows(database, new.where(Person.name.like("%n %n")))}
    assert rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id)) == [
        Stage.REGISTERED
    ]
    acts = rows(
        database, select(AuditEntry.act).where(AuditEntry.act.in_([Act.PERSON_REGISTERED_FOR, Act.LISTING_IMPORTED]))
    )
    assert sorted(acts) == [Act.LISTING_IMPORTED, *[Act.PERSON_REGISTERED_FOR] * 3]


def test_applying_twice_and_bringing_the_same_file_again_change_nothing(keep, database):
    keep.paste(PASTED)
    keep.apply()
    held = lines(database), rows(database, select(func.count(Person.id)))[0]

    assert keep.apply().h1 == "Đã ghi 4 người vào danh sách"
    assert (lines(database), rows(database, select(func.count(Person.id)))[0]) == held

    page = keep.paste(PASTED)
    assert "Không có ai mới để ghi." in page.text
    assert keep.apply().h1 == "Đã ghi 0 người vào danh sách"
    assert (lines(database), rows(database, select(func.count(Person.id)))[0]) == held


def test_the_draft_holds_nothing_of_the_file_once_it_was_applied(keep, database):
    keep.paste(PASTED)
    keep.apply()

    (draft,) = rows(database, select(ImportDraft))
    assert draft.rows == []
    assert [row[1:4] for row in draft.outcome["left_out"]] == [["Không Có Năm", "", "Thôn Đình"]]


def test_numbers_of_papers_never_reach_the_database_and_other_columns_are_said(keep, database):
    head = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Thôn", "Ghi chú")
    page = keep.bring(workbook([head, (1, "Nguyễn Văn An", "02/03/1959", "031059123456", "Thôn Đình", "hộ nghèo")]))

    assert "Không đọc: STT, Số CCCD, Ghi chú." in page.text
    assert "031059" not in str([draft.rows for draft in rows(database, select(ImportDraft))])
    keep.apply()
    assert rows(database, select(Person.birth_year).where(Person.name == "Nguyễn Văn An")) == [1959]


def test_who_looks_alike_is_chosen_by_hand_same_or_another(keep, database, cast):
    page = keep.paste("Lo Thi Mai, 1958, Thôn Đình\nLò Thị Mai, 1958, Thôn Xa\n")
    assert "0 người vào" not in page.text
    assert "2 dòng chưa chọn sẽ chưa ghi." not in page.text  # nothing to write yet: no button either
    assert "Không có ai mới để ghi." in page.text

    keep.visitor.post(keep.draft, {"do": "luu", "la-0:1": str(cast.citizen.id), "la-0:2": "khac"})
    done = keep.apply()

    assert done.h1 == "Đã ghi 2 người vào danh sách"
    assert rows(database, select(ListingLine.person_id).order_by(ListingLine.person_id))[0] == cast.citizen.id
    assert rows(database, select(func.count(Person.id)).where(Person.search_key == "lo thi mai")) == [2]


def test_what_nobody_decided_is_left_out_with_its_reason_as_a_file(keep, database):
    keep.paste("Lo Thi Mai, 1958, Thôn Đình\nAn, 59, Thôn Đình\nNguyễn Văn An, 1959, Thôn Đình")
    page = keep.apply()
    assert page.h1 == "Đã ghi 1 người vào danh sách"
    assert "2 dòng chưa ghi" in page.text

    answer = keep.visitor.get(f"{keep.draft}/chua-nhan.xlsx").response
    assert answer.headers["Content-Disposition"] == 'attachment; filename="chua-nhan-77001.xlsx"'
    told = read_table(answer.data).sheets[0].rows
    assert [row[1:4] for row in told[1:]] == [("Lo Thi Mai", "1958", "Thôn Đình"), ("An", "59", "Thôn Đình")]
    assert "chưa chọn" in told[1][4]
    assert "4 chữ số" in told[2][4]


def test_the_file_put_right_can_be_brought_again(keep, database):
    keep.paste("An, 59, Thôn Đình")
    told = list(read_table(keep.visitor.get(f"{keep.draft}/chua-nhan.xlsx").response.data).sheets[0].rows)
    right = workbook([told[0], (told[1][0], told[1][1], "1959", *told[1][3:])])

    assert "Thêm mới: 1 người" in keep.bring(right).text


def test_columns_are_put_right_by_hand(keep, database):
    page = keep.bring(workbook([("a", "b", "c"), ("x", "Nguyễn Văn", "1959"), ("y", "Lê Thị", "1960")]))
    assert "Không có ai mới để ghi." in page.text

    keep.visitor.post(keep.draft, {"do": "cot", "sheet": "Sheet", "name": "1", "birth_year": "2"})
    page = keep.visitor.get(keep.draft)
    assert "Thêm mới: 2 người" in page.text
    assert keep.visitor.post(keep.draft, {"do": "cot", "sheet": "khác"}).status == 404


def test_a_list_of_nothing_but_numbers_is_refused(keep):
    page = keep.visitor.post(f"{keep.here}/nhap", {"pasted": "091234567890"})

    assert page.status == 422
    assert "chỉ có số" in page.errors


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"pasted": ""}, "file", "Chọn tệp"),
        ({"pasted": "   "}, "file", "Chọn tệp"),
        ({"file": b"%PDF-1.7"}, "file", "PDF"),
        ({"file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99}, "file", "Lưu lại dạng .xlsx"),
        ({"file": b"PK\x03\x04xx"}, "file", "bị hỏng"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(keep, database, sent, field, told):
    page = keep.send(sent["file"]) if "file" in sent else keep.visitor.post(f"{keep.here}/nhap", sent)

    assert page.status == 422
    assert told in page.error_on(field)
    assert rows(database, select(ImportDraft)) == []


def test_a_draft_is_its_owners_and_of_its_unit_for_a_day(keep, visit, cast):
    keep.paste(PASTED)
    draft = keep.draft.rpartition("/")[2]

    assert visit(cast.facilitator).get(f"/don-vi/77001-1/ra-soat/nhap/{draft}").status == 404
    assert keep.visitor.get(f"/don-vi/77001-1/ra-soat/nhap/{draft}").status == 404
    assert visit(cast.stranger).get(keep.draft).status == 404
    clock.set_now(clock.now() + timedelta(hours=25))
    keep.visitor = visit(cast.manager)
    assert keep.visitor.get(keep.draft).status == 404
    assert keep.visitor.post(keep.draft, {"do": "ghi"}).status == 404


def test_a_village_and_a_school_bring_their_own(visit, cast, database):
    village = Keeper(visit(cast.facilitator), "77001-1")
    village.paste("Nguyễn Văn An\t1959\nLê Thị Ba\t1960")
    assert village.apply().h1 == "Đã ghi 2 người vào danh sách"

    school = Keeper(visit(cast.manager), "77001-2")
    page = school.bring(
        workbook([("Họ và tên", "Ngày sinh", "Lớp"), ("H’Nhi Niê", "5/9/2014", "7B"), ("Em Tư", "2013", "x")])
    )
    assert "Chính là H’Nhi Niê" in page.text
    assert "Gõ lớp có số từ 6 đến 9" in page.text
    school.apply()
    (line,) = rows(database, select(ListingLine).where(ListingLine.unit_id == cast.units["77001-2"].unit_id))
    assert (line.person_id, line.group_name) == (cast.pupil.id, "7B")


def test_a_thousand_rows_come_in_at_once(keep, database, cast):
    given = [f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(1000)]
    many = "\n".join(f"Nguyễn Văn {name}, {1940 + n % 60}, Thôn Đình" for n, name in enumerate(given))
    keep.paste(many)
    assert keep.apply().h1 == "Đã ghi 1000 người vào danh sách"

    assert lines(database) == 1000
    assert rows(database, select(func.count(PersonStanding.id)).where(PersonStanding.stage == Stage.LISTED)) == [1000]


def test_a_later_list_that_tells_the_village_places_those_who_had_none(keep, database, cast):
    keep.paste("Nguyễn Văn An, 1959, Xóm Chưa Rõ")
    keep.apply()
    page = keep.paste("Nguyễn Văn An, 1959, Thôn Đình")
    assert "Chính là Nguyễn Văn An, sinh năm 1959" in page.text
    keep.apply()

    (line,) = rows(database, select(ListingLine))
    village = cast.units["77001-1"].unit_id
    assert (line.unit_id, line.group_name) == (village, "")
    held = rows(database, select(PersonStanding).where(PersonStanding.person_id == line.person_id))
    assert [(one.unit_id, one.stage) for one in held] == [(village, Stage.LISTED)]
    open_ones = select(Membership.unit_id).where(Membership.person_id == line.person_id, Membership.to_on.is_(None))
    assert rows(database, open_ones) == [village]
