"""What can be done with a class, as the class's page offers it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.access.rules import Actor, Permission
from lms.classrooms.rules.kinds import said


@dataclass(frozen=True, slots=True)
class ClassArea:
    """One thing to do: who may, the last part of its address, its title, what it is for, its icon."""

    permission: Permission
    address: str
    title: str
    purpose: str
    icon: str


AREAS: Sequence[ClassArea] = (
    ClassArea(
        Permission.CLASS_TEACH,
        "gio-hoc",
        said("Mở giờ học"),
        said("Các em chạm tên mình trên máy là vào học ngay."),
        "clock",
    ),
    ClassArea(
        Permission.CLASS_TEACH, "bai-giao", said("Giao bài"), said("Bài học, khóa học, bài đánh giá, hạn làm."), "book"
    ),
    ClassArea(
        Permission.CLASS_TEACH,
        "tien-do",
        said("Lớp làm tới đâu"),
        said("Em nào xong, em nào đang vướng; câu nhiều em chọn nhầm."),
        "chart",
    ),
    ClassArea(
        Permission.CLASS_KEEP, "nhap", said("Đưa học sinh vào"), said("Từ Excel của trường, hoặc dán tên."), "plus"
    ),
    ClassArea(
        Permission.CLASS_KEEP, "xin-vao", said("Em xin vào lớp"), said("Bằng mã lớp; thầy cô cho vào từng em."), "user"
    ),
    ClassArea(
        Permission.CLASS_KEEP, "roi-lop", said("Em rời lớp"), said("Sang lớp khác, chuyển trường, thôi học."), "right"
    ),
    ClassArea(Permission.CLASS_KEEP, "the", said("Thẻ và mã"), said("In thẻ cả lớp, đặt lại mã hoặc hình."), "print"),
    ClassArea(
        Permission.CLASS_KEEP,
        "dong-y",
        said("Lời đồng ý"),
        said("In phiếu cho phụ huynh; còn thiếu của em nào."),
        "shield",
    ),
    ClassArea(
        Permission.CLASS_KEEP,
        "buoi",
        said("Buổi đánh giá của lớp"),
        said("Điểm danh cả lớp, làm bài có thầy cô chứng kiến."),
        "group",
    ),
    ClassArea(
        Permission.CLASS_KEEP,
        "ket-qua",
        said("Kết quả"),
        said("Bảng của lớp, xác nhận cả lớp một tệp, điền vào tệp của trường."),
        "doc",
    ),
)
"""Every area there is; one shows to whoever may use it, once its address is answered."""


def areas_for(actor: Actor, path: str, there: Iterable[str]) -> list[ClassArea]:
    """The areas that somebody may use in a class; `there` are the last parts of addresses that are answered."""
    known = set(there)
    return [one for one in AREAS if one.address in known and actor.may(one.permission, path)]
