"""What a unit is: its kinds, where each may stand, how its name is said and its place written."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.errors import Refused

LONGEST_NAME = 120


class UnitKind(StrEnum):
    """What sort of unit. Provinces and communes as in the list of official codes (QĐ 19/2025/QĐ-TTg)."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    KINDERGARTEN = "kindergarten"
    PRIMARY_SCHOOL = "primary_school"
    LOWER_SECONDARY_SCHOOL = "lower_secondary_school"
    COMBINED_SCHOOL = "combined_school"
    UPPER_SECONDARY_SCHOOL = "upper_secondary_school"
    OFFICE = "office"
    ENTERPRISE = "enterprise"
    CLASS = "class"


PROVINCIAL = frozenset({UnitKind.PROVINCE, UnitKind.CITY})
COMMUNAL = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE})
RESIDENTIAL = frozenset({UnitKind.VILLAGE, UnitKind.NEIGHBOURHOOD})
SCHOOLS = frozenset(
    {
        UnitKind.KINDERGARTEN,
        UnitKind.PRIMARY_SCHOOL,
        UnitKind.LOWER_SECONDARY_SCHOOL,
        UnitKind.COMBINED_SCHOOL,
        UnitKind.UPPER_SECONDARY_SCHOOL,
    }
)
WORKPLACES = SCHOOLS | {UnitKind.OFFICE, UnitKind.ENTERPRISE}

MAY_STAND_UNDER: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COUNTRY: frozenset(),
    **{kind: frozenset({UnitKind.COUNTRY}) for kind in PROVINCIAL},
    **dict.fromkeys(COMMUNAL, PROVINCIAL),
    **dict.fromkeys(RESIDENTIAL, COMMUNAL),
    **dict.fromkeys(WORKPLACES, COMMUNAL | PROVINCIAL),
    UnitKind.CLASS: SCHOOLS,
}

KIND_WORDS: Mapping[UnitKind, str] = {
    UnitKind.COUNTRY: "",
    UnitKind.PROVINCE: "tỉnh",
    UnitKind.CITY: "thành phố",
    UnitKind.COMMUNE: "xã",
    UnitKind.WARD: "phường",
    UnitKind.SPECIAL_ZONE: "đặc khu",
    UnitKind.VILLAGE: "",
    UnitKind.NEIGHBOURHOOD: "",
    UnitKind.KINDERGARTEN: "",
    UnitKind.PRIMARY_SCHOOL: "",
    UnitKind.LOWER_SECONDARY_SCHOOL: "",
    UnitKind.COMBINED_SCHOOL: "",
    UnitKind.UPPER_SECONDARY_SCHOOL: "",
    UnitKind.OFFICE: "",
    UnitKind.ENTERPRISE: "",
    UnitKind.CLASS: "lớp",
}


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One row of a list of units to take in: as it stood from a day until a day (None: still does)."""

    code: str
    kind: UnitKind
    name: str
    parent_code: str
    valid_from: date
    valid_to: date | None
    decision: str


def spoken(kind: UnitKind, name: str) -> str:
    """The name as said: with the word for its kind where the official list keeps it apart (`xã Hồng Vân`)."""
    word = KIND_WORDS[kind]
    return f"{word} {name}" if word else name


def path_under(parent_path: str, unit_id: int) -> str:
    """The place in the tree of a unit below another, made of internal ids: `/1/34/907/`; the root's parent is ``."""
    return f"{parent_path or '/'}{unit_id}/"


def clean_name(typed: str, kind: UnitKind, field: str = "name") -> str:
    """The name as it is kept: NFC, single spaces, without the word that is said with it (`xã Hồng Vân` → `Hồng Vân`).

    Raises Refused, beside the field, for an empty or overlong one, and one that does not begin with a letter or digit.
    """
    seen = "".join(letter for letter in unicodedata.normalize("NFC", typed) if unicodedata.category(letter) != "Cf")
    name = " ".join(seen.split())
    word = KIND_WORDS[kind]
    if word and name.lower().startswith(f"{word} "):
        name = name[len(word) :].lstrip()
    if not name:
        raise Refused("Gõ tên đơn vị.", field=field)
    if len(name) > LONGEST_NAME:
        raise Refused("Tên dài quá %(most)s ký tự. Gõ tên ngắn hơn.", field=field, most=LONGEST_NAME)
    if not name[0].isalnum():
        raise Refused("Tên đơn vị bắt đầu bằng chữ cái hoặc chữ số.", field=field)
    return name


def next_code(above: str, used: Iterable[str]) -> str:
    """The code of one more unit below the holder of one: `77001-15` after `77001-14`, whether that is open or not."""
    tails = (code.removeprefix(f"{above}-") for code in used if code.startswith(f"{above}-"))
    numbers = [int(tail) for tail in tails if tail.isascii() and tail.isdigit()]
    return f"{above}-{max(numbers, default=0) + 1}"
