"""Places and mistakes, how mistakes are gathered and said, a file as a tree of texts, and folding for search."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: `path` as shown to the author, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to put right: where, and a Vietnamese sentence saying what is wrong and what to write.

    A warning does not stop a build.
    """

    path: str
    line: int
    column: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """`path:line:column: sentence`, the form editors can jump to."""
        mark = "lưu ý: " if self.warning else ""
        return f"{self.path}:{self.line}:{self.column}: {mark}{self.message}"


class Mistakes:
    """Gathers every mistake of one run; the same mistake at the same place is kept once."""

    def __init__(self) -> None:
        """Start with none."""
        self._all: set[Mistake] = set()

    def add(self, spot: Spot, message: str) -> None:
        """Note a mistake that stops the build."""
        self._all.add(Mistake(spot.path, spot.line, spot.column, message))

    def warn(self, spot: Spot, message: str) -> None:
        """Note something to look at that stops nothing."""
        self._all.add(Mistake(spot.path, spot.line, spot.column, message, warning=True))

    def __iter__(self) -> Iterator[Mistake]:
        """All of them, by file, line and column."""
        return iter(sorted(self._all))

    def __len__(self) -> int:
        """How many there are, warnings included."""
        return len(self._all)

    @property
    def errors(self) -> tuple[Mistake, ...]:
        """Those that stop a build, in order."""
        return tuple(mistake for mistake in self if not mistake.warning)

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        """Those that do not, in order."""
        return tuple(mistake for mistake in self if mistake.warning)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value of a file: always text (`2.3`, `000000`, `khong` stay what they are)."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of a file, in order."""

    items: tuple["Node", ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping of a file: its keys in the order written, each once."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    spot: Spot

    def get(self, key: str) -> "Node | None":
        """The value under `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)

    def spot_of(self, key: str) -> Spot:
        """Where the value of `key` stands; the start of the mapping when there is none."""
        value = self.get(key)
        return self.spot if value is None else value.spot


Node = Scalar | Sequence | Mapping


def fold(text: str) -> str:
    """`text` as searched for: lower-case, without diacritics, đ as d, single spaces.

    Two names that fold alike are found by the same words: “Ksor H’Lan” is found by `ksor h'lan`.
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("’", "'"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
