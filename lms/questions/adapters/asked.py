"""One question of a paper: its lines, and its right answer out of all the ways in which papers tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lms.questions.adapters.brought import Raw, said
from lms.questions.adapters.choices import CONFLICT, Choice, right_ones
from lms.questions.adapters.keys import Key
from lms.questions.adapters.marked import Marked
from lms.questions.adapters.tidying import excerpt, tidy
from lms.questions.rules import Option
from lms.sheets.rules.tables import Remark
from lms.sources.rules import fold

_SIDES = {"dung": True, "true": True, "sai": False, "false": False}


@dataclass
class Asked:
    """A question while its lines are read: `number` None where papers do not number; `at` the line it begins on."""

    number: int | None
    at: int
    stem: list[Marked] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    key: Key | None = None
    told: bool = False
    lost: list[str] = field(default_factory=list)

    @property
    def lettered(self) -> bool:
        """Whether its options have letters."""
        return bool(self.choices) and bool(self.choices[-1].letter)

    @property
    def next_letter(self) -> str:
        """The letter whose turn it is."""
        return chr(ord(self.choices[-1].letter) + 1) if self.lettered else "A"


def raw_of(asked: Asked, place: int, keys: Mapping[int, Key]) -> Raw:
    """The question with its answer: by what stands under it, by the table at the end, by how its options look.

    Where these disagree the answer is left open; `keys` are the table's by number, or by place without numbers.
    """
    options, doubt = right_ones(asked.choices)
    number = asked.number if asked.number is not None else place
    told = [key for key in (asked.key, keys.get(number)) if key]
    where = said("Câu %(n)s") if asked.number is not None else said("Câu thứ %(n)s")
    raw = Raw(
        place=Remark(where, {"n": number}),
        stem="\n".join(one.text for one in asked.stem),
        options=tuple(options),
        feedback="\n".join(asked.why),
        doubt=doubt,
        lost=tuple(asked.lost),
    )
    if not options:
        sides = {key.side for key in told}
        return replace(raw, truth=sides.pop()) if len(sides) == 1 and None not in sides else raw
    return _with_keys(raw, asked.choices, told)


def _with_keys(raw: Raw, choices: Sequence[Choice], told: Sequence[Key]) -> Raw:
    found = []
    for key in told:
        right = _indexes(key, choices, raw.options)
        if not right:
            message = said("ghi đáp án là “%(told)s” nhưng không có ý ấy")
            return replace(raw, doubt=Remark(message, {"told": excerpt(key.told, 40)}))
        found.append(right)
    looks = {n for n, one in enumerate(raw.options) if one.right}
    if len({frozenset(one) for one in (*found, looks) if one}) > 1:
        return replace(raw, doubt=CONFLICT)
    if not found:
        return raw
    return replace(
        raw, options=tuple(replace(one, right=n in found[0]) for n, one in enumerate(raw.options)), doubt=None
    )


def _indexes(key: Key, choices: Sequence[Choice], options: Sequence[Option]) -> set[int]:
    """Which options a key means; empty when that cannot be told, and when only some of its letters are there."""
    if key.side is not None:
        return {n for n, one in enumerate(options) if _SIDES.get(fold(one.text).strip(" .")) is key.side}
    if not key.letters:
        wanted = tidy(key.told).casefold().strip(" .")
        return {n for n, one in enumerate(options) if tidy(one.text).casefold().strip(" .") == wanted}
    letters = [one.letter for one in choices]
    by_place = not any(letters)
    found = [
        [ord(letter) - 65] if by_place else [n for n, one in enumerate(letters) if one == letter]
        for letter in key.letters
    ]
    whole = all(len(one) == 1 and one[0] < len(options) for one in found)
    return {one[0] for one in found} if whole else set()
