"""Somebody opens a sitting, others come with its code: seen and known there, and confirmed by papers or by tasks."""

import pytest

from lms.skills.rules import Audience
from tests.browser.papers import begin, hand_in, needs_a_camera, on_screen, printed, read_by_a_stranger, write
from tests.browser.screens import FACILITATOR, TEACHER
from tests.browser.steps import PIN, first_page, second_page, sign_in

pytestmark = pytest.mark.browser

both_ways = pytest.mark.parametrize("js", [True, False], ids=["with-script", "without-script"])


def opened(phone, place: str):
    """Open a sitting from `/toi`; it stands on the screen."""
    phone.open("/toi").press("Mở buổi đánh giá")
    phone.type("Nơi tổ chức", place).press("Mở buổi")
    assert phone.h1 == f"Buổi đánh giá ở {place}"
    return phone


def ticked(phone, name: str):
    """See who has come, tick whoever bears this name present and known by face, and open their page."""
    phone.press("Xem ai vừa vào")
    phone.choose(name).choose("Tôi biết mặt những người này").press("Có mặt")
    assert "Có mặt: 1" in phone.text
    phone.press(name)
    return phone


@both_ways
def test_a_pupil_scans_in_is_seen_writes_a_paper_and_both_consent(phone, server, tmp_path, js):
    needs_a_camera()
    who, name, initials = ("DEMO-THCS", "H’Mẫu Niê", "H. N.") if js else ("DEMO-EM4", "Chu Thị Mẫu", "C. T. M.")
    teacher, pupil = opened(sign_in(phone(js=js), *TEACHER), "Phòng máy"), phone(js=js)

    pupil.page.goto(on_screen(teacher, tmp_path))
    pupil.type("Mã người học", who).type("Mã PIN", PIN).press("Đăng nhập")
    pupil.press("Có mặt ở buổi này")
    assert "chờ điểm danh" in pupil.text
    ticked(teacher, name)
    pupil.press("Xem đã điểm danh chưa")
    assert "Đã điểm danh: có mặt" in pupil.text
    pupil.press("Làm bài đánh giá")
    assert "làm tại buổi ở Phòng máy, có người chứng kiến" in pupil.text
    begin(pupil, Audience.SECONDARY)
    write(pupil, server.library)
    serial = hand_in(pupil, "Đã có xác nhận")
    assert printed(pupil, f"/xac-nhan/{serial}.pdf", tmp_path) == []

    consent(teacher)
    (address,) = printed(pupil, f"/xac-nhan/{serial}.pdf", tmp_path)
    stranger = phone(js=js)
    read_by_a_stranger(stranger, address, initials, serial, "Có người chứng kiến và biết rõ người học", "xã Vi Dụ")
    assert name not in stranger.text
    assert "Trường THCS" not in stranger.text

    teacher.press("Phòng máy").page.locator("#ket-thuc summary").click()
    teacher.press("Kết thúc ngay")
    assert "Buổi này đã kết thúc" in teacher.text
    assert "Buổi này đã kết thúc" in pupil.open(teacher.path).text


def consent(teacher) -> None:
    """On the page of a child who is here: both consents."""
    teacher.press("Ghi hai lời đồng ý").type("Họ và tên người đại diện", "Y Thử Niê").choose("Cha")
    teacher.type("Đồng ý trên giấy nào", "phiếu ở văn phòng trường").choose("Em đã tự nói")
    teacher.press("Ghi hai lời đồng ý")
    assert "đã đồng ý ngày" in teacher.text


@both_ways
def test_tasks_seen_done_confirm_without_any_paper(phone, server, tmp_path, js):
    needs_a_camera()
    learner, name = phone(js=js), "Lù Thị Mai" if js else "Ma Văn Tý"
    first_page(learner, name=name)
    second_page(learner)
    opener = opened(sign_in(phone(js=js), *FACILITATOR), "Nhà văn hóa Thôn Đình")

    learner.open("/toi").press("Đang ở buổi đánh giá? Nhập mã buổi")
    learner.type("Mã buổi", opener.page.locator("#ma-buoi").inner_text().lower()).press("Vào buổi này")
    learner.press("Có mặt ở buổi này")
    ticked(opener, name)
    tasks = server.library.rule_for(Audience.CITIZEN).tasks
    for _ in tasks:
        opener.press("Đã thấy làm được")
    assert opener.text.count("Đã ghi trong buổi này") == len(tasks)

    serial = _serial(learner.open("/toi"))
    assert "Có người chứng kiến và biết rõ người học" in learner.text
    (address,) = printed(learner, f"/xac-nhan/{serial}.pdf", tmp_path)
    read_by_a_stranger(phone(js=js), address, name, serial)


def _serial(phone) -> str:
    return phone.named("Trang kiểm tra công khai").get_attribute("href").rsplit("/", 1)[-1]
