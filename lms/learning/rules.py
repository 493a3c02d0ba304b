"""Rounds of practice, what a device remembers of a visitor, and what comes next. Source: design §6."""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lms.content.rules.library import Course, Lesson, Library
from lms.questions.rules import Question

ROUND_SIZE = 4
"""A lesson is learnt when one round of this many of its practice questions has been answered right."""

MOST_ROUNDS_ON_A_DEVICE = 3
MOST_LESSONS_ON_A_DEVICE = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """Which questions a round takes, and in which order their choices stand: `base` shuffles, `number` moves on.

    Written `4711-0` in addresses. The next turn takes the questions that this one left out, as far as there are any.
    """

    base: int
    number: int

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{self.base}-{self.number}"

    @property
    def next(self) -> "Turn":
        """The turn after this one: other questions; after the thousandth, the first again."""
        return Turn(self.base, (self.number + 1) % 1000)

    @property
    def seed(self) -> int:
        """The number that the order of choices is drawn from."""
        return self.base * 1000 + self.number


def new_turn() -> Turn:
    """A first turn, drawn at random."""
    return Turn(secrets.randbelow(9000) + 1000, 0)


def read_turn(text: str | None) -> Turn | None:
    """The turn written in an address, or None for anything else."""
    match = re.fullmatch(r"([1-9]\d{3})-(\d{1,3})", text or "", re.ASCII)
    return Turn(int(match[1]), int(match[2])) if match else None


def drawn(practice: Sequence[Question], turn: Turn) -> tuple[Question, ...]:
    """The questions of a turn: four, or as many as the lesson has."""
    order = sorted(practice, key=lambda one: hashlib.sha256(f"{turn.base}:{one.code}".encode()).digest())
    size = min(ROUND_SIZE, len(order))
    start = turn.number * size
    return tuple(order[(start + place) % len(order)] for place in range(size))


@dataclass(frozen=True, slots=True)
class Round:
    """A round under way: its turn, and the codes of the questions answered right so far."""

    turn: Turn
    right: frozenset[str] = frozenset()

    def is_whole(self, lesson: Lesson) -> bool:
        """Whether every question of the round has been answered right."""
        return all(question.code in self.right for question in drawn(lesson.practice, self.turn))

    def first_open(self, lesson: Lesson) -> int:
        """The place of the first question not yet answered right; 0 when all are."""
        questions = drawn(lesson.practice, self.turn)
        return next((place for place, one in enumerate(questions) if one.code not in self.right), 0)

    def with_right(self, code: str) -> "Round":
        """The same with one question more answered right."""
        return replace(self, right=self.right | {code})


@dataclass(frozen=True, slots=True)
class Progress:
    """Lessons learnt and rounds under way, of a person or on a signed-out visitor's device."""

    done: Mapping[str, date] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to continue."""
        return bool(self.done or self.rounds)

    def with_round(self, lesson: str, new: Round) -> "Progress":
        """With a round begun or gone on with; the device keeps the last few."""
        others = {code: held for code, held in self.rounds.items() if code != lesson}
        kept = dict(list(others.items())[-(MOST_ROUNDS_ON_A_DEVICE - 1) :])
        return replace(self, rounds={**kept, lesson: new})

    def with_done(self, lesson: str, on: date) -> "Progress":
        """With a lesson learnt: the first day counts, and its round is over."""
        done = {**self.done, lesson: self.done.get(lesson, on)}
        kept = dict(list(done.items())[-MOST_LESSONS_ON_A_DEVICE:])
        return Progress(kept, {code: held for code, held in self.rounds.items() if code != lesson})


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: a lesson, whether its practice has been begun, and how far its course has come."""

    lesson: Lesson
    course: Course
    begun: bool
    number: int
    done_in_course: tuple[bool, ...]

    @property
    def done_numbers(self) -> list[int]:
        """The numbers, from 1, of the course's lessons that are learnt."""
        return [number for number, done in enumerate(self.done_in_course, start=1) if done]

    @property
    def address(self) -> str:
        """The lesson, or its practice when that has been begun."""
        return f"/luyen/{self.course.code}/{self.lesson.code}" if self.begun else self.lesson.address


def next_step(
    library: Library, progress: Progress, courses: Iterable[Course], closed: Collection[str] = ()
) -> NextStep | None:
    """What to go on with: the round under way, else the first lesson not learnt of the courses, in their order.

    A course begun comes before one not begun. `closed`: lessons that need not be learnt any more, by code. None when
    every lesson of the courses is learnt or closed.
    """
    open_rounds = [code for code in reversed(list(progress.rounds)) if code not in progress.done]
    begun = [lesson for code in open_rounds if (lesson := library.lesson(code))]
    if begun:
        return _step(library, begun[0], progress)
    ordered = list(courses)
    ordered.sort(key=lambda course: not any(code in progress.done for code in course.lessons))
    for course in ordered:
        for lesson in library.lessons_of(course):
            if lesson.code not in progress.done and lesson.code not in closed:
                return _step(library, lesson, progress)
    return None


def _step(library: Library, lesson: Lesson, progress: Progress) -> NextStep | None:
    course = library.course(lesson.course)
    if course is None:
        return None
    done = tuple(code in progress.done for code in course.lessons)
    return NextStep(lesson, course, lesson.code in progress.rounds, course.lessons.index(lesson.code) + 1, done)
