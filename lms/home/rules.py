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


WORK: Mapping[Role, Work] = {
    Role.FACILITATOR: Work(
        "Người hướng dẫn (Tổ chuyển đổi số cộng đồng)",
        (
            "Mở bài học cho bà con đọc ngay, không cần tài khoản.",
            "Chỉ bà con đăng ký trên máy của họ, rồi chép mã vào sổ.",
        ),
        "Đăng ký hộ và danh sách của thôn sẽ có ở bản sau.",
    ),
    Role.TEACHER: Work(
        "Giáo viên",
        ("Cho cả lớp mở bài học và luyện tập, không cần tài khoản.", "In bài ra giấy A4 để phát."),
        "Lập lớp, giao bài, xem kết quả sẽ có ở bản sau.",
    ),
    Role.DRAFTER: Work(
        "Người soạn báo cáo",
        ("Xem trang đơn vị.",),
        "Số liệu phổ cập và báo cáo quý sẽ có ở bản sau.",
    ),
    Role.MANAGER: Work(
        "Người phụ trách",
        ("Xem trang đơn vị và các đơn vị bên dưới.", "Học như mọi người và giới thiệu bài cho cơ quan."),
        "Quản lý người, tỷ lệ phổ cập và báo cáo sẽ có ở bản sau.",
    ),
    Role.VIEWER: Work(
        "Người xem số liệu",
        ("Xem trang đơn vị và các đơn vị bên dưới.",),
        "Bảng số liệu phổ cập sẽ có ở bản sau.",
    ),
    Role.ADMIN: Work(
        "Quản trị",
        ("Xem trang mọi đơn vị.", "Kiểm bài học bằng lệnh “lms content check” trên máy chủ."),
        "Màn hình quản trị sẽ có ở bản sau.",
    ),
}
