"""Kinds of units in words: their headings, and which may be merged or renamed into which."""

from collections.abc import Mapping, Sequence

from lms.offices.rules.areas import said
from lms.units.rules import COMMUNAL, MAY_STAND_UNDER, PROVINCIAL, RESIDENTIAL, SCHOOLS, UnitKind

KIND_TITLES: Mapping[UnitKind, str] = {
    UnitKind.COUNTRY: said("Cả nước"),
    UnitKind.PROVINCE: said("Tỉnh"),
    UnitKind.CITY: said("Thành phố"),
    UnitKind.COMMUNE: said("Xã"),
    UnitKind.WARD: said("Phường"),
    UnitKind.SPECIAL_ZONE: said("Đặc khu"),
    UnitKind.VILLAGE: said("Thôn, bản, buôn, ấp"),
    UnitKind.NEIGHBOURHOOD: said("Tổ dân phố, khu phố"),
    UnitKind.KINDERGARTEN: said("Trường mầm non"),
    UnitKind.PRIMARY_SCHOOL: said("Trường tiểu học"),
    UnitKind.LOWER_SECONDARY_SCHOOL: said("Trường THCS"),
    UnitKind.COMBINED_SCHOOL: said("Trường nhiều cấp học"),
    UnitKind.UPPER_SECONDARY_SCHOOL: said("Trường THPT"),
    UnitKind.OFFICE: said("Cơ quan, đơn vị sự nghiệp"),
    UnitKind.ENTERPRISE: said("Doanh nghiệp, hợp tác xã"),
    UnitKind.CLASS: said("Lớp"),
}

FAMILIES: Sequence[tuple[str, frozenset[UnitKind]]] = (
    (said("Tỉnh, thành phố"), PROVINCIAL),
    (said("Xã, phường, đặc khu"), COMMUNAL),
    (said("Thôn, tổ dân phố"), RESIDENTIAL),
    (said("Trường"), SCHOOLS),
    (said("Cơ quan"), frozenset({UnitKind.OFFICE})),
    (said("Doanh nghiệp"), frozenset({UnitKind.ENTERPRISE})),
    (said("Lớp"), frozenset({UnitKind.CLASS})),
    (said("Cả nước"), frozenset({UnitKind.COUNTRY})),
)
"""Kinds that are shown together, may merge with one another, and into which a unit may turn."""

ADDED_BY_HAND = tuple(
    kind for kind in UnitKind if kind not in PROVINCIAL | COMMUNAL | {UnitKind.COUNTRY, UnitKind.CLASS}
)
"""Kinds whose codes the house makes. Provinces and communes come with the official list; classes with their school."""


def family_of(kind: UnitKind) -> frozenset[UnitKind]:
    """The kinds into which a unit of this kind may turn or merge, its own among them."""
    return next(kinds for _, kinds in FAMILIES if kind in kinds)


def kinds_below(parent: UnitKind) -> tuple[UnitKind, ...]:
    """The kinds that can be added by hand below a unit of a kind; none below a village or a school."""
    return tuple(kind for kind in ADDED_BY_HAND if parent in MAY_STAND_UNDER[kind])
