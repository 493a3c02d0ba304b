"""What the whole thing is for: from a poster to a lesson, practised, kept, and gone on with on another phone."""

import pytest

from lms.skills.rules import Audience
from tests.browser.steps import first_page, practise, second_page, sign_in

pytestmark = pytest.mark.browser

NAME, PIN = "H’Hen Niê", "402816"


@pytest.mark.parametrize("js", [True, False], ids=["with-script", "without-script"])
def test_a_citizen_learns_from_a_poster_registers_and_goes_on_with_another_phone(phone, server, js):
    course = next(one for one in server.library.courses if Audience.CITIZEN in one.audiences)
    lesson, following = server.library.lessons_of(course)[:2]
    lent = phone(js=js)

    lent.open(lesson.address)
    assert lent.h1 == lesson.title
    assert lent.cookies == set()
    practise(lent, lesson)
    assert lent.h1 == f"Xong bài: {lesson.title}"

    lent.press("Đăng ký, chưa đến một phút")
    assert lent.path == "/dang-ky"
    first_page(lent, name=NAME, suggested="xã Vi Dụ" if js else "")
    assert "ở xã Vi Dụ, tỉnh Mẫu" in lent.text
    code = second_page(lent, PIN)
    assert lent.h1 == "Xong rồi. Đây là mã người học"
    lent.press("Học tiếp")
    assert "Những bài vừa học trên máy này là của ai?" in lent.text
    lent.press("Của tôi, thêm vào cho tôi")
    assert "Những bài vừa học trên máy này là của ai?" not in lent.text
    assert f"Đã học 1 trong {len(course.lessons)} bài" in lent.text

    lent.press("Đăng xuất khỏi máy này")
    assert lent.h1 == "Đã đăng xuất"
    assert lent.cookies == set()
    lent.page.go_back()
    assert NAME not in lent.text

    other = phone(js=js)
    sign_in(other, code.replace("-", " ").lower(), PIN)
    assert other.h1 == f"Chào {NAME}"
    other.press("Học tiếp")
    assert other.h1 == following.title
