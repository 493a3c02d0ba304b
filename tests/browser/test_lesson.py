"""A nine-year-old in a lesson: types the code on the wall, taps name and pictures, learns with a friend, leaves."""

import time

import pytest

from lms.skills.rules import Audience
from tests.browser.steps import PASSWORD, answer_all, sign_in

pytestmark = pytest.mark.browser

PRIMARY_TEACHER = ("giaovienth", PASSWORD)
PICTURES = ("Mặt trời", "Con gà", "Con trâu", "Ngôi nhà")
"""Of every pupil of the demo's class 4A."""
SECONDS = 15


def on_the_wall(phone) -> str:
    """The teacher opens a lesson, if none is open, and puts its code on the wall."""
    sign_in(phone, *PRIMARY_TEACHER).open("/lop/").press("Mở giờ học")
    if phone.h1.startswith("Mở giờ học"):
        phone.press("Mở giờ học")
    phone.press("Chiếu mã lên màn hình")
    return phone.page.locator(".bigcode").inner_text()


def tap(phone, number: int) -> str:
    """Tap the name with that number, then the four pictures; the name."""
    phone.press(f"{number}. ")
    name = phone.h1.removeprefix("Chào ")
    for n, shown in enumerate(PICTURES, start=1):
        if phone.js and n < len(PICTURES):
            phone.named(shown).click()  # gathered, sent with the last
        else:
            phone.press(shown)
    return name


def in_header(phone) -> str:
    return " ".join(phone.page.locator("header").inner_text().split())


@pytest.mark.parametrize(
    ("js", "first", "second"), [(True, 4, 5), (False, 6, 8)], ids=["with-script", "without-script"]
)
def test_a_child_taps_in_learns_with_a_friend_and_leaves(phone, server, js, first, second):
    teacher = phone(width=1280)
    code, child = on_the_wall(teacher), phone(js=js)
    child.open("/vao-lop/")

    began = time.monotonic()
    child.type("Mã lớp", code).press("Vào lớp")
    assert not js or child.too_wide == 0
    name = tap(child, first)
    assert time.monotonic() - began < SECONDS
    assert child.h1 == f"Chào {name}"

    child.page.locator("header a", has_text="Thêm bạn").click()
    child.press("Thêm bạn cùng máy")
    friend = tap(child, second)
    assert f"{name} và {friend}" in in_header(child)
    course = next(one for one in server.library.courses if Audience.PRIMARY in one.audiences)
    lesson = server.library.lessons_of(course)[0]
    answer_all(child.open(lesson.address), lesson)
    teacher.press("Về trang giờ học")
    assert teacher.text.count(f"{lesson.title}, xong bài") >= 2

    child.page.locator("header a", has_text="Đổi bạn").click()
    child.press("Xong, đăng xuất cả hai")
    assert child.h1 == "Hôm nay em đã làm được"
    assert child.text.count(f"Học xong bài “{lesson.title}”") == 2
    child.open("/toi")
    assert child.path.startswith("/dang-nhap")
