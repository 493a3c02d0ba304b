"""The columns of the figures: their keys, words and meanings, the same on the page and in every file."""

from dataclasses import dataclass
from enum import StrEnum

from lms.coverage.rules.groups import said

Value = str | int | float | None


class Kind(StrEnum):
    """How a column's values are written: `share` is 0–1 and shown as a percentage."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files that programs read, its words, how its values are written, what they mean."""

    key: str
    words: str
    kind: Kind
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values, one for each column; None where there is nothing to say."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


_T, _N, _S = Kind.TEXT, Kind.NUMBER, Kind.SHARE

FIGURES: tuple[Column, ...] = (
    Column("unit_code", said("Mã đơn vị"), _T),
    Column("unit", said("Đơn vị"), _T),
    Column("group", said("Nhóm"), _T, said("Mỗi người tính một lần trong mỗi nhóm, ở đơn vị của mình.")),
    Column("eligible", said("Số người thuộc diện"), _N, said("Số đang dùng của đơn vị; chưa có thì để trống.")),
    Column("source", said("Nguồn của số ấy"), _T, said("Ai đếm; cách đếm; văn bản.")),
    Column("listed", said("Chưa tiếp cận"), _N, said("Có tên trong danh sách rà soát, chưa có mã học.")),
    Column("registered", said("Đã đăng ký"), _N, said("Có mã học, kể cả người đang học và đã hoàn thành.")),
    Column("learning", said("Đã học"), _N, said("Đã học ít nhất một bài, kể cả người đã hoàn thành.")),
    Column("completed", said("Đã hoàn thành"), _N, said("Có xác nhận hoặc phiếu kết quả còn giá trị, ở mọi mức.")),
    Column("self", said("Tự học, chưa có người chứng kiến"), _N, said("Hoàn thành ở mức chưa được tính; để riêng.")),
    Column("confirmed", said("Đã xác nhận"), _N, said("Đã hoàn thành ở mức minh chứng được tính trở lên.")),
    Column("rate_base", said("Tính trên"), _N, said("Mẫu số: số của đơn vị, chưa có thì cộng các đơn vị đã có số.")),
    Column("rate_completed", said("Tỷ lệ hoàn thành"), _S, said("Đã hoàn thành chia cho mẫu số ở cột “Tính trên”. Nơi "
           "chưa có số thì người ở đó không tính vào tỷ lệ. Dưới 30 người thì không tính.")),
    Column("rate_confirmed", said("Tỷ lệ xác nhận"), _S, said("Đã xác nhận chia cho cùng mẫu số, cùng cách tính.")),
    Column("target", said("Chỉ tiêu"), _S, said("Chỉ tiêu năm của đơn vị có bảng này, dùng cho mọi dòng trong bảng.")),
    Column("target_counts", said("Chỉ tiêu so với"), _T, said("Văn bản giao chỉ tiêu nói về số nào.")),
    Column("still", said("Còn thiếu so với chỉ tiêu"), _N, said("Số người phải thêm để đạt chỉ tiêu; 0 là đã đạt.")),
    Column("state", said("Ghi chú"), _T, said("Vì sao không có tỷ lệ, hoặc tỷ lệ tính trên phần nào.")),
)  # fmt: skip

UNPLACED = said("Chưa rõ đơn vị bên dưới")
NOWHERE = said("Chưa rõ nơi ở, nơi học, nơi làm việc")
IMPOSSIBLE = said("Số chưa khớp: hoàn thành nhiều hơn số người thuộc diện, cần sửa số liệu")
NO_NUMBER = said("Chưa có số người thuộc diện")
TOO_FEW = said("Dưới 30 người: không tính tỷ lệ")
LACKING = said("Mẫu số chưa gồm nơi mới nhập vào")
PARTIAL = said("Tính trên các đơn vị đã có số")
PASSED_OVER = said("Người chưa rõ đơn vị bên dưới không tính vào tỷ lệ")
SUMMED = said("Cộng số của các đơn vị bên dưới")
