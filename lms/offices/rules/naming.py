"""Names and codes of new units as people type them."""

import re
from collections.abc import Iterable

from lms.errors import Refused
from lms.offices.rules.kind_words import guess_kind
from lms.offices.rules.kinds import family_of
from lms.offices.rules.plans import LISTED, Place, Wanted
from lms.units.rules import KIND_WORDS, PROVINCIAL, UnitKind, clean_name

_CODED = re.compile(r"(\d{2}|\d{5})[\s.:;,–-]+(\S.*)\Z", re.ASCII)


def numbers(sent: Iterable[object]) -> list[int]:
    """Ids as a form sends them; what is no id is left out."""
    return [int(text) for one in sent if (text := str(one)).isascii() and text.isdigit() and len(text) < 18]


def wanted(typed: str, kind_sent: str, unit: Place, *, code: str | None = None) -> Wanted:
    """The name and kind asked for; where nothing was said, those of a unit. One with a code, even ``, is a new unit.

    Raises Refused for a new unit without a name, or whose code is not what its kind has.
    """
    kind = UnitKind(kind_sent) if kind_sent in list(UnitKind) else unit.kind
    if code is not None and not typed.strip():
        raise Refused("Gõ tên đơn vị mới.", field="name")
    name = clean_name(typed, kind) if typed.strip() else unit.name
    return Wanted(kind, name, None if code is None else official_code(code, kind))


def part_of(line: str, unit: Place, parent: Place | None) -> Wanted:
    """One line of new units: a name, with its code before it where the official list gives one."""
    coded = _CODED.match(line) if unit.kind in LISTED else None
    name = coded[2] if coded else line
    kinds = family_of(unit.kind)
    kind = next((one for one in kinds if KIND_WORDS[one] and name.lower().startswith(f"{KIND_WORDS[one]} ")), None)
    guessed = guess_kind(name, parent.kind) if parent and unit.kind not in LISTED else None
    kind = kind or (guessed if guessed in kinds else unit.kind)
    if unit.kind in LISTED and coded is None:
        raise Refused("Gõ mã rồi đến tên ở từng dòng, ví dụ: 12345 Phường Hòa Bình.", field="parts")
    return Wanted(kind, clean_name(name, kind, "parts"), coded[1] if coded else None)


def official_code(typed: str, kind: UnitKind) -> str | None:
    """The official code of a new province (2 digits) or commune (5); None for other kinds: the house makes theirs.

    Raises Refused, beside `code`, for another.
    """
    typed = typed.strip()
    if kind not in LISTED:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == (2 if kind in PROVINCIAL else 5)):
        raise Refused("Mã tỉnh gồm 2 chữ số, mã xã gồm 5 chữ số. Gõ đúng như danh mục hành chính.", field="code")
    return typed
