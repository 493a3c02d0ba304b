"""What only a real browser shows: what stays on a phone, the keyboard, the focus, the list while typing."""

import pytest

from lms.skills.rules import Audience
from tests.browser.screens import lessons_for
from tests.browser.steps import PIN, sign_in

pytestmark = pytest.mark.browser

SHARED = ("/hoc/", "/khan-cap", "/gioi-thieu", "/tim?q=tien")


@pytest.mark.parametrize("js", [True, False], ids=["with-script", "without-script"])
def test_a_phone_of_the_house_keeps_names_until_they_are_taken_off(phone, js):
    house = phone(js=js)
    sign_in(house, "demo-dan", own_device=True).press("Đăng xuất khỏi máy này")
    assert house.cookies == {"hvs_may"}

    house.open("/dang-nhap").press("Nguyễn Thị Mẫu")
    assert house.h1 == "Chào Nguyễn Thị Mẫu"
    house.type("Mã PIN", PIN).press("Đăng nhập")
    assert house.path == "/toi"
    house.press("Đăng xuất khỏi máy này")

    house.open("/dang-nhap").press("Nguyễn Thị Mẫu").press("Bỏ tên này khỏi máy")
    assert "Nguyễn Thị Mẫu" not in house.text


def test_a_lent_phone_forgets_who_signed_in(phone):
    lent = phone()
    sign_in(lent, "demo-dan").press("Đăng xuất khỏi máy này")

    assert lent.cookies == set()
    assert lent.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert "Nguyễn Thị Mẫu" not in lent.open("/dang-nhap").text


def test_shared_pages_set_no_cookie_and_keep_nothing_on_the_phone(phone, server):
    reader = phone()
    for address in (*SHARED, *(lesson.address for lesson in server.library.book.lessons[:3])):
        answer = reader.page.goto(server.address + address)
        assert answer is not None
        assert "set-cookie" not in answer.all_headers(), address

    assert reader.cookies == set()


def test_a_question_is_answered_with_the_keyboard_alone_and_every_stop_is_seen(phone, server):
    lesson = lessons_for(server.library, Audience.CITIZEN)[0]
    page = phone().open(f"/luyen/{lesson.course}/{lesson.code}").page

    page.keyboard.press("Tab")
    assert _focus(page) == "Đến nội dung chính"
    page.keyboard.press("Enter")
    stops = [_next_stop(page)]
    while stops[-1] != "Xem giải thích":
        page.keyboard.press("ArrowDown")  # chooses among radio buttons, takes the next of a list
        page.keyboard.press("Space") if page.evaluate("document.activeElement.type") == "checkbox" else None
        stops.append(_next_stop(page))
        assert len(stops) < 20, stops
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("#nhan-xet").is_visible()


def _next_stop(page) -> str:
    """Go on with Tab; fails when nobody could see where the focus is. Returns the words of the thing focused."""
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.scrollIntoView({block: 'center'})")
    focused = page.screenshot(caret="hide")
    page.evaluate("window.last = document.activeElement; last.blur()")
    assert page.screenshot(caret="hide") != focused, f"no focus to be seen: {_focus(page)}"
    page.evaluate("last.focus()")
    return _focus(page)


def _focus(page) -> str:
    return str(page.evaluate("(document.activeElement.innerText || '').trim()"))


def test_the_list_under_the_box_goes_by_keyboard_and_closes(phone):
    page = phone().open("/dang-ky").page
    box = page.get_by_role("combobox")
    box.press_sequentially("an phu")
    page.get_by_role("option").first.wait_for()

    first = page.get_by_role("option").first.inner_text()
    box.press("ArrowDown")
    box.press("Enter")

    assert box.input_value() == first
    assert box.get_attribute("aria-expanded") == "false"


def test_letters_and_theme_chosen_on_a_phone_stay_on_it(phone):
    own = phone(color_scheme="light")
    size = "getComputedStyle(document.body).fontSize"
    paper = "getComputedStyle(document.body).backgroundColor"
    page = own.open("/hoc/").page
    before = page.evaluate(size), page.evaluate(paper)

    page.get_by_role("button", name="Rất to").click()
    page.get_by_role("button", name="Tối").click()
    own.open("/khan-cap")

    assert float(page.evaluate(size)[:-2]) > float(before[0][:-2]) * 1.3
    assert page.evaluate(paper) != before[1]
    assert own.cookies == set()
