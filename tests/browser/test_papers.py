"""A paper on a phone: saved on choosing, kept when the network drops or the session ends, whole without JavaScript."""

import re

import pytest

from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Đã lưu lúc \d+:\d\d")
PIN = "275913"


def signed_in(phone: Phone, code: str) -> Phone:
    phone.open("/dang-nhap").type("Mã người học", code).type("Mã PIN", PIN).press("Đăng nhập")
    return phone


def begun(phone: Phone) -> str:
    """Begin the first paper offered, or go on with it; its address."""
    phone.open("/danh-gia/")
    phone.named("Làm tiếp" if phone.named("Làm tiếp").count() else "Bắt đầu làm bài").click()
    phone.page.wait_for_url("**/cau/*")
    return phone.path.rsplit("/cau/", 1)[0]


def to_a_choice(phone: Phone, paper: str) -> str:
    """Open the first question with one answer to choose; its address."""
    for number in range(1, 30):
        phone.open(f"{paper}/cau/{number}")
        if phone.page.locator("#lam-bai input[type=radio]").count():
            return phone.path
    pytest.fail("no such question")


def choose(phone: Phone, number: int) -> str:
    """Tap an answer; what stands there."""
    label = phone.page.locator("#lam-bai .opt label").nth(number)
    words = label.inner_text()  # read first: the tap may lead elsewhere
    label.click()
    return words


def chosen(phone: Phone) -> str:
    return phone.page.locator("#lam-bai input:checked + label").inner_text()


def wait_for(phone: Phone, pattern) -> None:
    phone.page.wait_for_function(
        "pattern => new RegExp(pattern).test(document.getElementById('da-luu').textContent)",
        arg=getattr(pattern, "pattern", pattern),
    )


@pytest.fixture
def citizen(phone) -> Phone:
    return signed_in(phone(), "DEMO-DAN")


def test_an_answer_is_saved_on_choosing_and_there_on_another_phone(citizen, phone):
    paper = begun(citizen)
    where = to_a_choice(citizen, paper)

    words = choose(citizen, 1)
    wait_for(citizen, SAVED)

    other = signed_in(phone(), "DEMO-DAN").open(where)
    assert chosen(other) == words


def test_what_was_chosen_without_a_network_is_sent_when_it_is_back(citizen):
    where = to_a_choice(citizen, begun(citizen))
    choose(citizen, 0)
    wait_for(citizen, SAVED)

    citizen.context.set_offline(True)
    words = choose(citizen, 1)
    wait_for(citizen, "Chưa lưu được")
    citizen.context.set_offline(False)
    wait_for(citizen, SAVED)

    assert chosen(citizen.open(where)) == words


def test_what_was_chosen_as_the_session_ended_is_there_and_saved_after_signing_in(citizen):
    where = to_a_choice(citizen, begun(citizen))
    choose(citizen, 0)
    wait_for(citizen, SAVED)
    citizen.context.clear_cookies()

    words = choose(citizen, 1)
    citizen.page.wait_for_url("**/dang-nhap?*")
    citizen.type("Mã người học", "DEMO-DAN").type("Mã PIN", PIN).press("Đăng nhập")
    wait_for(citizen, SAVED)

    assert citizen.path.startswith(where)
    assert citizen.page.locator("#chua-luu").is_hidden()
    assert chosen(citizen.open(where)) == words
    citizen.faults = [fault for fault in citizen.faults if ": 401 for " not in fault]  # the one that was expected


def test_a_whole_paper_is_walked_without_any_script(phone):
    lent = signed_in(phone(js=False), "DEMO-MOI")
    lent.open("/danh-gia/").press("Bắt đầu làm bài")
    for _ in range(40):
        if "/cau/" not in lent.path:
            break
        for n in range(lent.page.locator("#lam-bai select").count()):
            lent.page.locator("#lam-bai select").nth(n).select_option(index=n + 1)
        if lent.page.locator("#lam-bai .opt label").count():
            choose(lent, 0)
        if lent.page.locator("#lam-bai input[type=checkbox]").count():
            choose(lent, 1)
        lent.press("Lưu")

    assert lent.h1 == "Nộp bài đánh giá"
    assert "Đã trả lời đủ" in lent.text
    lent.press("Nộp bài")
    assert lent.h1 in ("Lần này chưa đạt", "Đã đạt bài đánh giá")


def test_a_question_fits_a_narrow_phone(citizen):
    where = to_a_choice(citizen, begun(citizen))

    assert citizen.open(where).too_wide <= 0
