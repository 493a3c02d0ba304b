"""The screens of classes, for teachers, heads and pupils, as the demo holds them."""

from lms.content.rules.library import Library
from tests.browser.phone import Phone
from tests.browser.screens import Screen, at
from tests.browser.steps import PASSWORD, PIN

TEACHER, HEAD, PUPIL = ("giaovien", PASSWORD), ("hieutruong", PASSWORD), ("DEMO-TH", PIN)
HERE, SCHOOL = "/lop/99001-4-7b", "/lop/truong/99001-4"
LIST = "STT\tHọ và tên\tNăm sinh\n1\tNguyễn Văn Thử\t2013\n2\tH’Thử Niê\t\n3\tKsor H’Thử\t1913\n"
WHOLE = "STT\tHọ và tên\tNăm sinh\tKhối\tLớp\n1\tNguyễn Văn Thử\t2013\t7\tC\n2\tKsor H’Thử\t1913\t7\tC\n"
TABLE = "Câu hỏi\tA\tB\tĐáp án\tMức độ\nAi giữ mã OTP?\tBạn bè\tMột mình em\tB\tNB\nChọn một ý\tCó\tKhông\t\tNB\n"
QUESTIONS = "Câu 1: Ai giữ mã OTP?\nA. Bạn bè\n*B. Một mình em\nCâu 2: Chọn một ý\nA. Có\nB. Không\nCâu 3: Tự luận"


def _pasted(address: str, what: str = "preview", **typed: str) -> Screen:
    """The preview of something pasted."""

    def go(phone: Phone, _: Library) -> None:
        phone.open(address)
        for name, text in typed.items():
            phone.page.fill(f"[name={name}]", text)
        phone.press("Xem trước")

    return Screen(f"{address} {what}", go, "", TEACHER)


CLASSES = (
    at(HERE, "Lớp 7B", TEACHER),
    at(SCHOOL, "Lớp học, Trường THCS Vi Dụ", HEAD),
    at(f"{SCHOOL}/moi", "Lập lớp mới", TEACHER),
    at(f"{SCHOOL}/len-lop", "Lên lớp", HEAD),
    at(f"{HERE}/nhap", "Đưa học sinh vào", TEACHER),
    _pasted(f"{HERE}/nhap", pasted=LIST),
    at(f"{HERE}/the", "Thẻ và mã", TEACHER),
    at(f"{HERE}/dong-y", "Lời đồng ý", TEACHER),
    at(f"{HERE}/bai-giao", "Bài giao", TEACHER),
    at(f"{HERE}/bai-giao/moi?loai=lesson", "Giao bài", TEACHER),
    at(f"{HERE}/tien-do", "Lớp 7B làm tới đâu", TEACHER),
    at(f"{HERE}/ket-qua", "Kết quả", TEACHER),
    at(f"{HERE}/buoi", "Buổi đánh giá", TEACHER),
    at(f"{SCHOOL}/bai-tap/nhap", "Đưa câu hỏi lên", TEACHER),
    _pasted(f"{SCHOOL}/bai-tap/nhap", title="Tin học 7", pasted=QUESTIONS),
    _pasted(f"{SCHOOL}/bai-tap/nhap", "preview of a table", title="Tin học 7", pasted=TABLE),
    _pasted(f"{SCHOOL}/nhap", pasted=WHOLE),
    at(f"{SCHOOL}/bai-tap", "Bài tập của trường", HEAD),
    at("/vao-lop/", "Vào lớp"),
    at("/toi", "Chào", PUPIL),
)
