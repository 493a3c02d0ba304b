"""What each role can do in the version at hand: said plainly, so that nobody looks for what is not there yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.access.rules import Role


@dataclass(frozen=True, slots=True)
class Work:
    """A role's name, what its holder can do now, and what comes in later versions."""

    title: str
    now: tuple[str, ...]
    later: str


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the template that shows it translates it."""
    return sentence


WORK: Mapping[Role, Work] = {
    Role.FACILITATOR: Work(
        said("Người hướng dẫn (Tổ chuyển đổi số cộng đồng)"),
        (
            said("Mở bài học cho bà con đọc ngay, không cần tài khoản."),
            said("Chỉ bà con đăng ký trên máy của họ, rồi chép mã vào sổ."),
            said("Mở buổi đánh giá: điểm danh, ghi việc bà con làm được trước mặt."),
        ),
        said("Đăng ký hộ và danh sách của thôn sẽ có ở bản sau."),
    ),
    Role.TEACHER: Work(
        said("Giáo viên"),
        (
            said("Cho cả lớp mở bài học và luyện tập, không cần tài khoản."),
            said("In bài ra giấy A4 để phát."),
            said("Mở buổi đánh giá cho lớp: điểm danh, ghi lời đồng ý của phụ huynh và của em."),
        ),
        said("Lập lớp, giao bài, xem kết quả sẽ có ở bản sau."),
    ),
    Role.DRAFTER: Work(
        said("Người soạn báo cáo"),
        (said("Xem trang đơn vị."),),
        said("Số liệu phổ cập và báo cáo quý sẽ có ở bản sau."),
    ),
    Role.MANAGER: Work(
        said("Người phụ trách"),
        (
            said("Xem trang đơn vị và các đơn vị bên dưới."),
            said("Học như mọi người và giới thiệu bài cho cơ quan."),
            said("Ở xã, trường, cơ quan: mở buổi đánh giá, xem ai có mặt ở các buổi bên dưới."),
        ),
        said("Quản lý người, tỷ lệ phổ cập và báo cáo sẽ có ở bản sau."),
    ),
    Role.VIEWER: Work(
        said("Người xem số liệu"),
        (said("Xem trang đơn vị và các đơn vị bên dưới."),),
        said("Bảng số liệu phổ cập sẽ có ở bản sau."),
    ),
    Role.ADMIN: Work(
        said("Quản trị"),
        (said("Xem trang mọi đơn vị."), said("Kiểm bài học bằng lệnh “lms content check” trên máy chủ.")),
        said("Màn hình quản trị sẽ có ở bản sau."),
    ),
}
