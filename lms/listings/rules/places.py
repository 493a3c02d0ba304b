"""Where a list counts somebody: which village its words mean, which class and so which audience and band."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lms.errors import Refused
from lms.listings.rules.states import audiences_of_list
from lms.people.rules.places import band_in, is_pupil
from lms.skills.rules import BANDS, Audience
from lms.sources.rules import fold
from lms.units.rules import UnitKind, spoken

_VILLAGE_WORD = re.compile(
    r"(?:to dan pho|khu dan cu|khu pho|khoi pho|thon|xom|ban|buon|bon|plei|ap|lang|soc|phum"
    r"|tdp|kdc|kp|to|khu|khoi|khom)\b[ .]*"
)
_NUMBER_WORD = re.compile(r"(?:so )?0*(\d+)\Z")
_CLASS_WORD = re.compile(r"(?:l\wp|class)\b[ .:]*", re.IGNORECASE)  # with its marks or without
_GRADE = re.compile(r"(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is counted, and what else the list says of it: a class, a hamlet that is no unit."""

    unit_id: int
    group_name: str
    audience: Audience
    band: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit that keeps a list, and the villages below it by the words that may mean them.

    `groups` are words of the list that mean no unit (a hamlet, a class), folded → as written first: one spelling each.
    """

    unit_id: int
    kind: UnitKind
    name: str
    villages: Mapping[str, int]
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom the list counts."""
        return audiences_of_list(self.kind)

    @property
    def has_classes(self) -> bool:
        """Whether it is a school's list of pupils, whose classes say their grades."""
        return bool(self.audiences) and is_pupil(self.audiences[0])

    def knows(self, words: str) -> bool:
        """Whether some words are a village or a class here: a heading between rows, the name of a sheet."""
        if self.has_classes:
            return bool(re.fullmatch(r"(?i)(?:l\wp)?\s*\d{1,2}\s?[^\W\d]{0,3}\d{0,2}", words.strip()))
        return _village(words, self.villages) is not None

    def place(self, words: str) -> Place:
        """Where a list's words put somebody. Words that mean no village known here are kept as they are.

        Raises Refused for a pupil whose class does not tell the grade.
        """
        if self.has_classes:
            class_name = _CLASS_WORD.sub("", words).strip()
            audience = self._by_grade(class_name)
            return Place(self.unit_id, self._spelt(class_name), audience, band_in(audience, class_name))
        village = _village(words, self.villages)
        if village is not None:
            return Place(village, "", self.audiences[0], None)
        own = fold(words) in ("", fold(self.name), fold(spoken(self.kind, self.name)))
        return Place(self.unit_id, "" if own else self._spelt(words), self.audiences[0], None)

    def _spelt(self, words: str) -> str:
        """The words in the spelling of this list; shouted ones are written small."""
        calm = words.title() if words.isupper() else words
        return self.groups.setdefault(fold(words), calm)

    def _by_grade(self, class_name: str) -> Audience:
        """The audience of a class, in a school with pupils of several."""
        if not class_name:
            raise Refused("Dòng này chưa có lớp, ví dụ 4A.", field="class_name")
        found = _GRADE.search(class_name)
        grade = int(found[1]) if found else 0
        fit = (one for one in self.audiences if any(grade in band for band in BANDS[one]))
        return next(fit, self.audiences[0])


def villages_by_words(villages: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The villages (id, name) by the words that mean each: the whole name, and the short one where only one has it."""
    known = [(unit_id, fold(name), village_key(name)) for unit_id, name in villages]
    often = Counter(key for _, _, key in known)
    short = {key: unit_id for unit_id, _, key in known if often[key] == 1}
    return short | {whole: unit_id for unit_id, whole, _ in known}


def village_key(words: str) -> str:
    """A village's name without its kind, diacritics and leading zeros: `Thôn Đình` → `dinh`, `TDP số 01` → `1`."""
    key = _VILLAGE_WORD.sub("", fold(words).partition(",")[0].strip(), count=1)
    number = _NUMBER_WORD.match(key)
    return number[1] if number else key


def _village(words: str, villages: Mapping[str, int]) -> int | None:
    if not words.strip():
        return None
    whole = villages.get(fold(words).strip())
    return whole if whole is not None else villages.get(village_key(words))
