"""A newer official list of provinces and communes held against the tree. Source: `lms/units/data/README.md`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lms.errors import Refused
from lms.offices.rules.kind_words import LIST_COLUMNS
from lms.offices.rules.plans import Place
from lms.offices.rules.spelling import spelling_key
from lms.sheets.rules.columns import Guess, guess
from lms.sheets.rules.tables import Sheet, Table
from lms.units.rules import COMMUNAL, KIND_WORDS, PROVINCIAL, UnitKind, clean_name


@dataclass(frozen=True, slots=True)
class Entry:
    """A province (`parent_code` empty) or commune as the list has it."""

    code: str
    kind: UnitKind
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Official:
    """What a file says: entries by code, provinces first; and the rows that say nothing we know, with why."""

    entries: Mapping[str, Entry]
    unknown: Sequence[tuple[int, str]]


@dataclass(slots=True)
class Compared:
    """How a list differs from the tree. A unit may be in several: renamed and moved.

    `missing`: in the tree, not in the list: merged into another, or left out. `recoded`: a missing one and an added one
    of the same name in the same province, probably one unit under a new code.
    """

    added: list[Entry] = field(default_factory=list)
    renamed: list[tuple[Place, Entry]] = field(default_factory=list)
    kind_changed: list[tuple[Place, Entry]] = field(default_factory=list)
    moved: list[tuple[Place, Entry]] = field(default_factory=list)
    spelling: list[tuple[Place, Entry]] = field(default_factory=list)
    missing: list[Place] = field(default_factory=list)
    recoded: list[tuple[Place, Entry]] = field(default_factory=list)
    same: int = 0


def read_list(table: Table) -> Official:
    """The entries of the first sheet whose heading names codes and names. Raises Refused when there is none."""
    for sheet in table.sheets:
        columns = guess(sheet, LIST_COLUMNS)
        if columns.header_row is not None and {"province_code", "code", "name"} <= set(columns.columns):
            return _read(sheet, columns)
    raise Refused("Chưa thấy các cột mã tỉnh, mã xã, tên xã. Ghi tên cột ở dòng đầu, ví dụ ma_tinh, ma_xa, ten_xa.")


def compare(listed: Mapping[str, Entry], tree: Mapping[str, Place], parents: Mapping[str, str]) -> Compared:
    """What would change. `tree`: provinces and communes by code; `parents`: each one's province code, `` for none."""
    found = Compared()
    for code, entry in listed.items():
        place = tree.get(code)
        if place is None:
            found.added.append(entry)
        else:
            _differences(found, place, entry, parents[code])
    found.missing = [place for code, place in tree.items() if code not in listed]
    added = {(spelling_key(one.name), one.parent_code): one for one in found.added}
    for place in found.missing:
        if (twin := added.get((spelling_key(place.name), parents[place.code]))) is not None:
            found.recoded.append((place, twin))
    return found


def _differences(found: Compared, place: Place, entry: Entry, parent_code: str) -> None:
    pair = (place, entry)
    changed = False
    if place.name != entry.name:
        alike = spelling_key(place.name) == spelling_key(entry.name)
        (found.spelling if alike else found.renamed).append(pair)
        changed = True
    if place.kind is not entry.kind:
        found.kind_changed.append(pair)
        changed = True
    if parent_code != entry.parent_code:
        found.moved.append(pair)
        changed = True
    found.same += not changed


def _read(sheet: Sheet, columns: Guess) -> Official:
    provinces: dict[str, Entry] = {}
    communes: dict[str, Entry] = {}
    unknown: list[tuple[int, str]] = []
    for number, row in list(zip(sheet.numbers, sheet.rows, strict=True))[columns.first :]:
        try:
            province, commune = _entries({key: columns.cell(row, key) for key in LIST_COLUMNS})
            if commune is not None and commune.code in communes:
                raise Refused("Mã %(code)s đã có ở một dòng trên.", code=commune.code)
        except Refused as refusal:
            unknown.append((number, str(refusal)))
            continue
        provinces.setdefault(province.code, province)
        if commune is not None:
            communes[commune.code] = commune
    return Official(provinces | communes, unknown)


def _entries(cells: Mapping[str, str]) -> tuple[Entry, Entry | None]:
    """The province and the commune of one row. Raises Refused for a code or a kind that is none."""
    above = _code(cells["province_code"], 2)
    province = Entry(above, *_named(cells["province"], "", PROVINCIAL), "")
    if not cells["code"] and not cells["name"]:
        return province, None
    return province, Entry(_code(cells["code"], 5), *_named(cells["name"], cells["kind"], COMMUNAL), above)


def _code(written: str, digits: int) -> str:
    """A code with the zeros in front that spreadsheets drop."""
    if not (written.isascii() and written.isdigit() and len(written) <= digits):
        raise Refused("Mã “%(code)s” không phải mã %(n)s chữ số.", code=written, n=digits)
    return written.zfill(digits)


def _named(name: str, kind_written: str, kinds: Iterable[UnitKind]) -> tuple[UnitKind, str]:
    kind = next(_kinds_in(kind_written, kinds), None) or next(_kinds_in(name, kinds), None)
    if kind is None:
        raise Refused("“%(name)s”: chưa rõ loại.", name=f"{kind_written} {name}".strip())
    return kind, clean_name(name, kind)


def _kinds_in(words: str, kinds: Iterable[UnitKind]) -> Iterator[UnitKind]:
    said = f"{' '.join(words.lower().split())} "
    return (kind for kind in kinds if said.startswith(f"{KIND_WORDS[kind]} "))
