"""“Kiểm tra số liệu”: what was checked, what it means, what to do about it, in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lms.access.rules import Permission
from lms.coverage.forms.columns import Column, Kind, Table
from lms.coverage.queries.coverage import Coverage, Line
from lms.coverage.queries.picture import Picture
from lms.coverage.rules.checks import CheckKind
from lms.coverage.rules.groups import said
from lms.web.words import in_words as _


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: how many, of how many (None: no share), what to do, and where (empty: nowhere).

    `live`: read with the page; else counted from people at the time of the checks. `permission` opens the address.
    """

    key: str
    words: str
    n: int
    out_of: int | None
    todo: str
    address: str = ""
    permission: Permission = Permission.COVERAGE_READ
    live: bool = True


HOME_SLASHES = 4
"""In the path of a commune, school or office: duplicates are compared within one of those."""

COUNTED: Sequence[tuple[CheckKind, str, str, str, Permission]] = (
    (
        CheckKind.LIKELY_DUPLICATES,
        said("Cặp hồ sơ có thể trùng"),
        said("Một người có thể bị tính hai lần. Mở từng cặp, chắc là một người thì gộp."),
        "trung",
        Permission.PERSON_MERGE,
    ),
    (
        CheckKind.NO_MEMBERSHIP,
        said("Người từng ở đây, nay chưa có nơi tính"),
        said("Không vào tỷ lệ của đơn vị nào. Tìm người ấy, ghi nơi ở, nơi học hoặc nơi làm việc."),
        "nguoi",
        Permission.PERSON_SEE,
    ),
    (
        CheckKind.SELF_DECLARED,
        said("Cư dân tự khai nơi ở, chưa đối chiếu"),
        said("Khi gặp, xem giấy tờ rồi bấm đã đối chiếu ở hồ sơ của người ấy."),
        "nguoi",
        Permission.PERSON_SEE,
    ),
    (
        CheckKind.MOVED_IN_CONFIRMED,
        said("Người chuyển đến khi đã có xác nhận"),
        said("Vẫn tính ở đây vì nay ở đây. Số này cho biết phần nào không do đơn vị tổ chức học."),
        "",
        Permission.COVERAGE_READ,
    ),
    (
        CheckKind.RECOGNISED_ELSEWHERE,
        said("Người ghi là đã được công nhận nơi khác"),
        said("Không cộng vào số đã xác nhận. Xem lại trong danh sách rà soát."),
        "ra-soat",
        Permission.LISTING_KEEP,
    ),
)


def checks_told(picture: Picture) -> list[Check]:
    """Every check of a unit: those of the figures themselves first, then what was counted from people."""
    return [*_of_figures(picture), *_of_people(picture)]


def checks_table(picture: Picture) -> Table:
    """The same as a table, for files."""
    columns = (
        Column("check", said("Kiểm tra"), Kind.TEXT),
        Column("n", said("Số"), Kind.NUMBER),
        Column("out_of", said("Trên tổng số"), Kind.NUMBER),
        Column("todo", said("Việc cần làm"), Kind.TEXT),
    )
    rows = tuple((_(one.words), one.n, one.out_of, _(one.todo)) for one in checks_told(picture))
    return Table("checks", said("Kiểm tra số liệu"), columns, rows)


def _of_figures(picture: Picture) -> Iterator[Check]:
    coverage = picture.coverage
    everything = [*coverage.lines, *(line for _unit, lines in coverage.below for line in lines)]
    yield Check(
        "impossible",
        said("Nơi hoàn thành nhiều hơn số người thuộc diện"),
        sum(1 for one in everything if one.rate.impossible),
        None,
        said("Số người thuộc diện quá thấp, hoặc có người tính nhầm nơi. Sửa trước khi báo cáo."),
        "so-nguoi",
    )
    yield Check(
        "lacking",
        said("Nơi mà số người thuộc diện chưa gồm đơn vị mới nhập vào"),
        sum(1 for one in everything if one.used is not None and one.lacking),
        None,
        said("Người đã tính về nơi mới, số người thuộc diện thì chưa. Mở số người của nơi ấy: có sẵn tổng để dùng."),
        "so-nguoi",
    )
    for line in coverage.lines:
        yield from _missing(line)
    yield Check(
        "late_changes",
        said("Lần đổi số người thuộc diện sau khi đã chốt quý đầu của năm"),
        len(picture.checks.late),
        None,
        said("Tỷ lệ trước và sau khi đổi không so với nhau được. Xem lý do bên dưới."),
    )
    yield from _unplaced(coverage)


def _unplaced(coverage: Coverage) -> Iterator[Check]:
    for code, some in coverage.unplaced.items():
        held = coverage.line(code)
        if held is not None and coverage.below and some.known:
            words = _("%(group)s chưa rõ đơn vị bên dưới", group=_(held.group.short))
            todo = said("Tính cho cả đơn vị nhưng không vào đơn vị nào bên dưới. Ghi rõ thôn, trường, cơ quan.")
            yield Check(f"unplaced_{code}", words, some.known, None, todo, "nguoi", Permission.PERSON_SEE)


def _missing(line: Line) -> Iterator[Check]:
    missing = line.rate.all_units - line.rate.known_units
    if missing > 0:
        words = _("%(group)s: đơn vị bên dưới chưa có số", group=_(line.group.short))
        todo = said("Chưa có số thì chưa tính được tỷ lệ ở đó. Nhập cả bảng từ Excel một lần.")
        yield Check(f"missing_{line.group.code}", words, missing, line.rate.all_units, todo, "so-nguoi/nhap",
                    Permission.NUMBER_KEEP)  # fmt: skip


def _of_people(picture: Picture) -> Iterator[Check]:
    checks = picture.checks
    for kind, words, todo, address, permission in COUNTED:
        if checks.made_at is None or (kind is CheckKind.LIKELY_DUPLICATES and _is_inside(picture)):
            continue
        n, out_of = checks.counted.get(kind, (0, None))
        yield Check(kind.value, words, n, out_of, todo, address, permission, live=False)


def _is_inside(picture: Picture) -> bool:
    """Whether the unit stands within a commune."""
    return picture.coverage.unit.path.count("/") > HOME_SLASHES


def opened(checks: Sequence[Check], code: str, may: Callable[[Permission], bool]) -> list[tuple[Check, str]]:
    """Each check with the address where something can be done about it; empty for whoever may not, or need not."""
    return [
        (one, f"/don-vi/{code}/{one.address}" if one.address and one.n and may(one.permission) else "")
        for one in checks
    ]
