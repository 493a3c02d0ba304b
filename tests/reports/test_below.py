"""What a unit sees of those below it: who has sent, who is late, reminders, reported figures beside live ones."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.reports.models import ReportCalendar, ReportReminder
from lms.reports.rules.periods import due_on
from lms.units.actions import add_unit
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.databases import listen, stop_listening
from tests.reports.steps import PERIOD, QUARTER, begin, issue, sent, submit
from tests.staff import appointed

OVERVIEW = f"/bao-cao/77/?ky={QUARTER}"
DUE = due_on(PERIOD.last, 5)


def on(day) -> None:
    clock.set_now(datetime.combine(day, time(3), UTC))


def test_whoever_has_not_sent_is_late_after_the_day_it_was_due_on(who, over):
    on(DUE)
    above = who("above")
    page = above.get(OVERVIEW)
    assert "0/2 đơn vị đã gửi" in page.text
    assert "quá hạn" not in page.text
    assert f"{DUE:%d/%m/%Y}" in page.text

    on(DUE + timedelta(days=1))
    sent(who)
    page = who("above").get(OVERVIEW)
    assert "1/2 đơn vị đã gửi" in page.text
    assert "1 đơn vị quá hạn" in page.text
    assert "gửi muộn" in page.text


def test_one_press_reminds_everybody_who_has_not_sent_once_a_day(who, over, database, cast):
    sent(who)
    above = who("above")
    for told in ("Đã nhắc 1 đơn vị", "Hôm nay đã nhắc rồi"):
        answer = above.post("/bao-cao/77/nhac", {"quarter": QUARTER})
        assert told in above.get(answer.location.partition("#")[0]).text
    assert [one.unit_id for one in rows(database, select(ReportReminder))] == [cast.units["77002"].unit_id]

    stranger = who("stranger")
    assert "Cấp trên nhắc nộp báo cáo quý: xã Bình Minh" in stranger.get("/toi").text
    assert "Cấp trên nhắc nộp báo cáo quý" in stranger.get("/bao-cao/77002/").text
    assert "Cấp trên nhắc" not in who("manager").get("/toi").text
    clock.set_now(clock.now() + timedelta(days=1))
    above = who("above")
    above.post("/bao-cao/77/nhac", {"quarter": QUARTER})
    assert len(rows(database, select(ReportReminder))) == 2


def test_a_reminder_goes_when_the_report_has_been_sent(who, over, database):
    who("above").post("/bao-cao/77/nhac", {"quarter": QUARTER})
    assert "Cấp trên nhắc" in who("drafter").get("/toi").text
    sent(who)

    assert "Cấp trên nhắc" not in who("drafter").get("/toi").text


def test_nobody_is_reminded_of_a_period_that_runs(who, cast, database):
    page = who("above").post("/bao-cao/77/nhac", {"quarter": QUARTER})

    assert page.status == 422
    assert "Kỳ chưa hết" in page.text
    assert rows(database, select(ReportReminder)) == []


@pytest.mark.parametrize(("name", "status"), [("viewer", 404), ("manager", 404), ("stranger", 404)])
def test_only_the_unit_above_reminds(who, over, database, name, status):
    assert who(name).post("/bao-cao/77/nhac", {"quarter": QUARTER}).status == status
    assert rows(database, select(ReportReminder)) == []


def test_a_unit_above_gives_more_days_and_another_last_day(who, over, database, cast):
    year, quarter = (PERIOD.year, PERIOD.quarter + 1) if PERIOD.quarter < 4 else (PERIOD.year + 1, 1)
    above = who("above")
    told = {"quarter": f"{year}-{quarter}", "ends_day": "14", "working_days": "10"}
    assert above.post("/bao-cao/77/cai-dat/ky", told).status == 303
    assert above.post("/bao-cao/77/cai-dat/ky", told).status == 303
    assert above.post("/bao-cao/77001/cai-dat/ky", told).status == 403

    assert len(rows(database, select(ReportCalendar))) == 1
    page = who("drafter").get("/bao-cao/77001/cai-dat")
    assert "Ngày 14 tháng cuối quý" in page.text
    assert "10 ngày làm việc" in page.text
    assert f"{DUE:%d/%m/%Y}" in above.get(OVERVIEW).text


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"quarter": "2025-1", "ends_day": "14"}, "quarter"),
        ({"ends_day": "30"}, "ends_day"),
        ({"working_days": "0"}, "working_days"),
        ({}, "ends_day"),
    ],
)
def test_what_cannot_be_decided_is_told_beside_its_field(who, over, told, field):
    year, quarter = (PERIOD.year, PERIOD.quarter + 1) if PERIOD.quarter < 4 else (PERIOD.year + 1, 1)
    page = who("above").post("/bao-cao/77/cai-dat/ky", {"quarter": f"{year}-{quarter}", **told})

    assert page.status == 422
    assert page.error_on(field)


def test_reported_figures_stand_beside_live_ones_with_the_difference(who, over, database, cast):
    sent(who)
    page = who("above").get(f"/bao-cao/77/doi-chieu?ky={QUARTER}")
    assert "Khớp" in page.text
    assert "Lệch" not in page.text.replace("Lệch thường vì", "")
    assert "xã Bình Minh" in page.text  # which has sent none

    clock.set_now(datetime.combine(PERIOD.last, time(16), UTC))
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 2000, year=PERIOD.last.year)
    clock.set_now(datetime.combine(PERIOD.last + timedelta(days=4), time(3), UTC))
    text = who("above").get(f"/bao-cao/77/doi-chieu?ky={QUARTER}").text
    assert "1.234" in text
    assert "nay 2.000" in text
    assert "Lệch" in text.replace("Lệch thường vì", "")


def test_a_unit_that_began_after_the_period_is_not_asked_for_it(who, over, database, cast):
    with database.writing() as session:
        add_unit(session, kind=UnitKind.COMMUNE, name="Mới Lập", code="77003", parent=cast.units["77"],
                 valid_from=PERIOD.last + timedelta(days=1))  # fmt: skip

    assert "Mới Lập" not in who("above").get(OVERVIEW).text


def test_the_overview_asks_no_more_for_more_units(who, over, database, cast):
    above = who("above")
    sent_statements: list[str] = []

    def note(_connection, _cursor, statement, *_) -> None:
        sent_statements.append(statement)

    def asked() -> int:
        above.get(OVERVIEW)
        sent_statements.clear()
        listen(database, note)
        assert above.get(OVERVIEW).status == 200
        stop_listening(database, note)
        return len(sent_statements)

    few = asked()
    with database.writing() as session:
        for n in range(5):
            add_unit(session, kind=UnitKind.COMMUNE, name=f"Xã {n}", code=f"7701{n}", parent=cast.units["77"],
                     valid_from=PERIOD.first)  # fmt: skip
    assert asked() == few


def test_a_school_reports_to_its_commune(who, over, visit, database, cast):
    drafter = visit(appointed(database, cast, Role.DRAFTER, "77001-2", name="Cô Soạn", sign_in="soantruong"))
    here = begin(drafter, "77001-2")
    page = drafter.get(here)

    assert page.status == 200
    assert "Trường THCS An Phú" in who("manager").get(f"/bao-cao/77001/?ky={QUARTER}").text


def test_villages_and_classes_owe_no_report_and_are_never_late(who, over, database, cast):
    with database.writing() as session:
        for kind, name, number in (
            (UnitKind.NEIGHBOURHOOD, "Tổ 1", 6),
            (UnitKind.ENTERPRISE, "Công ty Chè", 7),
            (UnitKind.KINDERGARTEN, "Trường Mầm non", 8),
            (UnitKind.OFFICE, "Cơ quan UBND xã", 9),
        ):
            add_unit(session, kind=kind, name=name, code=f"77001-{number}", parent=cast.units["77001"],
                     valid_from=PERIOD.first)  # fmt: skip
    on(DUE + timedelta(days=1))
    manager = who("manager")
    page = manager.get(f"/bao-cao/77001/?ky={QUARTER}")
    asked = [row.th.get_text(strip=True) for row in page.soup.select("#cap-duoi ~ * tbody tr")]
    assert asked == ["Trường THCS An Phú", "Trường Mầm non", "Cơ quan UBND xã"]
    assert "3 đơn vị quá hạn" in page.text

    manager.post("/bao-cao/77001/nhac", {"quarter": QUARTER})
    reminded = {one.unit_id for one in rows(database, select(ReportReminder))}
    assert len(reminded) == 3
    assert cast.units["77001-1"].unit_id not in reminded


def test_what_an_enterprise_sends_all_the_same_is_shown(who, over, visit, database, cast):
    with database.writing() as session:
        firm = add_unit(session, kind=UnitKind.ENTERPRISE, name="Công ty Chè", code="77001-7",
                        parent=cast.units["77001"], valid_from=PERIOD.first)  # fmt: skip
    cast.units["77001-7"] = firm
    drafter = visit(appointed(database, cast, Role.DRAFTER, "77001-7", name="Bế Văn Chè", sign_in="soanche"))
    signer = visit(appointed(database, cast, Role.MANAGER, "77001-7", name="Lê Văn Chè", sign_in="kyche"))
    here = begin(drafter, "77001-7")
    submit(drafter, here)
    issue(signer, here, number="3/BC", collective="", capacity="", in_place_of="")
    assert signer.post(f"{here}/gui").status == 303

    assert "Công ty Chè" in who("manager").get(f"/bao-cao/77001/?ky={QUARTER}").text


def test_a_unit_where_nobody_writes_reports_is_told_how_to_come_by_one(who, over, visit, database, cast):
    head = appointed(database, cast, Role.MANAGER, "77001-2", name="Lê Văn Hiệu", sign_in="hieutruong")
    page = visit(head).get("/bao-cao/77001-2/")
    assert page.links()["Giao chức vụ"] == "/don-vi/77001-2/chuc-vu"
    assert "chưa có người soạn báo cáo" in who("manager").get(f"/bao-cao/77001/?ky={QUARTER}").text

    appointed(database, cast, Role.DRAFTER, "77001-2", name="Cô Soạn", sign_in="soantruong")
    assert "Giao chức vụ" not in visit(head).get("/bao-cao/77001-2/").links()
    assert "chưa có người soạn báo cáo" not in who("manager").get(f"/bao-cao/77001/?ky={QUARTER}").text
