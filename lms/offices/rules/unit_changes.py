"""Dated changes of the tree, worked out before anything is done. Source: design §4, Unit."""

from collections.abc import Mapping, Sequence

from lms.errors import Refused
from lms.offices.rules.kinds import family_of
from lms.offices.rules.plans import (
    LISTED,
    Basis,
    Change,
    Closing,
    Moving,
    Opening,
    Place,
    Plan,
    Ref,
    Restating,
    Wanted,
)
from lms.units.rules import MAY_STAND_UNDER, UnitKind


def rename(unit: Place, wanted: Wanted, basis: Basis) -> Plan:
    """Another name or kind. Raises Refused for none, and for a kind that is not of the same sort."""
    if (unit.name, unit.kind) == (wanted.name, wanted.kind):
        raise Refused("Tên và loại vẫn như cũ. Gõ tên mới hoặc chọn loại mới.", field="name")
    _check_family(unit.kind, wanted.kind)
    return Plan(Change.RENAME, basis, restated=_restating(unit, wanted))


def merge(
    units: Sequence[Place],
    kept: Place | None,
    wanted: Wanted,
    below: Mapping[int, Sequence[Place]],
    basis: Basis,
) -> Plan:
    """Several units become one: `kept` of them, or a new one (None), of the wanted name and kind.

    `below`: what stands directly below each. Raises Refused for fewer than two, units of several sorts, or a kept unit
    that is not among them.
    """
    chosen = list({one.unit_id: one for one in units}.values())
    if kept is not None and kept.unit_id not in {one.unit_id for one in chosen}:
        raise Refused("Đơn vị giữ lại phải là một trong các đơn vị đã chọn để sáp nhập.", field="kept")
    if len(chosen) < 2:
        raise Refused("Chọn ít nhất hai đơn vị: một đơn vị không nhập vào chính nó được.", field="units")
    for one in chosen:
        _check_family(chosen[0].kind, one.kind, field="units")
    _check_family(chosen[0].kind, wanted.kind)
    heir = kept.unit_id if kept else -1
    gone = [one for one in chosen if one is not kept and one.unit_id != heir]
    return Plan(
        Change.MERGE,
        basis,
        opened=() if kept else (_opening(wanted, chosen[0].parent_id),),
        restated=_restating(kept, wanted),
        moved=tuple(Moving(child, heir) for one in gone for child in below.get(one.unit_id, ())),
        closed=tuple(Closing(one, heir) for one in gone),
    )


def split(
    unit: Place,
    parts: Sequence[Wanted],
    below: Sequence[Place],
    homes: Mapping[int, Ref],
    basis: Basis,
    *,
    goes_on: bool,
    heir: Ref = -1,
) -> Plan:
    """A unit gives rise to new ones beside it, and goes on or is no more.

    `homes`: where each unit below it will stand (left out: with the unit while it goes on, else with the first part);
    `heir`: the part at which those recorded at the unit itself are counted when it is no more.
    """
    _check_parts(unit, parts, goes_on=goes_on)
    new = {-number for number in range(1, len(parts) + 1)}
    stay = unit.unit_id if goes_on else -1
    to = {child.unit_id: homes.get(child.unit_id, stay) for child in below}
    if not set(to.values()) <= new | ({unit.unit_id} if goes_on else set()) or heir not in new:
        raise Refused("Chọn lại nơi mới cho từng đơn vị bên dưới.")
    return Plan(
        Change.SPLIT,
        basis,
        opened=tuple(_opening(part, unit.parent_id) for part in parts),
        moved=tuple(Moving(child, to[child.unit_id]) for child in below if to[child.unit_id] != unit.unit_id),
        closed=() if goes_on else (Closing(unit, heir),),
    )


def move(unit: Place, parent: Place, basis: Basis) -> Plan:
    """Another parent. Raises Refused for the same one, for itself or one below it, and where its kind may not stand."""
    if parent.path.startswith(unit.path):
        raise Refused("Một đơn vị không chuyển vào bên trong chính nó được.", field="parent")
    if parent.unit_id == unit.parent_id:
        raise Refused("Đơn vị đang ở đó rồi. Chọn nơi khác.", field="parent")
    if parent.kind not in MAY_STAND_UNDER[unit.kind]:
        raise Refused("Đơn vị loại này không đặt dưới %(parent)s được.", field="parent", parent=parent.spoken)
    return Plan(Change.MOVE, basis, moved=(Moving(unit, parent.unit_id),))


def stop(unit: Place, below: Sequence[Place], basis: Basis) -> Plan:
    """A unit closes, with its classes; its people are counted at its parent.

    Raises Refused for a province or commune, which only merge or split, and while other units stand below it.
    """
    if unit.kind in LISTED or unit.parent_id is None:
        raise Refused("Tỉnh, xã, phường không đóng riêng: ghi sáp nhập hoặc chia tách.", field="unit")
    if left := [one for one in below if one.kind is not UnitKind.CLASS]:
        raise Refused("Bên dưới còn %(n)s đơn vị. Chuyển hoặc đóng các đơn vị ấy trước.", field="unit", n=len(left))
    closed = tuple(Closing(one, unit.parent_id) for one in (*below, unit))
    return Plan(Change.STOP, basis, closed=closed)


def _check_parts(unit: Place, parts: Sequence[Wanted], *, goes_on: bool) -> None:
    """Raises Refused for too few new units, one of another sort, or two of one name."""
    if len(parts) < (1 if goes_on else 2):
        raise Refused(
            "Gõ ít nhất một đơn vị mới; đơn vị cũ thôi hoạt động thì gõ ít nhất hai, mỗi dòng một tên.", field="parts"
        )
    for part in parts:
        _check_family(unit.kind, part.kind, field="parts")
    names = [part.name.casefold() for part in parts] + ([unit.name.casefold()] if goes_on else [])
    if len(set(names)) < len(names):
        raise Refused("Mỗi đơn vị sau chia tách cần một tên khác nhau.", field="parts")


def _restating(unit: Place | None, wanted: Wanted) -> tuple[Restating, ...]:
    if unit is None or (unit.name, unit.kind) == (wanted.name, wanted.kind):
        return ()
    return (Restating(unit, wanted.kind, wanted.name, unit.code),)


def _opening(wanted: Wanted, parent_id: int | None) -> Opening:
    if parent_id is None:
        raise Refused("Không làm việc này với cả nước được.")
    if wanted.kind in LISTED and not wanted.code:
        raise Refused("Tỉnh, xã, phường mới cần mã trong danh mục hành chính. Gõ mã.", field="code")
    return Opening(wanted.kind, wanted.name, wanted.code if wanted.kind in LISTED else None, parent_id)


def _check_family(kind: UnitKind, other: UnitKind, field: str = "kind") -> None:
    if other not in family_of(kind):
        raise Refused("Chỉ đổi hoặc nhập giữa các đơn vị cùng loại: thôn với thôn, trường với trường.", field=field)
