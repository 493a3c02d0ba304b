"""Who of a file may be whom: to add, on the list already, maybe the same person, or not to be taken. Never silently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from lms.listings.rules.rows import Row
from lms.people.rules.names import search_key
from lms.sheets.rules.tables import Remark

ANOTHER = "khac"
"""Chosen by hand: somebody else, in spite of the likeness."""
SAME_ROW = "dong"
"""Chosen by hand: the same person as in an earlier row of the file, so the row is left out."""


class RowLike(Protocol):
    """What is asked of a row that speaks of somebody: its name within the file, its number there, who it is."""

    @property
    def key(self) -> str:
        """Its name within the file."""

    @property
    def number(self) -> int:
        """Its number there, for people."""

    @property
    def name(self) -> str:
        """The cleaned name."""

    @property
    def birth_year(self) -> int:
        """The year of birth."""

    @property
    def problem(self) -> Remark | None:
        """Why it cannot be taken, None when it can."""


class KnownLike(Protocol):
    """What is asked of somebody known."""

    @property
    def person_id(self) -> int:
        """Whose record it is."""


R = TypeVar("R", bound=RowLike)
K = TypeVar("K", bound=KnownLike)


class Verdict(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    LISTED = "listed"
    MAYBE = "maybe"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the commune, school or office knows: `where` in words, empty: not told.

    `line_id`: their line on this list, 0 for none.
    """

    person_id: int
    name: str
    birth_year: int
    unit_id: int | None
    group_name: str
    line_id: int
    has_sign_in: bool
    where: str

    @property
    def listed(self) -> bool:
        """Whether they are on this list."""
        return self.line_id > 0


@dataclass(frozen=True, slots=True)
class Weighed(Generic[R, K]):
    """A row with what becomes of it. `alike`: who it may be; `earlier`: the row of the file that it repeats, 0: none.

    `chosen` is a person's id as text, `ANOTHER`, `SAME_ROW`, or empty while nobody has chosen.
    """

    row: R
    verdict: Verdict
    alike: tuple[K, ...] = ()
    earlier: int = 0
    chosen: str = ""

    @property
    def undecided(self) -> bool:
        """Whether somebody has to choose before this row is taken."""
        return self.verdict is Verdict.MAYBE and not self.chosen

    def may_be(self, choice: str) -> bool:
        """Whether a choice is one of those that this row offers."""
        if choice == SAME_ROW:
            return bool(self.earlier)
        return choice == ANOTHER or choice in {str(one.person_id) for one in self.alike}


Judged = Weighed[Row, Known]
"""A row of a list, weighed against those whom a commune, school or office knows."""


@dataclass(frozen=True, slots=True)
class Measure(Generic[R, K]):
    """How rows are weighed. `alike`: who a row may be; `there`: whether a row says just what is kept of somebody.

    `offered`: what is chosen until somebody chooses otherwise, by the row, who it may be, and the earlier row that it
    repeats (None: it repeats none); empty: nothing is.
    """

    alike: Callable[[R], Sequence[K]]
    there: Callable[[R, K], bool]
    offered: Callable[[R, Sequence[K], R | None], str]


def judge(
    rows: Iterable[Row], known: Iterable[Known], choices: Mapping[str, str], *, keeper: int | None = None
) -> list[Judged]:
    """What becomes of each row of a list. Each person known stands for one row only.

    `keeper`: the commune that keeps the list; a row that says the village of somebody listed without one places them.
    """
    by_key: dict[tuple[str, int], list[Known]] = defaultdict(list)
    for one in known:
        by_key[search_key(one.name), one.birth_year].append(one)
    measure: Measure[Row, Known] = Measure(
        alike=lambda row: by_key.get((search_key(row.name), row.birth_year), []),
        there=lambda row, one: one.listed and _says(row, one),
        offered=lambda row, alike, earlier: "" if earlier else _plain_choice(row, alike, keeper),
    )
    return weigh(rows, measure, choices)


def weigh(rows: Iterable[R], measure: Measure[R, K], choices: Mapping[str, str]) -> list[Weighed[R, K]]:
    """What becomes of each row. Each person known stands for one row only: a second of the same name is asked about."""
    first_rows: dict[tuple[str, int], R] = {}
    taken: set[int] = set()
    weighed: list[Weighed[R, K]] = []
    for row in rows:
        if row.problem is not None:
            weighed.append(Weighed(row, Verdict.WRONG))
            continue
        first = first_rows.setdefault((search_key(row.name), row.birth_year), row)
        weighed.append(_weighed(row, measure, taken, None if first is row else first, choices.get(row.key, "")))
    return weighed


def _weighed(row: R, measure: Measure[R, K], taken: set[int], earlier: R | None, choice: str) -> Weighed[R, K]:
    alike = measure.alike(row)
    there = next((one for one in alike if one.person_id not in taken and measure.there(row, one)), None)
    if there is not None:
        taken.add(there.person_id)
        return Weighed(row, Verdict.LISTED, (there,))
    if not alike and earlier is None:
        return Weighed(row, Verdict.ADD)
    asked = Weighed(row, Verdict.MAYBE, tuple(alike), earlier.number if earlier is not None else 0)
    return replace(asked, chosen=choice if asked.may_be(choice) else measure.offered(row, alike, earlier))


def _says(row: Row, one: Known) -> bool:
    """Whether a row says the same of somebody as the list does: name with its marks, year, village or class."""
    return (row.name.casefold(), row.unit_id, row.group_name) == (one.name.casefold(), one.unit_id, one.group_name)


def _plain_choice(row: Row, alike: Sequence[Known], keeper: int | None) -> str:
    """What is chosen until somebody chooses otherwise: the one person of just this name who lives just there."""
    if len(alike) != 1 or alike[0].name.casefold() != row.name.casefold():
        return ""
    (one,) = alike
    placed = one.listed and one.unit_id == keeper != row.unit_id
    return str(one.person_id) if placed or (not one.listed and one.unit_id == row.unit_id) else ""
