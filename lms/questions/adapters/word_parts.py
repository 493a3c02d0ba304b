"""What a Word file says beside its text: how styles look, and how its automatic lists number."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.questions.adapters.marked import BOLD, COLOURED, HIGHLIGHTED, UNDERLINED
from lms.sheets.adapters.parts import Archive

Looks = dict[int, bool]
OFF = frozenset({"0", "false", "off", "none"})
_NO_FILL = frozenset({"", "auto", "ffffff"})
_DARKEST_COLOUR = 0x50
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def look_of(name: str, attributes: Mapping[str, str]) -> Looks:
    """What an element among a run's properties says of its looks; empty when nothing that matters here."""
    value = attributes.get("val", "").lower()
    if name == "b":
        return {BOLD: value not in OFF}
    if name == "u":
        return {UNDERLINED: value not in OFF}
    if name == "highlight":
        return {HIGHLIGHTED: value not in OFF}
    if name == "shd":
        return {HIGHLIGHTED: attributes.get("fill", "").lower() not in _NO_FILL}
    return {COLOURED: _is_colour(value)} if name == "color" else {}


def _is_colour(value: str) -> bool:
    """Whether letters of a colour look coloured: black and what is nearly black do not."""
    try:
        parts = bytes.fromhex(value)
    except ValueError:
        return False
    return len(parts) == 3 and max(parts) > _DARKEST_COLOUR


@dataclass
class Style:
    """A style: what it is based on, how it looks, which list it belongs to."""

    based_on: str = ""
    looks: Looks = field(default_factory=dict)
    list_id: str = ""
    level: int = 0


class Styles:
    """The styles of a file by id."""

    def __init__(self, archive: Archive, part: str | None) -> None:
        """Read them; a file without any has none."""
        self._styles: dict[str, Style] = {}
        if part is not None:
            archive.read(part, self._begin)

    def looks(self, style: str) -> Looks:
        """How text in a style looks, all that it is based on included."""
        found: Looks = {}
        for one in reversed(self._chain(style)):
            found |= one.looks
        return found

    def list_of(self, style: str) -> tuple[str, int]:
        """The list and level that paragraphs of a style belong to; an empty id for none."""
        return next(((one.list_id, one.level) for one in self._chain(style) if one.list_id), ("", 0))

    def _chain(self, style: str) -> list[Style]:
        chain: list[Style] = []
        while style in self._styles and len(chain) < 12:
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._now = self._styles[attributes.get("styleId", "")] = Style()
        elif not self._styles:
            return
        elif name == "basedOn":
            self._now.based_on = attributes.get("val", "")
        elif name == "numId":
            self._now.list_id = attributes.get("val", "")
        elif name == "ilvl":
            self._now.level = _whole(attributes.get("val"))
        else:
            self._now.looks |= look_of(name, attributes)


@dataclass
class Level:
    """One level of a list: how it counts, from what, and what stands around the number (`%1.`)."""

    counts: str = "decimal"
    text: str = ""
    start: int = 1


class Numbering:
    """The automatic lists of a file, counted on as paragraphs are read."""

    def __init__(self, archive: Archive, part: str | None) -> None:
        """Read them; a file without any has none."""
        self._shapes: dict[str, dict[int, Level]] = defaultdict(lambda: defaultdict(Level))
        self._lists: dict[str, str] = {}
        self._own: set[str] = set()
        self._counted: dict[str, list[int | None]] = {}
        self._shape, self._list, self._level = "", "", 0
        if part is not None:
            archive.read(part, self._begin)

    def label(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of a list: `A. `, `Câu 3: `; empty where nothing does."""
        if list_id not in self._lists or not 0 <= level < 9:
            return ""
        shape = self._shapes[self._lists[list_id]]
        counted = self._counted.setdefault(list_id if list_id in self._own else self._lists[list_id], [None] * 9)
        before = counted[level]
        counted[level] = shape[level].start if before is None else before + 1
        counted[level + 1 :] = [None] * (8 - level)
        if shape[level].counts in ("bullet", "none"):
            return "• " if shape[level].counts == "bullet" else ""
        text = shape[level].text
        for place in range(level + 1):
            number = counted[place]
            shown = _counted(shape[place].counts, shape[place].start if number is None else number)
            text = text.replace(f"%{place + 1}", shown)
        return f"{text} " if text else ""

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._shape, self._list = attributes.get("abstractNumId", ""), ""
        elif name == "num":
            self._list = attributes.get("numId", "")
        elif name == "abstractNumId" and self._list:
            self._lists[self._list] = value
        elif name == "startOverride":
            self._own.add(self._list)
        elif not self._list:
            self._shape_says(name, attributes, value)

    def _shape_says(self, name: str, attributes: Mapping[str, str], value: str) -> None:
        if name == "lvl":
            self._level = _whole(attributes.get("ilvl"))
        level = self._shapes[self._shape][self._level]
        if name == "start":
            level.start = _whole(value)
        elif name == "numFmt":
            level.counts = value
        elif name == "lvlText":
            level.text = value[:40]


def _counted(how: str, number: int) -> str:
    """A number as a list shows it."""
    if how in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter if how == "upperLetter" else letter.lower()
    if how in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = ""
        for worth, letters in _ROMAN:
            roman += letters * (number // worth)
            number %= worth
        return roman if how == "upperRoman" else roman.lower()
    return str(number)


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 6 else 0
