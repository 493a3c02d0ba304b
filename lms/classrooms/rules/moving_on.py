"""Lên lớp: which class each pupil of a school goes to when the next school year begins."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lms.classrooms.rules.kinds import SeatEnd, said
from lms.classrooms.rules.names import folded_class
from lms.classrooms.rules.years import GRADES_AT
from lms.units.rules import UnitKind


class Step(StrEnum):
    """What becomes of a pupil at the end of a school year; nothing said means up."""

    UP = "len"
    STAY = "o-lai"
    TRANSFER = "chuyen"
    LEAVE = "thoi"


STEP_WORDS: Mapping[Step, str] = {
    Step.UP: said("Lên lớp"),
    Step.STAY: said("Học lại lớp này"),
    Step.TRANSFER: said("Chuyển trường"),
    Step.LEAVE: said("Thôi học"),
}
ENDS: Mapping[Step, SeatEnd] = {
    Step.UP: SeatEnd.PROMOTED,
    Step.STAY: SeatEnd.REPEATED,
    Step.TRANSFER: SeatEnd.TRANSFERRED,
    Step.LEAVE: SeatEnd.LEFT,
}


@dataclass(frozen=True, slots=True)
class Going:
    """A class of the year that ends: its number, name and grade, and who sits there."""

    id: int
    name: str
    grade: int
    pupils: tuple[int, ...]


@dataclass(slots=True)
class Target:
    """A class of the next year, with who comes, by how their place in the old class ends; `sources`: old classes."""

    name: str
    grade: int
    coming: dict[SeatEnd, list[int]] = field(default_factory=dict)
    sources: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many come."""
        return sum(len(one) for one in self.coming.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen: the classes of the next year, and who leaves the school, by how; `clashes`: names that two
    grades would share, which has to be put right first.
    """

    targets: tuple[Target, ...]
    leaving: Mapping[Step, tuple[int, ...]]
    finishing: tuple[int, ...]
    clashes: tuple[str, ...]


def next_name(name: str, grade: int) -> str:
    """What a class is called a year later: `7B` is `8B`, `9A` `10A`, `Lớp 1 Sen` `Lớp 2 Sen`; a name without its grade
    stays.
    """
    return re.sub(rf"(?<!\d){grade}(?!\d)", str(grade + 1), name, count=1)


def finishes(grade: int, kind: UnitKind) -> bool:
    """Whether a grade is the last that the school has."""
    return grade + 1 not in GRADES_AT[kind]


def plan_of(classes: Sequence[Going], kind: UnitKind, steps: Mapping[int, Step], names: Mapping[int, str]) -> Plan:
    """The whole move. `steps`: pupils who do not go up; `names`: classes that are not called as usual a year later."""
    targets: dict[str, Target] = {}
    clashes: list[str] = []
    parted = [(one, _parted(one, steps)) for one in classes]
    for one, by_step in parted:
        if not finishes(one.grade, kind):
            target = _target(targets, names.get(one.id) or next_name(one.name, one.grade), one.grade + 1, clashes)
            target.coming.setdefault(SeatEnd.PROMOTED, []).extend(by_step[Step.UP])
            target.sources.append(one.id)
        if by_step[Step.STAY]:
            target = _target(targets, one.name, one.grade, clashes)
            target.coming.setdefault(SeatEnd.REPEATED, []).extend(by_step[Step.STAY])
    gone = {
        step: tuple(pupil for _, by_step in parted for pupil in by_step[step]) for step in (Step.TRANSFER, Step.LEAVE)
    }
    done = tuple(pupil for one, by_step in parted if finishes(one.grade, kind) for pupil in by_step[Step.UP])
    ordered = sorted(targets.values(), key=lambda target: (target.grade, folded_class(target.name)))
    return Plan(tuple(ordered), gone, done, tuple(clashes))


def _parted(one: Going, steps: Mapping[int, Step]) -> dict[Step, list[int]]:
    """The pupils of a class by what becomes of them."""
    parted: dict[Step, list[int]] = {step: [] for step in Step}
    for pupil in one.pupils:
        parted[steps.get(pupil, Step.UP)].append(pupil)
    return parted


def _target(targets: dict[str, Target], name: str, grade: int, clashes: list[str]) -> Target:
    """The class of that name in the next year; a clash where another grade has taken the name."""
    target = targets.setdefault(folded_class(name), Target(name, grade))
    if target.grade != grade:
        clashes.append(name)
    return target
