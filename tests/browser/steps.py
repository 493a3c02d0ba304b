"""What people do over several screens: practise a lesson, register, sign in."""

from lms.content.rules.library import Lesson
from lms.questions.rules import Kind, Question
from tests.browser.phone import Phone

PIN = "275913"
PASSWORD = "hoc-vu-so-2026"


def answer(phone: Phone, question: Question, *, right: bool) -> Phone:
    """Answer the question on the screen."""
    if question.kind is Kind.ORDERING:
        count = len(question.steps)
        for place, step in enumerate(question.steps, start=1):
            _select(phone, step).select_option(str(place if right else count + 1 - place))
    elif question.kind is Kind.MATCHING:
        sides = [pair.right for pair in question.pairs]
        for n, pair in enumerate(question.pairs):
            _take(_select(phone, pair.left), sides[n if right else (n + 1) % len(sides)])
    else:
        wanted = [option.text for option in question.options if option.right == right]
        _tick(phone, wanted if right else wanted[:1])
    return phone


def _select(phone: Phone, words: str):
    labels = phone.page.locator("main fieldset label")
    nth = next(n for n, said in enumerate(labels.all_inner_texts()) if words in _lines(said))
    return phone.page.locator(f"[id='{labels.nth(nth).get_attribute('for')}']")


def _take(select, words: str) -> None:
    """Choose from a list by words; a letter stands before them."""
    said = select.locator("option").all_inner_texts()
    select.select_option(index=next(n for n, text in enumerate(said) if " ".join(text.split()).endswith(words)))


def _tick(phone: Phone, wanted: list[str]) -> None:
    labels = phone.page.locator("main fieldset label")
    for n, said in enumerate(labels.all_inner_texts()):
        box = phone.page.locator(f"[id='{labels.nth(n).get_attribute('for')}']")
        chosen = _lines(said)[0] in wanted
        if box.is_checked() != chosen and (chosen or box.get_attribute("type") == "checkbox"):
            labels.nth(n).click()


def _lines(text: str) -> list[str]:
    """The lines of a label: its words, then, once answered, what they were worth."""
    return [" ".join(line.split()) for line in text.strip().split("\n")]


def asked(phone: Phone, lesson: Lesson) -> Question:
    """The question on the screen, found among the lesson's by its words."""
    stem = " ".join(phone.page.locator("main fieldset legend").inner_text().split())
    return next(one for one in lesson.practice if " ".join(one.stem.split()) == stem)


def practise(phone: Phone, lesson: Lesson) -> None:
    """A whole round from the lesson's page: each question answered wrong, then right, to the end of the lesson."""
    phone.press("Luyện tập 4 câu")
    for n in range(1, 5):
        assert phone.h1 == f"Luyện tập câu {n}: {lesson.title}"
        question = asked(phone, lesson)
        answer(phone, question, right=False).press("Xem giải thích")
        assert phone.page.locator("#nhan-xet").inner_text().startswith(("Chưa đúng", "Đúng một phần"))
        answer(phone, question, right=True).press("Trả lời lại")
        assert phone.page.locator("#nhan-xet").inner_text().startswith("Đúng rồi")
        phone.press("Câu tiếp theo" if n < 4 else "Xong bài này")


def answer_all(phone: Phone, lesson: Lesson) -> None:
    """A whole round, right at once, from the lesson's page."""
    phone.press("Luyện tập 4 câu")
    for n in range(1, 5):
        answer(phone, asked(phone, lesson), right=True).press("Xem giải thích")
        phone.press("Câu tiếp theo" if n < 4 else "Xong bài này")


def first_page(
    phone: Phone,
    *,
    name: str = "Hoàng Thị Mơ",
    born: str = "1961",
    audience: str = "Người dân",
    home: str = "vi du",
    suggested: str = "",
) -> Phone:
    """The first page of registering. `suggested`: tapped in the list under the box, for which a script must run."""
    phone.open("/dang-ky").type("Họ và tên", name).type("Năm sinh", born).choose(audience)
    if suggested:
        phone.box("Xã, phường nơi ở").press_sequentially(home)
        phone.page.get_by_role("option").filter(has_text=suggested).click()
    else:
        phone.type("Xã, phường nơi ở", home)
    return phone.choose("Tôi đã đọc bốn điều").press("Tiếp tục")


def second_page(phone: Phone, pin: str = PIN, *, work: str = "") -> str:
    """The second page of registering, for an official with the place of `work`; the code that it gives."""
    if work:
        phone.type("Xã, phường hoặc tỉnh nơi làm việc", work)
    phone.choose("Thôn Đình").type("Đặt mã PIN", pin).press("Đăng ký, nhận mã")
    return "".join(phone.page.locator("#ma-lon").inner_text().split())


def sign_in(phone: Phone, code: str, secret: str = PIN, *, own_device: bool = False) -> Phone:
    """Open the form and send it."""
    phone.open("/dang-nhap").type("Mã người học", code).type("Mã PIN", secret)
    if own_device:
        phone.choose("Máy của nhà mình")
    return phone.press("Đăng nhập")
