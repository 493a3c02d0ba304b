"""Where one is told of the sitting one is in, and what it does to a paper: `/toi`, `/danh-gia/`, `/buoi/`."""

from datetime import timedelta

import pytest

from lms import clock

ASKED, HERE = "Đang ở buổi đánh giá? Nhập mã buổi", "Đang ở buổi đánh giá"
WITNESSED = "Bài làm bây giờ được ghi: làm tại buổi ở Nhà văn hóa, có người chứng kiến."
NOT_YET = "Bài làm bây giờ được ghi: làm tại buổi ở Nhà văn hóa. Trước khi nộp, xem đã được điểm danh chưa."
AWAY = "Buổi ở Nhà văn hóa đang ghi là vắng."
BEFORE = "Bài này bắt đầu từ trước nên không được ghi là làm tại buổi."
PAGES = ("/toi", "/danh-gia/")


@pytest.mark.parametrize("address", PAGES)
def test_whoever_is_in_none_is_led_to_the_code(visit, cast, address):
    learner = visit(cast.citizen)
    page = learner.get(address)

    assert page.links()[ASKED] == "/buoi/"
    asked = learner.get("/buoi/")
    assert "Mã buổi" in asked.text
    assert "Quét mã QR của buổi, hoặc gõ mã ở đây." in asked.text


@pytest.mark.parametrize("address", PAGES)
def test_somebody_with_a_post_and_no_audience_is_not(visit, cast, address):
    assert "Nhập mã buổi" not in visit(cast.admin).get(address).text


@pytest.mark.parametrize("address", [*PAGES, "/buoi/"])
@pytest.mark.parametrize(("state", "told"), [(None, NOT_YET), ("present", WITNESSED), ("absent", AWAY)])
def test_whoever_is_in_one_is_told_what_is_written(hall, cast, address, state, told):
    learner = hall.opened().joined(cast.citizen)
    if state:
        hall.ticks(cast.citizen, state)
    page = learner.get(address)

    assert told in page.text
    assert "Nhập mã buổi" not in page.text
    assert page.links()["Mở trang của buổi này"] == hall.at()


def test_when_it_is_over_nothing_is_told(hall, cast):
    learner = hall.opened().joined(cast.citizen)
    clock.set_now(clock.now() + timedelta(hours=2, minutes=1))

    assert HERE not in learner.get("/toi").text.replace(ASKED, "")


def test_a_paper_begun_before_the_sitting_is_told_not_to_belong_to_it(hall, visit, cast):
    learner = visit(cast.citizen)
    hall.begins_paper(learner)
    clock.set_now(clock.now() + timedelta(minutes=5))
    hall.opened().joined(cast.citizen)

    assert BEFORE in learner.get("/danh-gia/").text


def test_a_paper_begun_in_it_is_not(hall, cast):
    learner = hall.opened().joined(cast.citizen)
    hall.begins_paper(learner)

    assert BEFORE not in learner.get("/danh-gia/").text
