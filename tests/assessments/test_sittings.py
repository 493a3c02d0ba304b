"""Sittings on the screen: who opens one, the code, joining, the end, and guessing codes."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Role
from lms.assessments.models import Sitting, SittingPresence
from lms.assessments.rules.kinds import Presence
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.adapters.qr_codes import qr_svg
from lms.people.models import Post
from tests.builders import rows


def test_a_facilitator_opens_one_in_the_village(hall, cast):
    hall.opened()

    shown = hall.opener.get(hall.at())
    sitting = hall.sitting()
    assert hall.code in "".join(shown.text.split())
    assert shown.soup.select_one(".qr svg title").text == f"Mã QR để vào buổi {hall.code}"
    assert "Thôn Đình" in shown.text
    assert (sitting.opened_by_id, sitting.unit_id) == (cast.facilitator.id, cast.units["77001-1"].unit_id)
    assert sitting.ends_at - sitting.opened_at == timedelta(hours=2)


def test_the_qr_code_leads_to_the_sitting_on_the_public_address(hall, settings):
    hall.opened()

    drawn = qr_svg(f"{settings.public_url}/buoi/{hall.code}", title=f"Mã QR để vào buổi {hall.code}").decode()
    assert drawn in hall.opener.get(hall.at()).response.text


def test_a_teacher_opens_one_for_the_class_and_a_manager_for_the_commune(hall, cast):
    hall.with_class()
    teacher = hall.made("Hoàng Thị Hà", "77001-2-7b", role=Role.TEACHER)

    assert "lớp 7B" in hall.opened(teacher, "77001-2-7b").opener.get(hall.at()).text
    assert "xã An Phú" in hall.opened(cast.manager, "77001").opener.get(hall.at()).text


def test_somebody_with_two_posts_chooses_where(hall, cast, database):
    with database.writing() as session:
        unit_id = cast.units["77001-2"].unit_id
        session.add(Post(person_id=cast.facilitator.id, role=Role.TEACHER, unit_id=unit_id, from_at=clock.now()))

    page = hall.visit(cast.facilitator).get("/buoi/mo")
    assert [one["value"] for one in page.soup.select("input[name=unit]")] == ["77001-1", "77001-2"]
    assert not page.soup.select("input[name=unit][checked]")
    assert hall.opened(unit="77001-2").sitting().unit_id == unit_id


@pytest.mark.parametrize(("who", "status"), [("citizen", 403), ("pupil", 403), ("admin", 403), (None, 303)])
def test_nobody_else_opens_one(visit, cast, who, status):
    visitor = visit(getattr(cast, who) if who else None)

    assert visitor.get("/buoi/mo").status == status
    assert visitor.post("/buoi/mo", {"unit": "77001-1", "place": "Đình", "hours": "2"}).status == status


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"unit": "77001"}, "unit", "Chọn một ý trong danh sách."),
        ({"unit": "77002"}, "unit", "Chọn một ý trong danh sách."),
        ({"place": "   "}, "place", "Ghi nơi tổ chức."),
        ({"place": "x" * 121}, "place", "Dài quá"),
        ({"hours": "9"}, "hours", "Chọn một ý trong danh sách."),
        ({"hours": "x"}, "hours", ""),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_opened(hall, cast, database, typed, field, sentence):
    facilitator = hall.visit(cast.facilitator)
    page = facilitator.post("/buoi/mo", {"unit": "77001-1", "place": "Đình", "hours": "2", "once": "a", **typed})

    assert page.status == 422
    assert sentence in page.soup.find(id=f"{field}-loi").text
    assert rows(database, select(Sitting)) == []


def test_sending_twice_opens_one(hall, cast, database):
    facilitator = hall.visit(cast.facilitator)
    form = {"unit": "77001-1", "place": "Đình", "hours": "2", "once": "same"}

    assert facilitator.post("/buoi/mo", form).location == facilitator.post("/buoi/mo", form).location
    assert len(rows(database, select(Sitting))) == 1
    assert facilitator.post("/buoi/mo", {**form, "once": "other"}).status == 303
    assert len(rows(database, select(Sitting))) == 2


def test_a_stranger_signs_in_first_and_comes_back(hall, visit, cast):
    hall.opened()

    asked = visit().get(hall.at())
    assert (asked.status, asked.location) == (303, f"/dang-nhap?tiep=/buoi/{hall.code}")
    sent = visit().post(hall.at())
    assert (sent.status, sent.location) == (303, f"/dang-nhap?tiep=/buoi/{hall.code}")


def test_joining_is_one_press_and_twice_is_once(hall, cast, database):
    hall.opened()
    citizen = hall.visit(cast.citizen)

    assert "Có mặt ở buổi này" in citizen.get(hall.at()).text
    assert [citizen.post(hall.at()).status for _ in range(2)] == [303, 303]
    assert "chờ điểm danh" in citizen.get(hall.at()).text
    assert len(rows(database, select(SittingPresence))) == 1
    joined = rows(database, select(AuditEntry).where(AuditEntry.act == Act.SITTING_JOINED))
    assert [one.subject_person_id for one in joined] == [cast.citizen.id]
    assert "Lò Thị Mai" in hall.opener.get(hall.at()).text


def test_joining_again_does_not_undo_a_tick(hall, cast):
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)

    citizen.post(hall.at())

    assert hall.presence(cast.citizen).state is Presence.PRESENT
    assert "có mặt" in citizen.get(hall.at()).text


def test_the_opener_cannot_join_their_own(hall, cast):
    hall.opened()

    page = hall.opener.post(hall.at())

    assert (page.status, hall.presence(cast.facilitator)) == (422, None)
    assert "không tự chứng kiến" in page.text


def test_a_code_may_be_typed_in_any_way(hall, cast):
    citizen = hall.opened().visit(cast.citizen)
    typed = f" {hall.code[:3].lower()}-{hall.code[3:]} ".replace("0", "o").replace("1", "l")

    assert citizen.post("/buoi/", {"code": typed}).location == hall.at()
    assert citizen.get(f"/buoi/{hall.code.lower()}").status == 200
    assert citizen.post("/buoi/", {"code": ""}).status == 422
    assert citizen.post("/buoi/", {"code": " -- "}).status == 422


def test_an_unknown_code_is_answered_kindly(hall, cast):
    page = hall.visit(cast.citizen).get("/buoi/ZZZZZZ")

    assert (page.status, page.h1) == (404, "Không có buổi nào mang mã này")
    assert page.links()["Gõ lại mã"] == "/buoi/"
    assert hall.visit(cast.citizen).post("/buoi/ZZZZZZ").status == 404


def test_a_closed_sitting_takes_nobody(hall, cast):
    citizen = hall.opened().joined(cast.citizen)
    assert hall.opener.post(hall.at("/ket-thuc")).status == 303

    late = hall.visit(cast.official)
    assert "đã kết thúc" in late.get(hall.at()).text
    assert late.post(hall.at()).status == 422
    assert hall.presence(cast.official) is None
    assert "đã kết thúc" in citizen.get(hall.at()).text
    for answer in (hall.ticks(cast.citizen), hall.knows(cast.citizen), hall.opener.post(hall.at("/keo-dai"))):
        assert answer.status == 422, answer.text
    assert hall.presence(cast.citizen).state is Presence.JOINED
    assert not hall.opener.get(hall.at()).soup.select("main form")


def test_closing_twice_keeps_the_first_moment(hall):
    hall.opened().opener.post(hall.at("/ket-thuc"))
    first = hall.sitting().closed_at

    assert hall.opener.post(hall.at("/ket-thuc")).status == 303
    assert hall.sitting().closed_at == first


def test_it_ends_by_itself_when_the_clock_has_passed_its_end(hall, cast):
    hall.opened().joined(cast.citizen)
    clock.set_now(hall.sitting().ends_at + timedelta(seconds=1))

    opener = hall.visit(cast.facilitator)
    assert "đã kết thúc" in opener.get(hall.at()).text
    assert opener.post(hall.person(cast.citizen, "/diem-danh"), {"state": "present"}).status == 422
    assert opener.post(hall.at("/keo-dai"), {"den": str(int(hall.sitting().ends_at.timestamp()))}).status == 422
    assert opener.post(hall.at("/ket-thuc")).status == 303
    assert hall.sitting().closed_at is None


def test_it_can_be_prolonged_hour_by_hour_up_to_eight_and_one_press_is_one_hour(hall):
    hall.opened(hours="6")
    ends = []
    for _ in range(2):
        form = hall.opener.get(hall.at()).hidden()
        assert [hall.opener.post(hall.at("/keo-dai"), {"den": form["den"]}).status for _ in range(2)] == [303, 303]
        ends.append(hall.sitting().ends_at - hall.sitting().opened_at)

    last = hall.opener.post(hall.at("/keo-dai"), {"den": hall.opener.get(hall.at()).hidden()["den"]})
    assert ends == [timedelta(hours=7), timedelta(hours=8)]
    assert (last.status, "dài nhất 8 giờ" in last.text) == (422, True)


def test_the_opener_is_told_before_it_ends(hall):
    hall.opened()
    clock.set_now(hall.sitting().ends_at - timedelta(minutes=10))

    assert "Sắp hết giờ" in hall.visit(hall.cast.facilitator).get(hall.at()).text


def test_two_openers_have_a_sitting_each(hall, cast):
    hall.opened()
    other = hall.another(cast.manager, "77001")
    hall.joined(cast.citizen)
    other.joined(cast.citizen)

    hall.ticks(cast.citizen)
    assert hall.presence(cast.citizen).state is Presence.PRESENT
    assert other.presence(cast.citizen).state is Presence.JOINED
    # the manager's post reaches the village: may read the list, not tick; the facilitator's does not reach the commune
    assert "Lò Thị Mai" in other.opener.get(hall.at()).text
    assert not other.opener.get(hall.at()).soup.select("main form")
    assert other.opener.post(hall.person(cast.citizen, "/diem-danh"), {"state": "absent"}).status == 403
    assert other.opener.get(hall.person(cast.citizen)).status == 403
    assert other.opener.post(hall.at("/ket-thuc")).status == 403
    assert hall.opener.post(other.person(cast.citizen, "/diem-danh"), {"state": "present"}).status == 404


def test_looking_at_another_s_list_is_on_record(hall, cast, database):
    hall.opened().visit(cast.manager).get(hall.at())
    hall.opener.get(hall.at())

    looks = rows(database, select(AuditEntry).where(AuditEntry.act == Act.SITTING_READ))
    assert [one.person_id for one in looks] == [cast.manager.id]


@pytest.mark.parametrize(
    ("who", "status"),
    [("citizen", 404), ("stranger", 404), ("admin", 403), ("manager", 403), ("facilitator", 200), (None, 303)],
)
def test_who_gets_to_a_person_of_a_sitting(hall, cast, who, status):
    hall.opened().joined(cast.citizen)

    assert hall.visit(getattr(cast, who) if who else None).get(hall.person(cast.citizen)).status == status


def test_an_opener_whose_post_has_ended_can_do_nothing_more(hall, cast, database):
    hall.opened().joined(cast.citizen)
    with database.writing() as session:
        session.execute(update(Post).where(Post.person_id == cast.facilitator.id).values(to_at=clock.now()))

    assert hall.ticks(cast.citizen).status == 404
    assert hall.presence(cast.citizen).state is Presence.JOINED


@pytest.mark.parametrize("person", ["0", "999999", "9" * 30])
def test_somebody_not_on_the_list_is_not_found(hall, person):
    hall.opened()

    assert hall.opener.get(hall.at(f"/nguoi/{person}")).status == 404
    assert hall.opener.post(hall.at(f"/nguoi/{person}/diem-danh"), {"state": "present"}).status == 404
    assert hall.opener.post(hall.at("/diem-danh"), {"people": person, "state": "present"}).status == 404


def test_my_sittings_are_listed_with_how_many_were_there(hall, cast):
    hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)

    page = hall.opener.get("/buoi/")
    assert "1 người có mặt" in page.text
    assert "Đang mở" in page.text
    assert "Mở buổi đánh giá" in page.text
    assert "Mở buổi đánh giá" not in hall.visit(cast.citizen).get("/buoi/").text
