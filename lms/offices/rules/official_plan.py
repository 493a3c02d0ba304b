"""From how a list differs to what is done about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lms.errors import Refused
from lms.offices.rules.days import shown
from lms.offices.rules.kinds import family_of
from lms.offices.rules.official_list import Compared, Entry, compare
from lms.offices.rules.plans import Basis, Change, Closing, Moving, Opening, Place, Plan, Ref, Restating
from lms.units.rules import COMMUNAL


@dataclass(frozen=True, slots=True)
class Tree:
    """The provinces and communes of today by code, the code of each one's province (`` for provinces), the country."""

    places: Mapping[str, Place]
    parents: Mapping[str, str]
    root: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the operator says of units that the list has no more: old code → new code.

    `merged`: into another unit of the list; `same`: it is that unit, under a new code.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)


def plan_of(
    listed: Mapping[str, Entry], tree: Tree, told: Told, basis: Basis, below: Mapping[int, Sequence[Place]]
) -> Plan:
    """What to do so that the tree says what the list says. `below`: what stands directly below units that close.

    Raises Refused for a mapping that does not fit, and for a day before a unit became what it is.
    """
    _check(listed, tree, told)
    places = {told.same.get(code, code): place for code, place in tree.places.items()}
    parents = {told.same.get(code, code): told.same.get(above, above) for code, above in tree.parents.items()}
    found = compare(listed, places, parents)
    if left := [pair for pair in found.recoded if pair[0].code not in told.merged]:
        raise Refused(
            "%(old)s và %(new)s cùng tên, cùng tỉnh: ghi --same %(old)s=%(new)s nếu chỉ đổi mã, "
            "hoặc --successor %(old)s=%(new)s nếu là đơn vị khác.",
            old=left[0][0].code, new=left[0][1].code,
        )  # fmt: skip
    refs: dict[str, Ref] = {code: place.unit_id for code, place in places.items()}
    refs |= {entry.code: -number for number, entry in enumerate(found.added, 1)} | {"": tree.root}
    closed = tuple(Closing(places[old], refs[new]) for old, new in told.merged.items())
    moved = [Moving(place, refs[entry.parent_code]) for place, entry in found.moved]
    settled = [one.unit for one in moved] + [one.unit for one in closed]
    plan = Plan(
        Change.LIST,
        basis,
        opened=tuple(Opening(one.kind, one.name, one.code, refs[one.parent_code]) for one in found.added),
        restated=tuple(_restated(found, places, listed)),
        moved=(*moved, *_following(closed, below, {one.unit_id for one in settled})),
        closed=closed,
    )
    _check_day(basis, [*settled, *(one.unit for one in plan.restated)])
    return plan


def _restated(found: Compared, places: Mapping[str, Place], listed: Mapping[str, Entry]) -> Iterable[Restating]:
    """Units of another name, kind or code; where only the spelling differs, the name stays as it is."""
    renamed = {entry.code for _, entry in found.renamed}
    for code, place in places.items():
        entry = listed.get(code)
        if entry is None:
            continue
        name = entry.name if code in renamed else place.name
        if (name, entry.kind, code) != (place.name, place.kind, place.code):
            yield Restating(place, entry.kind, name, code)


def _following(closed: Sequence[Closing], below: Mapping[int, Sequence[Place]], settled: set[int]) -> Iterable[Moving]:
    """What stands below units that close goes with them, but for communes: the list says where those are."""
    for one in closed:
        for child in below.get(one.unit.unit_id, ()):
            if child.unit_id in settled:
                continue
            if child.kind in COMMUNAL:
                raise Refused(
                    "%(unit)s đóng mà %(child)s (mã %(code)s) bên dưới không có trong danh sách.",
                    unit=one.unit.spoken, child=child.spoken, code=child.code,
                )  # fmt: skip
            yield Moving(child, one.heir)


def _check(listed: Mapping[str, Entry], tree: Tree, told: Told) -> None:
    for old, new in {**told.merged, **told.same}.items():
        if old not in tree.places or old in listed:
            raise Refused("Mã %(code)s không phải đơn vị đang mở mà danh sách không còn.", code=old)
        if new not in listed or listed[new].kind not in family_of(tree.places[old].kind):
            raise Refused("Mã %(code)s không phải đơn vị cùng cấp có trong danh sách.", code=new)
    if taken := [new for new in told.same.values() if new in tree.places]:
        raise Refused("Mã %(code)s đang là của đơn vị khác.", code=taken[0])
    if set(told.merged) & set(told.same):
        raise Refused("Một mã cũ chỉ ghi một lần: hoặc sáp nhập, hoặc đổi mã.")


def _check_day(basis: Basis, units: Sequence[Place]) -> None:
    late = [one for one in units if one.since > basis.day]
    if late:
        raise Refused(
            "%(n)s đơn vị đã như bây giờ từ sau ngày ấy (ví dụ %(unit)s, mã %(code)s, từ %(day)s). Chọn ngày muộn hơn, "
            "hoặc dùng danh sách mới hơn.",
            n=len(late), unit=late[0].spoken, code=late[0].code, day=shown(late[0].since),
        )  # fmt: skip
