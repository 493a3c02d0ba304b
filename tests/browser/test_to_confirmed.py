"""From a poster to a paper that anybody can check: practised, registered, assessed, confirmed, printed, read back."""

import pytest

from lms.skills.rules import Audience
from tests.browser.papers import begin, hand_in, needs_a_camera, printed, read_by_a_stranger, write
from tests.browser.screens import lessons_for
from tests.browser.steps import answer_all, first_page, second_page, sign_in

pytestmark = pytest.mark.browser

both_ways = pytest.mark.parametrize("js", [True, False], ids=["with-script", "without-script"])
NAMES = {Audience.CITIZEN: "H’Hen Niê", Audience.OFFICIAL: "Ksor H’Lưk"}
CHOICES = {Audience.CITIZEN: "Người dân", Audience.OFFICIAL: "Cán bộ, công chức"}


@both_ways
@pytest.mark.parametrize("audience", NAMES)
def test_from_a_poster_to_a_paper_that_is_read_back(phone, server, tmp_path, audience, js):
    needs_a_camera()
    name, lesson = NAMES[audience], lessons_for(server.library, audience)[0]
    own = phone(js=js)

    own.open(lesson.address)
    assert own.h1 == lesson.title
    answer_all(own, lesson)
    own.press("Đăng ký, chưa đến một phút")
    first_page(own, name=name, born="1985", audience=CHOICES[audience])
    second_page(own, work="vi du" if audience is Audience.OFFICIAL else "")
    own.press("Học tiếp").press("Của tôi, thêm vào cho tôi")
    own.press("Đã biết rồi: làm bài đánh giá ngay")
    begin(own, audience)
    write(own, server.library)
    serial = hand_in(own)

    assert printed(own, f"/xac-nhan/{serial}.pdf", tmp_path) == [f"{own.address}/xac-nhan/{serial}"]
    (address,) = printed(own, f"/xac-nhan/{serial}.pdf?co=the", tmp_path)
    read_by_a_stranger(phone(js=js), address, name, serial, "Tự học, chưa có người chứng kiến")
    own.press("Trang kiểm tra công khai")
    assert own.h1 == "Phiếu còn hiệu lực"
    assert serial in own.open("/toi").text


@pytest.mark.parametrize(("who", "js"), [("DEMO-TH", True), ("DEMO-EM3", False)])
def test_a_pupil_gets_a_paper_that_nobody_outside_can_look_up(phone, server, tmp_path, who, js):
    needs_a_camera()
    own = sign_in(phone(js=js), who)

    own.open("/danh-gia/")
    begin(own, Audience.PRIMARY)
    write(own, server.library)
    serial = hand_in(own)

    assert own.named("Trang kiểm tra công khai").count() == 0
    assert "cần người đại diện và chính em cùng đồng ý" in own.text
    assert printed(own, f"/xac-nhan/{serial}.pdf", tmp_path) == []
    stranger = phone(js=js).open(f"/xac-nhan/{serial}")
    assert stranger.h1.startswith("Chưa tìm thấy số này")
