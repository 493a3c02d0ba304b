"""The screens of papers, sittings and confirmations, in the states that look different, as the demo holds them."""

from functools import lru_cache

from lms.content.rules.library import Library
from tests.browser.phone import Phone
from tests.browser.screens import CITIZEN, FACILITATOR, MANAGER, OFFICIAL, TEACHER, Go, Screen, at
from tests.browser.steps import PIN, sign_in

SEEN = ("DEMO-DAN2", PIN)
VILLAGE, CLASS, OFFICE = "Nhà văn hóa Thôn Đình", "Phòng học lớp 7B", "Hội trường UBND xã Vi Dụ"


def _pressed(address: str, *presses: str) -> Go:
    """Open the first and press the rest."""

    def go(phone: Phone, _: Library) -> None:
        phone.open(address)
        for words in presses:
            phone.press(words)

    return go


@lru_cache
def _code(browser: object, address: str) -> str:
    """The code of the village's sitting, as its opener reads it."""
    opener = sign_in(Phone(browser, address), *FACILITATOR)
    opener.open("/buoi/").press(VILLAGE)
    code = opener.path.rsplit("/", 1)[-1]
    opener.close()
    return code


def _arrived(phone: Phone, _: Library) -> None:
    phone.open(f"/buoi/{_code(phone.browser, phone.address)}")


PAPERS = (
    at("/danh-gia/", "Bài đánh giá", CITIZEN),
    at("/danh-gia/", "Bài đánh giá", SEEN),
    Screen("/danh-gia question", _pressed("/danh-gia/", "Làm tiếp"), "Bài đánh giá, câu", CITIZEN),
    Screen("/danh-gia hand in", _pressed("/danh-gia/", "Làm tiếp", "Xem lại và nộp bài"), "Nộp bài đánh giá", CITIZEN),
    Screen("/danh-gia passed", _pressed("/danh-gia/", "Xem kết quả lần gần nhất"), "Đã đạt bài đánh giá", OFFICIAL),
)

SITTINGS = (
    at("/toi", "Chào", SEEN),
    at("/buoi/", "Buổi đánh giá", CITIZEN),
    at("/buoi/", "Buổi đánh giá", FACILITATOR),
    at("/buoi/mo", "Mở buổi đánh giá", FACILITATOR),
    Screen("/buoi open", _pressed("/buoi/", VILLAGE), f"Buổi đánh giá ở {VILLAGE}", FACILITATOR),
    Screen("/buoi over", _pressed("/buoi/", OFFICE), f"Buổi đánh giá ở {OFFICE}", MANAGER),
    Screen("/buoi person", _pressed("/buoi/", VILLAGE, "Vũ Văn Mẫu"), "Vũ Văn Mẫu", FACILITATOR),
    Screen("/buoi consent", _pressed("/buoi/", CLASS, "Thào Thị Mẫu", "Ghi hai lời đồng ý"), "Đồng ý cho xem", TEACHER),
    Screen("/buoi to join", _arrived, "Buổi đánh giá ở", CITIZEN),
    Screen("/buoi present", _arrived, "Buổi đánh giá ở", SEEN),
    at("/buoi/000000", "Không có buổi nào mang mã này", CITIZEN),
)

CONFIRMED = (
    at("/xac-nhan/", ""),
    at("/xac-nhan/0000-0000-0000-1", "Chưa tìm thấy số này"),
    Screen("/xac-nhan valid", _pressed("/toi", "Trang kiểm tra công khai"), "Xác nhận còn hiệu lực", OFFICIAL),
)

ASSESSED = (*PAPERS, *SITTINGS, *CONFIRMED)
