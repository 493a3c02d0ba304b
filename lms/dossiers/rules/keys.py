"""Every column that names a person: what it is, and what export, merger and erasing do with it.

A house test compares this table with the tables there are: a new foreign key to `person` without a row here fails.
Numbers in the record (`audit_entry`) are no keys: it outlives what it speaks of, and goes after 24 months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Merging(StrEnum):
    """What becomes of a row when its person turns out to be somebody known already."""

    MOVED = "moved"
    """It goes to the record that is kept, unless that has the same already; undoing puts it back."""
    TRACE = "trace"
    """It stays where it is: who did something, under the record by which they did it."""
    OWN = "own"
    """It is the merger's own business: written by it, or never moved."""


class Erasing(StrEnum):
    """What becomes of a row when its person is erased."""

    DELETED = "deleted"
    EMPTIED = "emptied"
    """It stays, and says nothing of anybody any more."""
    KEPT = "kept"
    """It stays and points at the nameless shell: who did something to somebody else, or that something was done."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column that names a person. `exported`: what it stands for is in the person's own copy of their data."""

    table: str
    column: str
    what: str
    exported: bool
    merging: Merging
    erasing: Erasing


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


def _own(table: str, what: str, erasing: Erasing = Erasing.DELETED, *, column: str = "person_id") -> Key:
    """A row about the person: in their copy, moved with them, and as a rule deleted with them."""
    return Key(table, column, what, True, Merging.MOVED, erasing)


def _trace(table: str, column: str, what: str) -> Key:
    """Who did it: nothing about the person but that."""
    return Key(table, column, what, False, Merging.TRACE, Erasing.KEPT)


KEYS: Sequence[Key] = (
    _trace("adoption", "adopted_by_id", said("ai đã nhập văn bản áp dụng")),
    _trace("assignment", "made_by_id", said("ai đã giao bài cho lớp")),
    _own("assignment_pupil", said("bài được giao riêng, hạn được gia thêm")),
    _trace("assignment_pupil", "set_by_id", said("ai đã giao riêng hoặc gia hạn")),
    _trace("attempt", "annulled_by_id", said("ai đã hủy bài đánh giá")),
    _own("attempt", said("bài đánh giá và bài kiểm tra lại")),
    _own("child_consent", said("lời đồng ý của người đại diện và của em")),
    _trace("child_consent", "recorded_by_id", said("ai đã ghi lời đồng ý")),
    _trace("classroom", "made_by_id", said("ai đã lập lớp")),
    _own("confirmation", said("xác nhận và phiếu kết quả"), Erasing.EMPTIED),
    _own("data_request", said("yêu cầu về dữ liệu của mình"), Erasing.EMPTIED),
    _trace("data_request", "ended_by_id", said("ai đã làm xong yêu cầu")),
    _trace("data_request", "received_by_id", said("ai đã nhận yêu cầu")),
    _trace("eligible_number", "entered_by_id", said("ai đã nhập số người thuộc diện")),
    _trace("eligible_use", "by_id", said("ai đã chọn số người thuộc diện để dùng")),
    _own("external_id", said("dấu vết đã mã hóa của mã ở hệ thống khác")),
    _trace("hand_count", "entered_by_id", said("ai đã nhập số đếm tay")),
    Key("import_draft", "owner_id", said("tệp đang nhập dở, giữ 24 giờ"), True, Merging.TRACE, Erasing.DELETED),
    _trace("invitation", "made_by_id", said("ai đã làm mã mời")),
    Key("invitation", "person_id", said("mã mời nhận việc"), True, Merging.TRACE, Erasing.DELETED),
    _own("join_request", said("lời xin vào lớp")),
    _trace("join_request", "settled_by_id", said("ai đã trả lời lời xin vào lớp")),
    _own("lesson_done", said("bài đã học")),
    _trace("lesson_period", "opened_by_id", said("ai đã mở giờ học")),
    _trace("listing_line", "added_by_id", said("ai đã thêm vào danh sách rà soát")),
    _trace("listing_line", "marked_by_id", said("ai đã ghi tình trạng ở danh sách rà soát")),
    _own("listing_line", said("dòng trong danh sách rà soát")),
    _own("membership", said("nơi ở, nơi học, nơi làm việc được tính")),
    _trace("merger", "by_id", said("ai đã gộp hai hồ sơ")),
    Key("merger", "gone_id", said("lần gộp hai hồ sơ của mình"), True, Merging.OWN, Erasing.EMPTIED),
    Key("merger", "kept_id", said("lần gộp hai hồ sơ của mình"), True, Merging.OWN, Erasing.EMPTIED),
    _trace("merger", "undone_by_id", said("ai đã tách lại hai hồ sơ")),
    _own("notice_given", said("thông báo về dữ liệu đã đọc hoặc đã nghe")),
    _trace("notice_given", "read_out_by_id", said("ai đã đọc thông báo cho nghe")),
    _trace("not_me", "settled_by_id", said("ai đã xem lại lời báo “không phải tôi”")),
    _trace("not_the_same", "by_id", said("ai đã ghi hai người khác nhau")),
    Key("not_the_same", "first_id", said("lời ghi hai người giống tên là khác nhau"), False, Merging.OWN,
        Erasing.DELETED),
    Key("not_the_same", "second_id", said("lời ghi hai người giống tên là khác nhau"), False, Merging.OWN,
        Erasing.DELETED),
    _own("observed_task", said("việc làm được trước người hướng dẫn")),
    _trace("observed_task", "ticked_by_id", said("ai đã thấy việc làm được")),
    _trace("period_visit", "beside_id", said("bạn cùng máy trong giờ học")),
    _own("period_visit", said("giờ học đã vào")),
    Key("person", "merged_into_id", said("hồ sơ cũ đã gộp vào hồ sơ này"), True, Merging.OWN, Erasing.KEPT),
    Key("person", "registered_by_id", said("ai đã đăng ký hộ"), False, Merging.TRACE, Erasing.KEPT),
    Key("person_standing", "person_id", said("chỗ của mình trong số đếm hiện nay"), False, Merging.OWN,
        Erasing.DELETED),
    _trace("post", "ended_by_id", said("ai đã thu lại việc được giao")),
    _trace("post", "given_by_id", said("ai đã giao việc")),
    _own("post", said("việc được giao"), Erasing.KEPT),
    _own("practice_round", said("lượt luyện tập và số lần thử")),
    _own("proof_result", said("kết quả từng kỹ năng")),
    _trace("public_page", "off_by_id", said("ai đã thôi công khai số liệu")),
    _trace("public_page", "on_by_id", said("ai đã công khai số liệu")),
    _trace("quiz", "made_by_id", said("ai đã đưa bộ câu hỏi lên")),
    _own("quiz_try", said("lượt làm bài tập của trường")),
    _own("remembered_device", said("máy đã nhớ tên")),
    _trace("report", "drafted_by_id", said("ai đã soạn báo cáo quý")),
    _trace("report", "issued_by_id", said("ai đã ban hành báo cáo quý")),
    _trace("report", "submitted_by_id", said("ai đã trình báo cáo quý")),
    _trace("report_calendar", "set_by_id", said("ai đã đặt kỳ báo cáo")),
    _trace("report_indicator", "entered_by_id", said("ai đã nhập tay số trong báo cáo quý")),
    _trace("report_recipient", "set_by_id", said("ai đã thêm nơi nhận báo cáo")),
    _trace("report_reminder", "by_id", said("ai đã nhắc nộp báo cáo")),
    _trace("report_sending", "received_by_id", said("ai đã nhận báo cáo quý")),
    _trace("report_sending", "returned_by_id", said("ai đã trả lại báo cáo quý")),
    _trace("report_sending", "sent_by_id", said("ai đã gửi báo cáo quý")),
    _own("seat", said("chỗ ngồi trong lớp, theo năm học")),
    _own("sign_in", said("mã người học hoặc tên đăng nhập")),
    _trace("sign_in", "secret_set_by_id", said("ai đã đặt số bí mật")),
    _trace("sitting", "opened_by_id", said("ai đã mở buổi đánh giá")),
    _own("sitting_presence", said("buổi đánh giá đã tới")),
    _trace("sitting_presence", "ticked_by_id", said("ai đã điểm danh")),
    _trace("sitting_presence", "witness_id", said("người chứng kiến thứ hai")),
    Key("stated_reason", "person_id", said("lý do đã nêu khi xem tên ở đơn vị"), True, Merging.TRACE, Erasing.KEPT),
    _trace("target", "entered_by_id", said("ai đã nhập chỉ tiêu")),
    _trace("year_move", "made_by_id", said("ai đã cho cả trường lên lớp")),
    _trace("year_move", "undone_by_id", said("ai đã bỏ lần lên lớp")),
)  # fmt: skip
"""In the order of the tables. Rows that hang on these (answers of a paper, of a round) go where these go."""


def moved() -> tuple[Key, ...]:
    """The keys whose rows go to the record that is kept."""
    return tuple(key for key in KEYS if key.merging is Merging.MOVED)


def deleted() -> tuple[Key, ...]:
    """The keys whose rows go with the person."""
    return tuple(key for key in KEYS if key.erasing is Erasing.DELETED)
