"""Who of a file may be whom: to add, on the list already, maybe the same person, or not to be taken. Never silently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lms.listings.rules.rows import Row
from lms.people.rules.names import search_key

ANOTHER = "khac"
"""Chosen by hand: somebody else, in spite of the likeness."""
SAME_ROW = "dong"
"""Chosen by hand: the same person as in an earlier row of the file, so the row is left out."""


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
class Judged:
    """A row with what becomes of it. `alike`: who it may be; `earlier`: the row of the file that it repeats, 0: none.

    `chosen` is a person's id as text, `ANOTHER`, `SAME_ROW`, or empty while nobody has chosen.
    """

    row: Row
    verdict: Verdict
    alike: tuple[Known, ...] = ()
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


def judge(
    rows: Iterable[Row], known: Iterable[Known], choices: Mapping[str, str], *, keeper: int | None = None
) -> list[Judged]:
    """What becomes of each row. Each person known stands for one row only: a second of the same name is asked about.

    `keeper`: the commune that keeps the list; a row that says the village of somebody listed without one places them.
    """
    by_key: dict[tuple[str, int], list[Known]] = defaultdict(list)
    for one in known:
        by_key[search_key(one.name), one.birth_year].append(one)
    first_rows: dict[tuple[str, int], int] = {}
    taken: set[int] = set()
    judged = []
    for row in rows:
        if row.problem is not None:
            judged.append(Judged(row, Verdict.WRONG))
            continue
        key = search_key(row.name), row.birth_year
        earlier = first_rows.setdefault(key, row.number)
        alike = by_key.get(key, [])
        repeated = earlier if earlier != row.number else 0
        offered = "" if repeated else _plain_choice(row, alike, keeper)
        choice = choices.get(row.key, "")
        judged.append(_judged(row, alike, taken=taken, earlier=repeated, choice=choice, offered=offered))
    return judged


def _judged(row: Row, alike: Sequence[Known], *, taken: set[int], earlier: int, choice: str, offered: str) -> Judged:
    listed = next((one for one in alike if one.listed and one.person_id not in taken and _says(row, one)), None)
    if listed is not None:
        taken.add(listed.person_id)
        return Judged(row, Verdict.LISTED, (listed,))
    if not alike and not earlier:
        return Judged(row, Verdict.ADD)
    judged = Judged(row, Verdict.MAYBE, tuple(alike), earlier)
    return replace(judged, chosen=choice if judged.may_be(choice) else offered)


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
