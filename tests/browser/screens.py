"""Every screen, in the states that look different: who opens it, how one gets there, what its heading begins with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lms.content.rules.library import Lesson, Library
from lms.learning.rules import Turn, drawn
from lms.questions.rules import Kind, Question
from lms.skills.rules import Audience
from tests.browser.phone import Phone
from tests.browser.steps import PASSWORD, PIN, answer, answer_all, first_page, second_page, sign_in

Who = tuple[str, str]
Go = Callable[[Phone, Library], object]

CITIZEN, PUPIL, OFFICIAL = ("DEMO-DAN", PIN), ("DEMO-TH", PIN), ("DEMO-CB", PIN)
TAUGHT = (Audience.CITIZEN, Audience.OFFICIAL, Audience.SECONDARY, Audience.PRIMARY)
TEACHER, MANAGER, ADMIN = ("giaovien", PASSWORD), ("canbo", PASSWORD), ("quantri", PASSWORD)
FACILITATOR = ("tocongnghe", PASSWORD)


@dataclass(frozen=True)
class Screen:
    """One screen in one state."""

    name: str
    go: Go
    h1: str
    who: Who | None = None


def at(address: str, h1: str, who: Who | None = None) -> Screen:
    """A screen that has an address of its own."""
    return Screen(f"{address} {who[0]}" if who else address, lambda phone, _: phone.open(address), h1, who)


def lessons_for(library: Library, audience: Audience) -> list[Lesson]:
    """The lessons for an audience that have practice."""
    return [one for one in library.book.lessons if audience in one.audiences and one.practice]


def _lesson(audience: Audience) -> Go:
    def go(phone: Phone, library: Library) -> object:
        found = lessons_for(library, audience)
        assert found, f"no lesson for {audience}"
        return phone.open(found[0].address)

    return go


def _question(library: Library, kind: Kind) -> tuple[Question, str]:
    """A question of this kind and the address at which it is asked."""
    for lesson in library.book.lessons:
        for base in range(1000, 1100):
            for number, one in enumerate(drawn(lesson.practice, Turn(base, 0)), start=1):
                if one.kind is kind:
                    return one, f"/luyen/{lesson.course}/{lesson.code}?luot={base}-0&cau={number}"
    raise AssertionError(f"no practice question of kind {kind}")


def _asked(kind: Kind, right: bool | None = None) -> Go:
    def go(phone: Phone, library: Library) -> None:
        question, address = _question(library, kind)
        phone.open(address)
        if right is not None:
            answer(phone, question, right=right).press("Xem giải thích")

    return go


def _questions() -> Iterator[Screen]:
    for kind in Kind:
        for state, right in (("asked", None), ("wrong", False), ("right", True)):
            yield Screen(f"/luyen {kind} {state}", _asked(kind, right), "Luyện tập câu")


def _nothing_chosen(phone: Phone, library: Library) -> None:
    phone.open(_question(library, Kind.ONE)[1]).press("Xem giải thích")


def _finished(phone: Phone, library: Library) -> None:
    lesson = lessons_for(library, Audience.CITIZEN)[0]
    phone.open(lesson.address)
    answer_all(phone, lesson)


def _whose(phone: Phone, library: Library) -> None:
    _finished(phone, library)
    sign_in(phone, *OFFICIAL)


def _front_again(phone: Phone, library: Library) -> None:
    _finished(phone, library)
    phone.open("/")


def _typing(phone: Phone, _: Library) -> None:
    phone.open("/dang-ky").box("Xã, phường nơi ở").press_sequentially("an phu")
    phone.page.get_by_role("option").first.wait_for()


def _official(phone: Phone, _: Library) -> None:
    first_page(phone, audience="Cán bộ, công chức")


def _registered(phone: Phone, _: Library) -> None:
    second_page(first_page(phone))


def _easy_pin(phone: Phone, library: Library) -> None:
    _official(phone, library)
    phone.type("Xã, phường hoặc tỉnh nơi làm việc", "Tân").type("Đặt mã PIN", "123456").press("Đăng ký, nhận mã")


def _known_phone(phone: Phone, _: Library) -> None:
    sign_in(phone, *CITIZEN, own_device=True).press("Đăng xuất khỏi máy này")
    phone.open("/dang-nhap")


def _known_name(phone: Phone, _: Library) -> None:
    _known_phone(phone, _)
    phone.press("Nguyễn Thị Mẫu").type("Mã PIN", "1").press("Đăng nhập")


def _sent_without(*presses: str) -> Go:
    """Open the first and press the rest, with nothing typed."""
    address, *buttons = presses

    def go(phone: Phone, _: Library) -> None:
        phone.open(address)
        for words in buttons:
            phone.press(words)

    return go


def _no_name(phone: Phone, _: Library) -> None:
    phone.open("/toi/ten").type("Họ và tên", "").press("Lưu tên này")


def _stale(phone: Phone, _: Library) -> None:
    phone.open("/toi/ten").page.eval_on_selector("main [name=csrf_token]", "field => { field.value = 'x'; }")
    phone.press("Lưu tên này")


def _from_elsewhere(phone: Phone, _: Library) -> None:
    phone.page.set_content(f"<main><form method=post action='{phone.address}/dang-nhap'><button>Gửi</button></form>")
    phone.press("Gửi")


def _wrong_secret(times: int) -> Go:
    def go(phone: Phone, _: Library) -> None:
        for _n in range(times):
            sign_in(phone, f"KHONG-CO-{times}", "999999")

    return go


def _old_secret_wrong(phone: Phone, _: Library) -> None:
    phone.open("/toi/ma-pin").type("Mã PIN hoặc mật khẩu đang dùng", "1")
    phone.type("Mã PIN hoặc mật khẩu mới", "480263").press("Đổi mã")


OPEN_TO_ALL = (
    at("/", "Mỗi ngày học một việc"),
    Screen("/ after a lesson", _front_again, "Mỗi ngày học một việc"),
    at("/hoc/", "Bài học"),
    Screen("course", lambda phone, library: phone.open(library.courses[0].address), ""),
    *(Screen(f"lesson {audience}", _lesson(audience), "") for audience in TAUGHT),
    *_questions(),
    Screen("/luyen nothing chosen", _nothing_chosen, "Luyện tập câu"),
    Screen("/luyen finished", _finished, "Xong bài"),
    at("/khan-cap", ""),
    at("/gioi-thieu", ""),
    at("/tim", "Tìm bài học"),
    at("/tim?q=ho+so", "Tìm: ho so"),
    at("/tim?q=zzzz", "Tìm: zzzz"),
    at("/ui", "Bộ thành phần"),
)

SIGNING_IN = (
    at("/dang-ky", "Đăng ký học"),
    Screen("/dang-ky empty", _sent_without("/dang-ky", "Tiếp tục"), "Đăng ký học"),
    Screen("/dang-ky typing", _typing, "Đăng ký học"),
    Screen("/dang-ky several places", lambda phone, _: first_page(phone, home="Tân"), "Đăng ký học"),
    Screen("/dang-ky child", lambda phone, _: first_page(phone, born="2016"), "Em học cùng thầy cô"),
    Screen("/dang-ky second page", lambda phone, _: first_page(phone), "Đăng ký học: một bước nữa"),
    Screen("/dang-ky official", _official, "Đăng ký học: một bước nữa"),
    Screen("/dang-ky easy PIN", _easy_pin, "Đăng ký học: một bước nữa"),
    Screen("/dang-ky done", _registered, "Xong rồi. Đây là mã người học"),
    at("/dang-nhap", "Đăng nhập"),
    Screen("/dang-nhap empty", _sent_without("/dang-nhap", "Đăng nhập"), "Đăng nhập"),
    Screen("/dang-nhap wrong", _wrong_secret(1), "Đăng nhập"),
    Screen("/dang-nhap too often", _wrong_secret(6), "Đăng nhập"),
    Screen("/dang-nhap names", _known_phone, "Đăng nhập"),
    Screen("/dang-nhap name, wrong", _known_name, "Chào Nguyễn Thị Mẫu"),
    at("/dang-xuat", "Đã đăng xuất"),
    at("/dang-xuat", "Đăng xuất khỏi máy này?", CITIZEN),
)

OWN_PAGES = (
    *(at("/toi", "Chào", who) for who in (CITIZEN, PUPIL, OFFICIAL, TEACHER, MANAGER, ADMIN)),
    Screen("/toi whose lessons", _whose, "Chào"),
    at("/", "Mỗi ngày học một việc", CITIZEN),
    at("/toi/the", "", CITIZEN),
    at("/toi/ten", "Sửa họ tên", CITIZEN),
    Screen("/toi/ten empty", _no_name, "Sửa họ tên", CITIZEN),
    at("/toi/ma-pin", "Đổi mã PIN", CITIZEN),
    Screen("/toi/ma-pin wrong", _old_secret_wrong, "Đổi mã PIN", OFFICIAL),
    at("/toi/moi-may", "Đăng xuất mọi máy?", CITIZEN),
    at("/don-vi/99001/", "Xã Vi Dụ", MANAGER),
    at("/don-vi/vn/", "", ADMIN),
)

REFUSALS = (
    at("/khong-co", "Không có trang này"),
    at("/dang-ky/xong", "Chưa gửi được từ đây"),
    Screen("400", _stale, "Chưa làm được việc vừa gửi", CITIZEN),
    Screen("403", _from_elsewhere, "Trang này dành cho người khác"),
)

SCREENS = (*OPEN_TO_ALL, *SIGNING_IN, *OWN_PAGES, *REFUSALS)
