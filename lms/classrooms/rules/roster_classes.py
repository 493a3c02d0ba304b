"""Which class the words of a school's file mean: `7B`, `Lớp 7B`, `07 b`, `7/2`."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lms.classrooms.rules.names import folded_class
from lms.errors import Refused
from lms.units.rules import UnitKind, clean_name

MOST_WORDS = 40
SHOUTED = 6
"""Letters up to which a class's name is written large: `7b` is 7B, `7 Hoa Sen` stays."""

_CLASS_WORD = re.compile(r"(?:lop|class)\b[ .:]*")
_WORD_AS_WRITTEN = re.compile(r"(?:l\w?p|class)\b[ .:]*", re.IGNORECASE)  # with its marks or without
_TAIL = re.compile(r"\s+[-–(].*|,.*")
_MARKS = re.compile(r"[/_.-]+")
_NAME = re.compile(r"(\d{1,2})(?!\d)(?:[.]?[a-zđ]{1,5}[.]?\d{0,2}|[.]\d{1,2})?\Z")
_TO_MAKE = re.compile(r"\d{1,2}(?!\d)[a-zđ\d.]{0,16}\Z")
_GRADE = re.compile(r"(\d{1,2})(?!\d)")
_GRADE_ALONE = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])(?!\d)")
_IN_TITLE = re.compile(r"\blop\s*:?\s*(\d{1,2} ?[a-zđ]?[/._-]?\d{0,2})(?![a-zđ\d])")


@dataclass(frozen=True, slots=True)
class Spot:
    """A class that rows may go to; `room_id` 0: it is not there yet."""

    key: str
    name: str
    grade: int
    room_id: int = 0


@dataclass(slots=True)
class Ground:
    """Where a roster goes. `own`: the one class that it is for, None for a whole school.

    `spots` are the classes that whoever brings it keeps, `closed` the keys of others there. `may_make`: classes that
    are not there may be made, those named in `wanted` (None: all). `unknown` gathers words that mean no class, `new`
    the classes that are not there.
    """

    grades: range
    spots: Iterable[Spot]
    own: Spot | None = None
    closed: frozenset[str] = frozenset()
    may_make: bool = False
    wanted: frozenset[str] | None = None
    new: dict[str, Spot] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)
    _by_key: dict[str, list[Spot]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Have the classes by their keys."""
        for spot in self.spots:
            self._by_key[spot.key].append(spot)

    def joined(self, words: str, grade: str, *, counted: bool = False) -> str:
        """A class's name with the grade that stands in a column of its own: `A` of grade `6` is `6A`, `2` is `6/2`.

        Words that say the grade themselves stay, and so do those that name no class together with it. `counted`: bare
        numbers count the classes of a grade, so that `6` of grade `6` is `6/6`; else it may be a class called 6.
        """
        number, bare = grade_alone(grade), _bare(words)
        if not number or not bare:
            return words
        if bare.isdigit():
            whole = f"{number}/{bare.lstrip('0')}"
            return whole if counted or bare.lstrip("0") != number or self._knows(whole) else words
        if _GRADE.match(class_key(words)):
            return words
        whole = f"{number}{'' if len(bare) <= SHOUTED else ' '}{bare}"
        return whole if is_class(whole) or self._knows(whole) else words

    def _knows(self, words: str) -> bool:
        key = class_key(words)
        return key in self._by_key or key in self.closed or (self.own is not None and key == self.own.key)

    def place(self, words: str) -> Spot:
        """The class that some words mean. Raises Refused for another class than one's own, and for none."""
        if self.own is not None:
            if not words or class_key(words) == self.own.key:
                return self.own
            self.unknown[words[:MOST_WORDS]] += 1
            raise Refused("Dòng này ghi lớp %(words)s, không phải lớp %(name)s.", words=words[:MOST_WORDS],
                          name=self.own.name)  # fmt: skip
        if not words:
            raise Refused("Dòng này chưa có lớp.")
        key = class_key(words)
        fit = self._by_key.get(key, [])
        if len(fit) > 1:
            fit = [spot for spot in fit if folded_class(spot.name) == folded_class(_bare(words))]
        if len(fit) == 1:
            return fit[0]
        return self._elsewhere(key, words)

    def _elsewhere(self, key: str, words: str) -> Spot:
        """A class to be made. Raises Refused for one that is not to be, and for words that name none."""
        if key in self.closed:
            raise Refused("Lớp %(name)s do thầy cô khác phụ trách.", name=_bare(words)[:MOST_WORDS])
        if key in self._by_key:
            raise Refused("Trường có hai lớp viết gần như nhau: %(name)s. Ghi đúng tên lớp.", name=words[:MOST_WORDS])
        grade = grade_in(key, self.grades)
        if grade is None or not _TO_MAKE.match(key):
            self.unknown[words[:MOST_WORDS]] += 1
            raise Refused("Chưa hiểu lớp “%(words)s”.", words=words[:MOST_WORDS])
        if not self.may_make:
            self.unknown[words[:MOST_WORDS]] += 1
            raise Refused("Trường chưa có lớp %(name)s. Lập lớp rồi đưa em này vào.", name=_bare(words))
        spot = self.new.setdefault(key, Spot(key, _spelt(words), grade))
        if self.wanted is not None and key not in self.wanted:
            raise Refused("Lớp %(name)s chưa có, và chưa chọn lập lớp này.", name=spot.name)
        return spot


def class_key(words: str) -> str:
    """A class's name without `lớp`, spaces, leading zeros and what stands after it: `Lớp 07 B (THCS)` → `7b`."""
    key = _TAIL.sub("", _CLASS_WORD.sub("", folded_class(words), count=1).strip())
    return _MARKS.sub(".", key.replace(" ", "")).strip(".").lstrip("0")


def grade_alone(words: str) -> str:
    """The grade in a cell that says nothing else: `6`, `06`, `Khối 6`; empty for none."""
    found = _GRADE_ALONE.search(words)
    return found[0].lstrip("0") if found else ""


def counts_classes(words: str, grade: str) -> bool:
    """Whether a class is a bare number beside another one as its grade: the second of grade 7, not class 2."""
    return words.isdigit() and grade_alone(grade) not in ("", words.lstrip("0"))


def is_class(words: str) -> bool:
    """Whether some words look like a class: `7B`, `10A1`, `7/2`, `Lớp 1`; a bare number does too."""
    return bool(_NAME.match(class_key(words)))


def says_class(words: str) -> bool:
    """Whether words by themselves, in a row of their own or on a sheet's tab, name a class: a bare number does not."""
    return is_class(words) and not words.strip().isdigit()


def grade_in(words: str, grades: range) -> int | None:
    """The grade that a class's name begins with, None for one that the school has not."""
    found = _GRADE.match(class_key(words))
    return int(found[1]) if found and int(found[1]) in grades else None


def class_in_title(words: str) -> str:
    """The class in a title: `DANH SÁCH HỌC SINH LỚP 7B NĂM HỌC 2026–2027` → `7b`; empty for none."""
    found = _IN_TITLE.search(folded_class(words))
    return found[1].strip() if found else ""


def _bare(words: str) -> str:
    return _WORD_AS_WRITTEN.sub("", words.strip(), count=1).strip()


def _spelt(words: str) -> str:
    """The name of a class to be made, in the spelling that schools use."""
    name = clean_name(_TAIL.sub("", _bare(words)), UnitKind.CLASS)
    return name.upper() if len(name) <= SHOUTED else name
