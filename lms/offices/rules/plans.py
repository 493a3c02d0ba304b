"""What a dated change of the tree consists of: units that open, are renamed, move and close."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.offices.rules.areas import said
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind, spoken


class Change(StrEnum):
    """What may happen to a unit."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    STOP = "stop"
    LIST = "list"
    """Several at once, as a newer official list has them; from the command line only."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """How a change is said: its address below `/don-vi/<code>/thay-doi/`, its title, what it is for."""

    address: str
    title: str
    purpose: str


CHANGES: Mapping[Change, ChangeWords] = {
    Change.RENAME: ChangeWords(
        "doi-ten", said("Đổi tên, đổi loại"), said("Đơn vị vẫn là một, mang tên hoặc loại mới từ một ngày.")
    ),
    Change.MERGE: ChangeWords(
        "sap-nhap", said("Sáp nhập"), said("Hai hay nhiều đơn vị thành một: giữ một đơn vị, hoặc lập đơn vị mới.")
    ),
    Change.SPLIT: ChangeWords(
        "chia-tach", said("Chia tách"), said("Một đơn vị tách ra các đơn vị mới, còn lại hoặc thôi hoạt động.")
    ),
    Change.MOVE: ChangeWords(
        "chuyen", said("Chuyển sang nơi khác"), said("Đơn vị chuyển sang thuộc một xã hoặc tỉnh khác.")
    ),
    Change.STOP: ChangeWords(
        "thoi-hoat-dong", said("Thôi hoạt động"), said("Đóng một đơn vị; người ghi ở đó tính ở đơn vị cấp trên.")
    ),
}

Ref = int
"""A unit of a plan: its id, or −1, −2… for those that the plan opens, in their order."""

LISTED = PROVINCIAL | COMMUNAL


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as it stands today."""

    unit_id: int
    code: str
    kind: UnitKind
    name: str
    parent_id: int | None
    path: str
    since: date

    @property
    def spoken(self) -> str:
        """The name as said."""
        return spoken(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class Opening:
    """A unit to add below another, perhaps one that the same plan opens before it; `code` None: the house makes one."""

    kind: UnitKind
    name: str
    code: str | None
    parent_id: Ref

    @property
    def spoken(self) -> str:
        """The name as said."""
        return spoken(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class Restating:
    """A unit that bears another name, kind or code; it stays the same unit."""

    unit: Place
    kind: UnitKind
    name: str
    code: str

    @property
    def spoken(self) -> str:
        """The name it will have, as said."""
        return spoken(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class Moving:
    """A unit that will stand below another, with all below it."""

    unit: Place
    parent: Ref


@dataclass(frozen=True, slots=True)
class Closing:
    """A unit that is no more; whoever is recorded there is counted at its heir."""

    unit: Place
    heir: Ref


@dataclass(frozen=True, slots=True)
class Basis:
    """From which day a change holds, and the document that says so (empty: none named)."""

    day: date
    decision: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one document changes in the tree. Steps are taken in the order of the fields."""

    change: Change
    basis: Basis
    opened: tuple[Opening, ...] = ()
    restated: tuple[Restating, ...] = ()
    moved: tuple[Moving, ...] = ()
    closed: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The name and kind a unit is to have; `code` only where the official list gives it."""

    kind: UnitKind
    name: str
    code: str | None = None
