"""What goes wrong: periods, files, days, empty and merged units, texts too long, numbers that are none."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Role
from lms.confirmations.rules.adopting import LARGEST_FILE
from lms.reports.models import Report
from lms.reports.rules.states import State
from lms.units.actions import add_unit, close_unit
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.reports.steps import PERIOD, QUARTER, begin, count, issue, report_in, sent, submit, write
from tests.staff import appointed

FUTURE = f"{PERIOD.year + 2}-1"


@pytest.mark.parametrize("quarter", ["", "x", FUTURE, "2019-1", f"{PERIOD.year}-5"])
def test_a_period_there_is_not_begins_no_report(who, over, database, quarter):
    page = who("drafter").post("/bao-cao/77001/", {"quarter": quarter})

    assert page.status == 422
    assert page.error_on("quarter")
    assert rows(database, select(Report)) == []


def test_a_period_before_the_unit_was_there_begins_no_report(who, over, database, cast):
    with database.writing() as session:
        moved = update(UnitVersion).where(UnitVersion.unit_id == cast.units["77001"].unit_id)
        session.execute(moved.values(valid_from=PERIOD.last + timedelta(days=1)))
    page = who("drafter").post("/bao-cao/77001/", {"quarter": QUARTER})

    assert page.status == 422
    assert "chưa có trong kỳ này" in (page.error_on("quarter") or "")


def test_a_draft_may_be_written_while_its_period_runs_and_not_be_submitted(who, database):
    drafter = who("drafter")
    here = begin(drafter)
    assert write(drafter, here, proposals="Thêm máy.").status == 303
    assert "Chưa hết kỳ" in drafter.get(here).text
    assert drafter.post(f"{here}/trinh", {"version": "2"}).status == 422
    assert report_in(database, here).state is State.DRAFT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "BC-UBND"}, "number"),
        ({"signed_on": ""}, "signed_on"),
        ({"signed_on": "31/2/2027"}, "signed_on"),
        ({"signed_on": f"{PERIOD.last:%d/%m/%Y}"}, "signed_on"),
        ({"signed_on": "1/1/2199"}, "signed_on"),
        ({"signer": " "}, "signer"),
        ({"title": ""}, "title"),
        ({"file": b""}, "file"),
        ({"in_place_of": ""}, "in_place_of"),
        ({"capacity": ""}, "in_place_of"),
        ({"capacity": "Q."}, "capacity"),
        ({"file": b"PK\x03\x04 a word file"}, "file"),
        ({"file": b"%PDF-" + b"0" * LARGEST_FILE}, "file"),
    ],
)
def test_a_report_is_not_issued_with_something_missing(who, over, database, wrong, field):
    drafter, manager = who("drafter"), who("manager")
    here = begin(drafter)
    submit(drafter, here)
    page = issue(manager, here, **wrong)

    assert page.status == 422
    assert page.error_on(field)
    assert report_in(database, here).state is State.SUBMITTED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"classes_value": "-5", "classes_evidence": "sổ theo dõi"}, "classes_value"),
        ({"classes_value": "1.5", "classes_evidence": "sổ theo dõi"}, "classes_value"),
        ({"classes_value": "12"}, "classes_evidence"),
        ({"own_value": "3"}, "own_words"),
        ({"own_words": "Số điểm Wi-Fi", "own_evidence": "biên bản"}, "own_value"),
    ],
)
def test_a_number_that_is_none_is_told_beside_its_field_and_nothing_typed_is_lost(who, over, typed, field):
    drafter = who("drafter")
    here = begin(drafter)
    page = count(drafter, here, teams_value="5", teams_evidence="quyết định lập tổ", **typed)

    assert page.status == 422
    assert page.error_on(field)
    assert page.field("teams_value")["value"] == "5"


def test_a_text_that_is_too_long_is_told_beside_its_field(who, over):
    drafter = who("drafter")
    page = write(drafter, begin(drafter), difficulties="dài " * 2000)

    assert page.status == 422
    assert page.error_on("difficulties")


def test_markup_that_is_typed_stays_text(who, over):
    drafter = who("drafter")
    here = begin(drafter)
    write(drafter, here, proposals="#set page(width: 1mm) <b>đậm</b> *sao* $x$ \\ {{ 7*7 }}")

    assert "<b>đậm</b> *sao*" in drafter.get(here).text
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")
    assert drafter.get(f"{here}.docx").status == 200


def test_a_unit_without_anybody_reports_that_there_is_nobody(over, visit, database, cast):
    with database.writing() as session:
        empty = add_unit(session, kind=UnitKind.COMMUNE, name="Vắng", code="77009", parent=cast.units["77"],
                         valid_from=date(2025, 7, 1))  # fmt: skip
    cast.units["77009"] = empty
    drafter = visit(appointed(database, cast, Role.DRAFTER, "77009", name="Bế Văn Vắng", sign_in="vang"))
    here = begin(drafter, "77009")
    assert "Chưa có ai đăng ký ở đơn vị này." in drafter.get(here).text
    assert submit(drafter, here).status == 303
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")


def test_a_unit_merged_within_the_quarter_is_told_in_its_heirs_report(who, over, visit, database, cast):
    there = visit(appointed(database, cast, Role.DRAFTER, "77002", name="Bế Văn Cũ", sign_in="soancu"))
    old = begin(there, "77002")
    day = PERIOD.last - timedelta(days=10)
    with database.writing() as session:
        close_unit(session, cast.units["77002"].unit_id, day, cast.units["77001"].unit_id)
    drafter = who("drafter")
    here = begin(drafter)

    assert "Trong kỳ, xã Bình Minh nhập vào đơn vị từ ngày" in drafter.get(here).text
    assert "của đơn vị đã nhập vào đây" in drafter.get("/bao-cao/77001/").text
    moved = old.replace("/77002/", "/77001/")
    assert drafter.get(moved).status == 200
    assert drafter.get(f"{moved}/soan").status == 422
    assert drafter.post(f"{moved}/trinh", {"version": "1"}).status == 422
    assert drafter.get(old).status == 404


def test_a_report_is_returned_with_a_reason_only(who, over, database):
    here = sent(who)
    above = who("above")
    row = rows(database, select(Report))[0]
    address = above.get(here).soup.select_one('form[action$="/tra-lai"]')["action"]
    page = above.post(str(address), {"reason": "  "})

    assert page.status == 422
    assert page.error_on("reason")
    assert row.state is State.SENT
    assert above.post(f"{here}/noi-nhan/999/tra-lai", {"reason": "Thiếu số liệu."}).status == 404


def test_what_has_been_corrected_is_not_returned_any_more(who, over, database):
    here = sent(who)
    above = who("above")
    address = str(above.get(here).soup.select_one('form[action$="/tra-lai"]')["action"])
    who("drafter").post(f"{here}/dinh-chinh")

    assert above.post(address, {"reason": "Thiếu số liệu."}).status == 422
    assert report_in(database, here).state is State.SENT


def test_a_new_day_of_the_unit_does_not_move_a_report_that_was_begun(who, over, database, cast, people):
    drafter = who("drafter")
    here = begin(drafter)
    clock.set_now(datetime.combine(PERIOD.last + timedelta(days=4), time(3), UTC))
    told = {"quarter": f"{clock.today().year}-{(clock.today().month + 2) // 3}", "ends_day": "14"}
    assert who("manager").post("/bao-cao/77001/cai-dat/ky", told).status == 303

    assert report_in(database, here).last_on == PERIOD.last
    assert f"đến {PERIOD.last:%d/%m/%Y}" in who("drafter").get(here).text


PASTED = "\uf0b7\tTổ liên gia số\r\n\uf0a7 Điểm \u200bWi-Fi\x01\nDòng sau"


def test_what_a_word_processor_leaves_in_pasted_text_is_put_right(who, over, database):
    drafter = who("drafter")
    here = begin(drafter)
    assert write(drafter, here, good_models=PASTED).status == 303

    assert report_in(database, here).good_models == "- Tổ liên gia số\n- Điểm Wi-Fi\nDòng sau"
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")
    assert drafter.get(f"{here}.docx").status == 200


def test_letters_that_cannot_be_printed_are_told_before_they_are_kept(who, over, database):
    drafter, manager = who("drafter"), who("manager")
    here = begin(drafter)
    page = write(drafter, here, proposals="Xin thêm máy 👉 hai cái ✔")
    assert page.status == 422
    assert "👉 ✔" in (page.error_on("proposals") or "")
    page = count(drafter, here, classes_value="12", classes_evidence="sổ theo dõi ✔")
    assert page.status == 422
    assert page.error_on("classes_evidence")
    page = drafter.post("/bao-cao/77001/cai-dat/noi-nhan", {"name": "Sở 李"})
    assert page.status == 422
    assert page.error_on("name")

    submit(drafter, here)
    page = issue(manager, here, signer="Trần 🙂 Sáu")
    assert page.status == 422
    assert page.error_on("signer")
    assert report_in(database, here).state is State.SUBMITTED
