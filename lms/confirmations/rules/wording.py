"""The words of confirmations, on the page and on paper. Source: design §5, Adoption, Evidence."""

from collections.abc import Mapping

from lms.confirmations.rules.kinds import Reason, State
from lms.skills.rules import Audience, Evidence, Proof

LAYOUT = 1
"""The layout that papers issued now are printed in; an older one keeps its own."""


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


ADOPTED_TITLE = said("XÁC NHẬN HOÀN THÀNH MỨC ĐỘ PHỔ CẬP KỸ NĂNG SỐ")
SLIP_TITLE = said("PHIẾU KẾT QUẢ ĐÁNH GIÁ KỸ NĂNG SỐ")
_FIRST_LINE = {True: 4, False: 3}  # words: XÁC NHẬN HOÀN THÀNH, PHIẾU KẾT QUẢ
SLIP_STANDS_ON = said("Theo khung tham chiếu TT 02/2025/TT-BGDĐT; chưa phải xác nhận theo QĐ 757/QĐ-BKHCN")

EVIDENCE_WORDS: Mapping[Evidence, str] = {
    Evidence.SELF: said("Tự học, chưa có người chứng kiến"),
    Evidence.SUPERVISED: said("Có người chứng kiến"),
    Evidence.IDENTIFIED: said("Có người chứng kiến và biết rõ người học"),
    Evidence.SAMPLED: said("Đã kiểm tra lại"),
}

PROOF_WORDS: Mapping[Proof, str] = {
    Proof.CLOSING_QUESTIONS: said("Câu hỏi cuối bài"),
    Proof.PAPER: said("Bài đánh giá"),
    Proof.SIMULATION: said("Màn hình luyện tập"),
    Proof.OBSERVED: said("Làm trước người hướng dẫn"),
    Proof.RECOGNISED: said("Công nhận kết quả nơi khác"),
}

AUDIENCE_WORDS: Mapping[Audience, str] = {
    Audience.CITIZEN: said("Người dân"),
    Audience.OFFICIAL: said("Cán bộ, công chức, viên chức, người lao động"),
    Audience.PRIMARY: said("Học sinh tiểu học"),
    Audience.SECONDARY: said("Học sinh trung học cơ sở"),
    Audience.UPPER: said("Học sinh trung học phổ thông"),
    Audience.STUDENT: said("Sinh viên"),
    Audience.ENTERPRISE: said("Người lao động ở doanh nghiệp"),
}

STATE_WORDS: Mapping[State, str] = {
    State.VALID: said("Còn hiệu lực"),
    State.SUPERSEDED: said("Đã có bản mới thay thế"),
    State.REVOKED: said("Không còn giá trị (đã thu hồi)"),
    State.ERASED: said("Đã xóa theo yêu cầu"),
}

REASON_WORDS: Mapping[Reason, str] = {
    Reason.RAISED: said("Người học đã được chứng kiến ở mức cao hơn và có bản mới."),
    Reason.RENAMED: said("Họ tên hoặc năm sinh đã được ghi lại cho đúng trên bản mới."),
    Reason.ADOPTED: said("Đơn vị đã có văn bản áp dụng và cấp lại bản mới."),
    Reason.MERGED: said("Hai hồ sơ của cùng một người đã gộp làm một; bản còn lại được giữ."),
    Reason.NOT_THE_PERSON: said("Kiểm tra lại thấy người làm bài không phải người có tên trên giấy."),
    Reason.RESULTS_ANNULLED: said("Kết quả mà giấy này dựa vào đã bị hủy."),
    Reason.MISTAKE: said("Giấy được cấp nhầm."),
    Reason.ASKED: said("Người có tên trên giấy đề nghị thôi dùng."),
    Reason.ERASED: said("Người có tên trên giấy đã đề nghị xóa dữ liệu của mình."),
}

SAMPLE = said("Dữ liệu mẫu, không có giá trị")
NOT_CHECKED = said("chưa đối chiếu bản gốc")
PRODUCT_CHOICE = said("lựa chọn của nền tảng, không phải quy định của pháp luật")


def title(*, adopted: bool) -> str:
    """What the paper is called, decided when it was issued."""
    return ADOPTED_TITLE if adopted else SLIP_TITLE


def title_lines(*, adopted: bool) -> tuple[str, str]:
    """The same in two lines, broken where it is read best."""
    words = title(adopted=adopted).split()
    return " ".join(words[: _FIRST_LINE[adopted]]), " ".join(words[_FIRST_LINE[adopted] :])
