"""Which pupils of a file are at the school already, which are new, and what that does to each class."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lms.classrooms.rules.roster_classes import Spot
from lms.classrooms.rules.roster_rows import PupilRow
from lms.listings.rules.matching import ANOTHER, Measure, Verdict, Weighed, weigh
from lms.people.rules.names import search_key

FEWEST = 4
"""Pupils from which on a class is big enough for half of it to mean something."""


@dataclass(frozen=True, slots=True)
class KnownPupil:
    """A pupil of the school: where they sit now (`room_id` 0: in no class), in words; `number` is the school's.

    `current`: the class they sit in is one of the school year that is asked about.
    """

    person_id: int
    name: str
    birth_year: int
    room_id: int
    class_name: str
    current: bool = False
    number: int | None = None


Judged = Weighed[PupilRow, KnownPupil]


@dataclass(slots=True)
class Change:
    """What a file does to one class. `there`: how many sit in it; `missing`: those of them who are not in the file.

    `added` are rows of people new at the school, `coming` rows of people known there who sit elsewhere or nowhere,
    `same` rows of people who sit in the class.
    """

    spot: Spot
    there: int = 0
    added: list[Judged] = field(default_factory=list)
    coming: list[Judged] = field(default_factory=list)
    same: list[Judged] = field(default_factory=list)
    missing: list[KnownPupil] = field(default_factory=list)

    @property
    def big(self) -> bool:
        """Whether more than half of the class would be new, or is not in the file, so that it is asked about again."""
        new = len(self.added) + len(self.coming)
        return self.there >= FEWEST and (2 * new > self.there + new or 2 * len(self.missing) > self.there)


def judge_pupils(
    rows: Iterable[PupilRow], known: Sequence[KnownPupil], by_code: Mapping[str, KnownPupil], choices: Mapping[str, str]
) -> list[Judged]:
    """What becomes of each row. Whoever sits in the class under the same name, but another year, is asked about too.

    `by_code`: whom the learner codes of the file belong to. Nobody is chosen for two rows.
    """
    by_key: dict[tuple[str, int], list[KnownPupil]] = defaultdict(list)
    by_seat: dict[tuple[str, int], list[KnownPupil]] = defaultdict(list)
    for one in known:
        by_key[search_key(one.name), one.birth_year].append(one)
        if one.room_id:
            by_seat[search_key(one.name), one.room_id].append(one)

    def alike(row: PupilRow) -> Sequence[KnownPupil]:
        if row.code in by_code:
            return [by_code[row.code]]
        called = search_key(row.name)
        same_year = by_key.get((called, row.birth_year), [])
        return same_year or by_seat.get((called, _room(row)), [])

    return _one_row_each(weigh(rows, Measure(alike, _there, _offered), choices))


def changes_of(judged: Iterable[Judged], known: Iterable[KnownPupil], *, whole: bool = True) -> list[Change]:
    """What becomes of each class that rows are taken into, in the order of the file.

    `whole`: the file is the whole list of each class; else, some names that were typed, nobody is missing from it.
    """
    found: dict[str, Change] = {}
    present: set[int] = set()
    for one in judged:
        if one.row.spot is not None and one.verdict is not Verdict.WRONG:
            change = found.setdefault(one.row.spot.key, Change(one.row.spot))
            present |= _enter(change, one)
    by_room = {change.spot.room_id: change for change in found.values() if change.spot.room_id}
    for pupil in known:
        if (change_of := by_room.get(pupil.room_id)) is not None:
            change_of.there += 1
            if whole and pupil.person_id not in present:
                change_of.missing.append(pupil)
    return list(found.values())


def _enter(change: Change, one: Judged) -> set[int]:
    """Put a row where it belongs; returns whom it shows to be in the file: everybody it may be, while nobody chose."""
    who = person_of(one)
    if who is not None:
        (change.same if who.room_id == change.spot.room_id else change.coming).append(one)
        return {who.person_id}
    if is_new(one):
        change.added.append(one)
    return {same.person_id for same in one.alike} if one.undecided else set()


def is_new(one: Judged) -> bool:
    """Whether a row makes a new person."""
    return one.verdict is Verdict.ADD or (one.verdict is Verdict.MAYBE and one.chosen == ANOTHER)


def person_of(one: Judged) -> KnownPupil | None:
    """The person known whom a row is of; None for a new one, and while nobody has chosen."""
    if one.verdict is Verdict.LISTED:
        return one.alike[0]
    return next((same for same in one.alike if str(same.person_id) == one.chosen), None)


def _room(row: PupilRow) -> int:
    return row.spot.room_id if row.spot is not None else 0


def _there(row: PupilRow, one: KnownPupil) -> bool:
    """Whether a row says what is kept: the class, and the name with its marks and the year, or the learner code."""
    same = bool(row.code) or (row.name.casefold(), row.birth_year) == (one.name.casefold(), one.birth_year)
    return same and one.room_id != 0 and one.room_id == _room(row)


def _offered(row: PupilRow, alike: Sequence[KnownPupil], earlier: PupilRow | None) -> str:
    """What is chosen until somebody chooses otherwise: the one pupil it can hardly fail to be, or a namesake."""
    if not alike:
        # the same name and year in two classes: two pupils; twice in one class: somebody has to look
        return ANOTHER if earlier is not None and _room_key(earlier) != _room_key(row) else ""
    if len(alike) > 1 or (earlier is not None and not row.code):
        return ""
    (one,) = alike
    sits_here = one.room_id == _room(row) != 0
    same = (row.name.casefold(), row.birth_year) == (one.name.casefold(), one.birth_year)
    if row.code or (same and not one.current) or (sits_here and row.birth_year == one.birth_year):
        return str(one.person_id)
    return ""


def _room_key(row: PupilRow) -> str:
    return row.spot.key if row.spot is not None else ""


def _one_row_each(judged: Iterable[Judged]) -> list[Judged]:
    """The rows, where the second one of the same person waits for somebody to choose."""
    claimed = {one.alike[0].person_id for one in judged if one.verdict is Verdict.LISTED}
    found = []
    for one in judged:
        who = person_of(one)
        if one.verdict is Verdict.MAYBE and who is not None:
            one = replace(one, chosen="") if who.person_id in claimed else one  # noqa: PLW2901
            claimed.add(who.person_id)
        found.append(one)
    return found
