"""What stands beside the figures, as tables: targets that are no rate, numbers changed late, missing numbers."""

from collections.abc import Iterator

from lms import clock
from lms.coverage.forms.columns import Column, Kind, Table, Value
from lms.coverage.queries.picture import Picture
from lms.coverage.rules.aims import Aim
from lms.coverage.rules.groups import group_of, said
from lms.coverage.rules.kinds import HAND_WORDS, TARGET_WORDS, TargetCount
from lms.coverage.rules.periods import shown
from lms.units.models import UnitVersion

_T, _N, _S = Kind.TEXT, Kind.NUMBER, Kind.SHARE

UNKNOWN = said("Chưa ai nhập số")
COMMUNES = said("Tính bằng số xã, phường đã đạt")


def aims_table(picture: Picture) -> Table:
    """Each target that no rate is drawn against: what it asks for beside what there is, typed in or counted by us."""
    columns = (
        Column("group", said("Nhóm"), _T),
        Column("words", said("Nguyên văn chỉ tiêu"), _T),
        Column("document", said("Văn bản"), _T),
        Column("share", said("Tỷ lệ phải đạt"), _S),
        Column("needed", said("Số phải đạt"), _N),
        Column("counts", said("So với"), _T),
        Column("have", said("Hiện có"), _N),
        Column("counted_on", said("Tính đến ngày"), _T),
        Column("source", said("Theo"), _T),
        Column("missing", said("Còn thiếu"), _N),
        Column("note", said("Ghi chú"), _T),
    )
    return Table("aims", said("Chỉ tiêu bằng số người"), columns, tuple(_aim(one) for one in picture.aims))


def late_table(picture: Picture) -> Table:
    """Used numbers that changed after the year's first quarter was closed, the last first."""
    columns = (
        *_unit_columns(),
        Column("year", said("Năm"), _T),
        Column("before", said("Số trước"), _N),
        Column("after", said("Số sau"), _N),
        Column("changed_on", said("Ngày đổi"), _T),
        Column("reason", said("Lý do"), _T),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (*_names(one.unit), one.group.words, str(one.year), one.before, one.after, shown(clock.day_of(one.at)),
         one.reason or None)
        for one in picture.checks.late
    )  # fmt: skip
    return Table("late_changes", said("Số đổi sau khi chốt quý đầu"), columns, rows)


def missing_table(picture: Picture) -> Table:
    """The units directly below that have no number where one is missed."""
    return Table("missing", said("Đơn vị chưa có số"), _unit_columns(), tuple(_missing(picture)))


def _missing(picture: Picture) -> Iterator[tuple[Value, ...]]:
    for line in picture.coverage.lines:
        for unit in picture.coverage.missing.get(line.group.code, ()):
            yield *_names(unit), line.group.words


def _aim(one: Aim) -> tuple[Value, ...]:
    target, group = one.target, group_of(one.target.group)
    by_hand = target.counts is TargetCount.BY_HAND and target.about is not None
    note = COMMUNES if one.communes is not None else (UNKNOWN if one.there is None else None)
    return (
        group.words if group else None,
        target.words,
        f"{target.document}, {shown(target.document_on)}",
        target.share,
        one.needed,
        HAND_WORDS[target.about] if by_hand and target.about else TARGET_WORDS[target.counts],
        one.there,
        shown(one.counted_on) if one.counted_on else None,
        one.document or None,
        one.missing,
        note,
    )


def _unit_columns() -> tuple[Column, ...]:
    return (
        Column("unit_code", said("Mã đơn vị"), _T),
        Column("unit", said("Đơn vị"), _T),
        Column("group", said("Nhóm"), _T),
    )


def _names(unit: UnitVersion) -> tuple[str, str]:
    return unit.code, f"{unit.spoken[:1].upper()}{unit.spoken[1:]}"
