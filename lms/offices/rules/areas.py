"""What can be done at a unit: one table of areas, each with the permission that opens it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.access.rules import Actor, Permission
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind

ANY = frozenset(UnitKind) - {UnitKind.CLASS}
WITH_PEOPLE = ANY - {UnitKind.COUNTRY}
WITH_UNITS = COMMUNAL | PROVINCIAL
NEAR = WITH_PEOPLE - PROVINCIAL


@dataclass(frozen=True, slots=True)
class Area:
    """One screen below `/don-vi/<code>/`: who may use it, at which kinds of unit, its address, what it is for."""

    permission: Permission
    address: str
    title: str
    purpose: str
    icon: str
    kinds: frozenset[UnitKind] = ANY


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Areas that belong together, under a heading of the unit's page."""

    title: str
    areas: tuple[Area, ...]


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the template that shows it translates it."""
    return sentence


AREAS: Sequence[AreaGroup] = (
    AreaGroup(
        said("Mọi người ở đây"),
        (
            Area(
                Permission.PERSON_SEE,
                "nguoi",
                said("Tìm người"),
                said("Tìm theo tên, mã hoặc QR; mở hồ sơ, đặt lại mã PIN, mở khóa, chuyển nơi."),
                "search",
                WITH_PEOPLE,
            ),
            Area(
                Permission.PERSON_REGISTER,
                "nguoi/moi",
                said("Đăng ký hộ một người"),
                said("Tên, năm sinh, nơi ở; đưa thẻ ngay."),
                "plus",
                NEAR,
            ),
            Area(
                Permission.PERSON_REGISTER,
                "nguoi/nhieu",
                said("Đăng ký hộ nhiều người"),
                said("Dán danh sách hoặc chọn tệp Excel, xem trước rồi mới ghi."),
                "group",
                NEAR,
            ),
            Area(
                Permission.PERSON_CARE,
                "nguoi/the",
                said("In thẻ"),
                said("Thẻ có mã người học và QR, không có mã PIN."),
                "print",
                NEAR,
            ),
            Area(
                Permission.LISTING_KEEP,
                "ra-soat",
                said("Danh sách rà soát"),
                said("Những người đơn vị tính, ai đã học, ai cần đến gặp."),
                "list",
                NEAR,
            ),
        ),
    ),
    AreaGroup(
        said("Số liệu phổ cập"),
        (
            Area(
                Permission.COVERAGE_READ,
                "so-nguoi",
                said("Số người thuộc diện"),
                said("Ai đếm được bao nhiêu người, và số nào đang dùng để tính tỷ lệ."),
                "chart",
                frozenset(ANY),
            ),
            Area(
                Permission.COVERAGE_READ,
                "chi-tieu",
                said("Chỉ tiêu"),
                said("Phải đạt bao nhiêu, theo văn bản nào."),
                "check",
                frozenset(ANY),
            ),
            Area(
                Permission.TOTALS_PUBLISH,
                "cong-khai",
                said("Công khai số liệu"),
                said("Cho mọi người xem số tổng của đơn vị, không có tên ai."),
                "eye",
                frozenset(ANY),
            ),
        ),
    ),
    AreaGroup(
        said("Hồ sơ và xác nhận"),
        (
            Area(
                Permission.PERSON_MERGE,
                "trung",
                said("Hồ sơ có thể trùng"),
                said("So từng cặp, gộp khi chắc là một người."),
                "copy",
                WITH_PEOPLE,
            ),
            Area(
                Permission.PERSON_MERGE,
                "yeu-cau",
                said("Yêu cầu về dữ liệu cá nhân"),
                said("Ai xin xem, sửa, ngừng, xóa dữ liệu, và hạn trả lời."),
                "doc",
                WITH_PEOPLE,
            ),
            Area(
                Permission.CONFIRMATION_REVOKE,
                "xac-nhan",
                said("Xem lại xác nhận"),
                said("Giấy có người báo “Không phải tôi”: xem, ghi là đúng, hoặc thu hồi."),
                "shield",
                NEAR,
            ),
            Area(
                Permission.UNIT_SEE,
                "quy-tac",
                said("Quy tắc xác nhận"),
                said("Quy tắc áp dụng ở đây, theo văn bản nào."),
                "doc",
                frozenset(UnitKind),
            ),
        ),
    ),
    AreaGroup(
        said("Đơn vị và việc được giao"),
        (
            Area(
                Permission.POST_GIVE,
                "chuc-vu",
                said("Ai giữ việc gì"),
                said("Giao việc, thu lại, đưa mã mời cho người mới."),
                "user",
                frozenset(UnitKind),
            ),
            Area(
                Permission.UNIT_CHANGE,
                "them",
                said("Thêm đơn vị"),
                said("Thôn, tổ dân phố, trường, cơ quan, doanh nghiệp ở bên dưới."),
                "plus",
                WITH_UNITS,
            ),
            Area(
                Permission.UNIT_CHANGE,
                "nhap",
                said("Thêm đơn vị từ Excel"),
                said("Chọn tệp có tên và loại đơn vị, xem trước rồi mới ghi."),
                "up",
                WITH_UNITS,
            ),
            Area(
                Permission.UNIT_CHANGE,
                "thay-doi",
                said("Đổi tên, sáp nhập, chia tách"),
                said("Ghi thay đổi theo văn bản; xem trước ai, việc gì bị ảnh hưởng."),
                "edit",
            ),
        ),
    ),
)
"""Every area there is; one shows to whoever may use it, at the kinds of unit it is made for, once it is there."""


def areas_for(actor: Actor, kind: UnitKind, path: str, there: Iterable[str]) -> list[AreaGroup]:
    """The areas that somebody may use at a unit, grouped; `there` are the addresses that are answered."""
    known = set(there)
    found = [
        AreaGroup(
            group.title, tuple(one for one in group.areas if one.address in known and _open(one, actor, kind, path))
        )
        for group in AREAS
    ]
    return [group for group in found if group.areas]


NAMES_FROM_NEAR = frozenset({Permission.CONFIRMATION_REVOKE, Permission.LISTING_KEEP})
"""What no stated reason opens from above the commune: it is not offered there either."""


def _open(area: Area, actor: Actor, kind: UnitKind, path: str) -> bool:
    may = actor.may_know if area.permission in NAMES_FROM_NEAR else actor.may
    return kind in area.kinds and may(area.permission, path)
