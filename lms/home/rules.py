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
            said("Đăng ký hộ từng người hoặc cả danh sách của thôn, trao thẻ, đưa máy để họ tự bấm mã PIN."),
            said("Tìm người trong thôn; đặt lại mã PIN, mở khóa, sửa tên, ghi chuyển nơi."),
            said("Mở buổi đánh giá: điểm danh, ghi việc bà con làm được trước mặt."),
        ),
        said("Làm việc khi không có mạng sẽ có ở bản sau."),
    ),
    Role.TEACHER: Work(
        said("Giáo viên"),
        (
            said("Lập lớp từ tệp Excel của trường; in thẻ; mở giờ học để các em chạm tên mình là vào."),
            said("Giao bài, xem em nào xong, em nào đang vướng; đưa câu hỏi của trường lên."),
            said("Mở buổi đánh giá cho lớp; in kết quả, xác nhận của cả lớp."),
        ),
        said("Điểm của em nào chỉ em ấy và thầy cô của lớp xem được."),
    ),
    Role.DRAFTER: Work(
        said("Người soạn báo cáo"),
        (
            said("Xem số liệu phổ cập; ghi số người thuộc diện và chỉ tiêu, kèm văn bản."),
            said("Soạn báo cáo quý: lời văn, số nhập tay; trình người phụ trách ký; gửi cấp trên."),
        ),
        said("Người soạn không tự ban hành báo cáo của mình."),
    ),
    Role.MANAGER: Work(
        said("Người phụ trách"),
        (
            said("Xem trang đơn vị và các đơn vị bên dưới."),
            said("Giao việc cho người hướng dẫn, thầy cô, người soạn báo cáo; thu lại, đưa mã mời mới."),
            said("Ở xã, trường, cơ quan: đăng ký hộ, in thẻ, tìm người, đặt lại mã PIN, chuyển nơi."),
            said("Ở xã, trường, cơ quan: mở buổi đánh giá, xem ai có mặt ở các buổi bên dưới."),
        ),
        said("Ký ban hành báo cáo quý; nhận, trả lại báo cáo từ bên dưới, nhắc nơi chậm."),
    ),
    Role.VIEWER: Work(
        said("Người xem số liệu"),
        (said("Xem trang đơn vị và các đơn vị bên dưới."),),
        said("Bảng số liệu phổ cập sẽ có ở bản sau."),
    ),
    Role.ADMIN: Work(
        said("Quản trị"),
        (
            said("Mở trang mọi đơn vị, xem ai giữ việc gì ở đó."),
            said("Giao người phụ trách cho tỉnh, xã, trường, cơ quan; đưa mã mời; thu lại."),
            said("Xem nơi nào chưa có người phụ trách."),
            said("Kiểm bài học bằng lệnh “lms content check” trên máy chủ."),
        ),
        said("Không xem tên người học. Bảng số liệu toàn hệ thống sẽ có ở bản sau."),
    ),
}
