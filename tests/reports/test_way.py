"""The way of a report through the screens: drafted, signed, sent up, returned twice, corrected twice, received."""

from sqlalchemy import select

from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Post
from lms.reports.models import Report, ReportSending
from lms.reports.rules.states import State
from tests.builders import rows
from tests.reports.steps import ISSUED, PERIOD, begin, count, issue, report_in, sent, submit, write

REASON = "Thiếu số liệu học sinh THCS."


def test_a_report_goes_from_drafter_to_signer_to_the_unit_above(who, over, database):
    drafter, manager, above = who("drafter"), who("manager"), who("above")
    here = begin(drafter)
    assert write(drafter, here, difficulties="Sóng yếu ở hai thôn.\nThiếu máy.").status == 303
    assert count(drafter, here, classes_value="12", classes_evidence="sổ theo dõi lớp").status == 303
    page = drafter.get(here)
    assert "Nháp" in page.text
    assert "Sóng yếu ở hai thôn." in page.text
    assert submit(drafter, here).status == 303
    assert manager.get("/toi").links()["Mở báo cáo"] == here
    assert issue(manager, here).status == 303
    assert manager.post(f"{here}/gui").status == 303

    page = above.get(here)
    assert "Đã gửi, chờ nhận" in page.text
    assert "12/BC-UBND" in page.text
    row = rows(database, select(ReportSending))[0]
    assert row.name == "Ủy ban nhân dân tỉnh Thử"
    assert above.post(f"{here}/noi-nhan/{row.id}/nhan").status == 303
    assert report_in(database, here).state is State.RECEIVED
    assert "Đã nhận" in drafter.get("/bao-cao/77001/").text


def test_returned_twice_it_is_corrected_twice_and_each_paper_stays(who, over, database):
    drafter, manager, above = who("drafter"), who("manager"), who("above")
    here = sent(who)
    for n, number in ((1, "15/BC-UBND"), (2, "16/BC-UBND")):
        row = rows(database, select(ReportSending).order_by(ReportSending.id.desc()))[0]
        assert above.post(f"{here}/noi-nhan/{row.id}/tra-lai", {"reason": REASON}).status == 303
        page = drafter.get(here)
        assert "Bị trả lại" in page.text
        assert REASON in page.text
        frozen = report_in(database, here).digest
        again = drafter.post(f"{here}/dinh-chinh").location
        assert drafter.post(f"{here}/dinh-chinh").location == again
        assert f"đính chính lần {n}" in drafter.get(again).h1
        assert write(drafter, again, proposals=f"Đã bổ sung, lần {n}.").status == 303
        assert submit(drafter, again).status == 303
        assert issue(manager, again, number=number).status == 303
        assert manager.post(f"{again}/gui").status == 303
        assert report_in(database, here).state is State.RETURNED
        assert report_in(database, here).digest == frozen
        here = again

    row = rows(database, select(ReportSending).order_by(ReportSending.id.desc()))[0]
    assert above.post(f"{here}/noi-nhan/{row.id}/nhan").status == 303
    assert [one.correction for one in rows(database, select(Report).order_by(Report.correction))] == [0, 1, 2]
    assert "đính chính lần 2" in above.get("/bao-cao/77/").text


def test_a_signer_gives_a_draft_back_with_a_word_and_it_can_be_written_again(who, over, database):
    drafter, manager = who("drafter"), who("manager")
    here = begin(drafter)
    submit(drafter, here)
    assert drafter.get(f"{here}/soan").status == 422

    page = manager.post(f"{here}/tra-soan", {"word": "  "})
    assert page.status == 422
    assert page.error_on("word")
    assert manager.post(f"{here}/tra-soan", {"word": "Bổ sung mô hình hay."}).status == 303

    report = report_in(database, here)
    assert (report.state, report.digest) == (State.DRAFT, None)
    assert "Bổ sung mô hình hay." in drafter.get(f"{here}/soan").text
    assert write(drafter, here, good_models="Tổ liên gia số").status == 303


def test_whoever_drafted_cannot_issue_whatever_posts_they_hold(who, over, database, cast, people):

    with database.writing() as session:
        start = rows(database, select(Post))[0].from_at
        session.add(Post(person_id=people["drafter"].id, role=Role.MANAGER, unit_id=cast.units["77001"].unit_id,
                         from_at=start))  # fmt: skip
    drafter = who("drafter")
    here = begin(drafter)
    submit(drafter, here)

    assert "không ban hành được báo cáo ấy" in drafter.get(here).text
    assert drafter.get(f"{here}/ban-hanh").status == 422
    page = issue(drafter, here, digest=report_in(database, here).digest)
    assert page.status == 422
    assert report_in(database, here).state is State.SUBMITTED


def test_each_act_sent_twice_is_once(who, over, database):
    drafter, manager, above = who("drafter"), who("manager"), who("above")
    here = begin(drafter)
    assert begin(drafter) == here
    told = drafter.get(here).hidden()
    assert [drafter.post(f"{here}/trinh", told).status for _ in range(2)] == [303, 303]
    digest = report_in(database, here).digest
    assert [issue(manager, here, digest=digest).status for _ in range(2)] == [303, 303]
    assert [manager.post(f"{here}/gui").status for _ in range(2)] == [303, 303]
    row = rows(database, select(ReportSending))[0]
    for _ in range(2):
        assert above.post(f"{here}/noi-nhan/{row.id}/nhan").status == 303
    for _ in range(2):
        assert above.post(f"{here}/noi-nhan/{row.id}/tra-lai", {"reason": REASON}).status == 303

    acts = [one.act for one in rows(database, select(AuditEntry).order_by(AuditEntry.id))]
    assert [act for act in acts if act.startswith("report.")] == [
        Act.REPORT_BEGUN, Act.REPORT_SUBMITTED, Act.REPORT_ISSUED, Act.REPORT_SENT, Act.REPORT_RECEIVED,
        Act.REPORT_RETURNED,
    ]  # fmt: skip


def test_another_recipient_is_entered_and_what_became_of_it_is_written_down_by_the_sender(who, over, database):
    drafter, manager = who("drafter"), who("manager")
    for _ in range(2):
        assert drafter.post("/bao-cao/77001/cai-dat/noi-nhan", {"name": "Sở Giáo dục và Đào tạo"}).status == 303
    here = sent(who)

    outside = rows(database, select(ReportSending).order_by(ReportSending.id))
    assert [(one.name, one.to_unit_id is None) for one in outside] == [
        ("Ủy ban nhân dân tỉnh Thử", False),
        ("Sở Giáo dục và Đào tạo", True),
    ]
    assert manager.post(f"{here}/noi-nhan/{outside[1].id}/nhan").status == 303
    assert manager.post(f"{here}/noi-nhan/{outside[0].id}/nhan").status == 403
    assert report_in(database, here).state is State.SENT


def test_a_number_is_given_once_a_year(who, over, database):
    drafter, manager = who("drafter"), who("manager")
    here = sent(who)
    again = drafter.post(f"{here}/dinh-chinh").location
    submit(drafter, again)
    page = issue(manager, again, number="12 / BC-UBND")

    assert page.status == 422
    assert "đã dùng cho báo cáo khác" in (page.error_on("number") or "")


def test_the_signed_paper_and_the_whole_letter_can_be_fetched(who, over):
    here = sent(who)
    above = who("above")
    page = above.get(here)

    assert above.get(f"{here}/ban-ky").response.data.startswith(b"%PDF-1.7")
    assert above.get(f"{here}.pdf").response.data.startswith(b"%PDF")
    assert above.get(f"{here}.docx").status == 200
    assert ISSUED["signer"] in page.text
    assert f"{PERIOD.last:%d/%m/%Y}" in page.text


def test_reports_are_found_from_the_figures_and_from_ones_own_page(who, over):
    drafter = who("drafter")

    assert drafter.get("/pho-cap/77001").links()["Báo cáo quý"] == "/bao-cao/77001/"
    assert drafter.get("/toi").links()["Báo cáo quý"] == "/bao-cao/77001/"
    assert drafter.get("/bao-cao/").location == "/bao-cao/77001/"


def test_a_returned_report_says_that_only_a_numbered_correction_mends_it(who, over, database):
    here = sent(who)
    above = who("above")
    (sending,) = rows(database, select(ReportSending.id))
    assert above.post(f"{here}/noi-nhan/{sending}/tra-lai", {"reason": "Thiếu số của trường."}).status == 303

    page = who("drafter").get(here)
    assert "Báo cáo đã ban hành thì không sửa, không gửi lại bản cũ." in page.text
    opened = [one for one in page.soup.find_all("details", open=True) if "bản đính chính" in one.summary.get_text()]
    assert [one.find("button").get_text(strip=True) for one in opened] == ["Lập bản đính chính lần 1"]
    assert "Người soạn lập bản đính chính" in who("manager").get(here).text
    assert "không gửi lại bản cũ" not in above.get(here).text
    who("drafter").post(f"{here}/dinh-chinh")
    assert "không gửi lại bản cũ" not in who("drafter").get(here).text
