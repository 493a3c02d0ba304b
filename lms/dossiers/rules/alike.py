"""Which two records may be of one person: by folded name and year of birth. Pure; whoever is sure decides by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations


class Likeness(StrEnum):
    """In what two records are alike, the surest first."""

    SAME_ID = "same_id"
    SAME_NAME = "same_name"
    """The same name but for diacritics, the same year."""
    SWAPPED = "swapped"
    """The same words in another order, the same year."""
    SHORTENED = "shortened"
    """One has a word more than the other (a middle name left out), the same year."""


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


LIKENESS_WORDS = {
    Likeness.SAME_ID: said("Cùng một mã ở hệ thống khác"),
    Likeness.SAME_NAME: said("Cùng họ tên, cùng năm sinh"),
    Likeness.SWAPPED: said("Cùng các chữ trong tên nhưng khác thứ tự, cùng năm sinh"),
    Likeness.SHORTENED: said("Tên hơn kém nhau một chữ, cùng năm sinh"),
}

FEWEST_WORDS = 2
"""Words that two names must share where one has a word more: `Mai` is no shorter `Lò Mai`."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A record as it is compared: its number, name without diacritics, year of birth, where it belongs."""

    id: int
    search_key: str
    birth_year: int
    home: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person, the older one first."""

    first: int
    second: int
    likeness: Likeness

    @property
    def key(self) -> tuple[int, int]:
        """The two numbers."""
        return self.first, self.second


def pairs(people: Iterable[Somebody]) -> Iterator[Pair]:
    """Every pair that is alike and belongs to one commune, school or office; each once, with its surest likeness.

    A person who belongs to several is given once for each. As much work as there are people, not pairs of people.
    """
    found: dict[tuple[int, int], Likeness] = {}
    for likeness, groups in _groups(people):
        for group in groups:
            for one, other in combinations(sorted(group), 2):
                found.setdefault((one, other), likeness)
    order = list(Likeness)
    for (one, other), likeness in sorted(found.items(), key=lambda item: (order.index(item[1]), item[0])):
        yield Pair(one, other, likeness)


def _groups(people: Iterable[Somebody]) -> Iterator[tuple[Likeness, Iterable[set[int]]]]:
    """Records that have a key in common, the surest kind of key first."""
    same: dict[tuple[object, ...], set[int]] = {}
    swapped: dict[tuple[object, ...], set[int]] = {}
    whole: dict[tuple[object, ...], set[int]] = {}
    less: dict[tuple[object, ...], set[int]] = {}
    for one in people:
        where, words = (one.home, one.birth_year), tuple(one.search_key.split())
        same.setdefault((*where, one.search_key), set()).add(one.id)
        swapped.setdefault((*where, tuple(sorted(words))), set()).add(one.id)
        if len(words) >= FEWEST_WORDS:
            whole.setdefault((*where, words), set()).add(one.id)
        if len(words) > FEWEST_WORDS:
            for left_out in range(len(words)):
                shorter = words[:left_out] + words[left_out + 1 :]
                less.setdefault((*where, shorter), set()).add(one.id)
    yield Likeness.SAME_NAME, same.values()
    yield Likeness.SWAPPED, swapped.values()
    yield (
        Likeness.SHORTENED,
        ({one, other} for key in less.keys() & whole.keys() for one in less[key] for other in whole[key]),
    )
