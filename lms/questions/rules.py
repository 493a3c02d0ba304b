"""The five kinds of question, grading, the order in which one is shown, and what may be shown of it.

Answers are tuples of canonical indexes: positions in the file, not on the screen. `presented` gives the order of the
screen, `from_shown` turns positions on the screen into canonical ones.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from lms.skills.rules import Audience, Grades
from lms.sources.rules import Scalar, Spot


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    TRUE_FALSE = "true_false"
    ORDERING = "ordering"
    MATCHING = "matching"


KIND_CODES: Mapping[str, Kind] = {
    "chon-mot": Kind.ONE,
    "chon-nhieu": Kind.SEVERAL,
    "dung-sai": Kind.TRUE_FALSE,
    "xep-thu-tu": Kind.ORDERING,
    "ghep-cap": Kind.MATCHING,
}


class Purpose(StrEnum):
    """Practice teaches and explains; assessment items never reach a browser with their answers."""

    PRACTICE = "practice"
    ASSESSMENT = "assessment"


class Difficulty(StrEnum):
    """Seen in the lesson · the same rule elsewhere · two things to weigh (content guide §5)."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


DIFFICULTY_CODES: Mapping[str, Difficulty] = {"de": Difficulty.EASY, "vua": Difficulty.MEDIUM, "kho": Difficulty.HARD}

TRUE_FALSE_TEXTS = ("Đúng", "Sai")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `feedback` is empty for true/false, where the question's own is said."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and the right side that belongs to it."""

    left: str
    right: str


@dataclass(frozen=True)  # without slots: it remembers what it has worked out, which papers ask again and again
class Question:
    """One question in its canonical form.

    `options` for one, several and true/false (Đúng, then Sai); `steps` in the right order for ordering; `pairs` and
    `spare` right sides for matching. `family` groups variants that test one decision: a paper draws one of them.
    `source` is empty when the lesson's sources hold for it. `fixed`: its options speak of each other (“cả A và B”), so
    they are shown as written.
    """

    code: str
    lesson: str
    kind: Kind
    purpose: Purpose
    difficulty: Difficulty
    skill: str
    stem: str
    options: tuple[Option, ...] = ()
    steps: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    spare: tuple[str, ...] = ()
    feedback: str = ""
    family: str = ""
    source: str = ""
    audiences: tuple[Audience, ...] = ()
    grades: Grades | None = None
    fixed: bool = False

    @cached_property
    def version(self) -> str:
        """A short hash of what is asked and what is right; attempts are graded by the version they were made under."""
        return _version(self)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen or placed, in canonical order: options, steps, or right sides and then the spare ones."""
        if self.kind is Kind.ORDERING:
            return self.steps
        if self.kind is Kind.MATCHING:
            return tuple(pair.right for pair in self.pairs) + self.spare
        return tuple(option.text for option in self.options)

    @cached_property
    def key(self) -> tuple[int, ...]:
        """The right answer, as canonical indexes."""
        if self.kind is Kind.ORDERING:
            return tuple(range(len(self.steps)))
        if self.kind is Kind.MATCHING:
            return tuple(range(len(self.pairs)))
        return tuple(n for n, option in enumerate(self.options) if option.right)


def _version(question: Question) -> str:
    parts = [
        question.code,
        question.kind,
        question.skill,
        question.difficulty,
        question.stem,
        question.feedback,
        [[option.text, option.right, option.feedback] for option in question.options],
        question.steps,
        [[pair.left, pair.right] for pair in question.pairs],
        question.spare,
        *([question.fixed] if question.fixed else ()),
    ]
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an answer is right, and which of its parts are.

    Parts: one, true/false: the option chosen. Several: each option, chosen or left as it should be. Ordering: each
    place. Matching: each left side.
    """

    right: bool
    parts: tuple[bool, ...]


def answerable(question: Question, answer: tuple[int, ...]) -> bool:
    """Whether `answer` can be an answer at all: indexes that exist, as many as the kind needs, none twice."""
    count = len(question.choices)
    if len(set(answer)) < len(answer) or any(not 0 <= index < count for index in answer):
        return False
    if question.kind is Kind.SEVERAL:
        return bool(answer)
    needed = {Kind.ORDERING: count, Kind.MATCHING: len(question.pairs)}.get(question.kind, 1)
    return len(answer) == needed


def grade(question: Question, answer: tuple[int, ...]) -> Outcome:
    """How an answer fares; one that is empty, cut short or impossible is wrong, never an error.

    Ordering: `answer[i]` is the step put in place i. Matching: `answer[i]` is the right side given to left side i.
    """
    key = question.key
    if question.kind is Kind.SEVERAL:
        chosen, right = set(answer), set(key)
        parts = tuple((n in chosen) == (n in right) for n in range(len(question.options)))
        return Outcome(chosen == right, parts)
    parts = tuple(n < len(answer) and answer[n] == wanted for n, wanted in enumerate(key))
    return Outcome(all(parts) and len(answer) == len(key), parts)


def presented(question: Question, seed: int) -> tuple[int, ...]:
    """The canonical indexes of `choices` in the order shown for `seed`: the same for ever, in every process.

    True/false keeps Đúng, Sai; what is `fixed` stays as written. Steps and right sides never stand in the right order.
    """
    count = len(question.choices)
    canonical = tuple(range(count))
    if question.kind is Kind.TRUE_FALSE or question.fixed or count < 2:
        return canonical
    for turn in range(1000):
        order = tuple(sorted(canonical, key=lambda n: _mixed(question.code, seed, turn, n)))
        if order != canonical or question.kind not in {Kind.ORDERING, Kind.MATCHING}:
            return order
    return canonical[::-1]


def _mixed(code: str, seed: int, turn: int, index: int) -> bytes:
    return hashlib.sha256(f"{code}:{seed}:{turn}:{index}".encode()).digest()


def from_shown(question: Question, seed: int, shown: tuple[int, ...]) -> tuple[int, ...]:
    """Positions on the screen as canonical indexes; a position that was not shown becomes -1, which is never right."""
    order = presented(question, seed)
    return tuple(order[place] if 0 <= place < len(order) else -1 for place in shown)


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """What a browser may see of an assessment item: no key, no feedback, nothing in canonical order.

    Answers to it are positions in `choices` (see `from_shown`). `lefts` are the left sides of a matching question.
    """

    code: str
    kind: Kind
    stem: str
    choices: tuple[str, ...]
    lefts: tuple[str, ...] = ()


def public(question: Question, seed: int) -> PublicQuestion:
    """The question as shown for `seed`."""
    choices = question.choices
    shown = tuple(choices[index] for index in presented(question, seed))
    return PublicQuestion(question.code, question.kind, question.stem, shown, tuple(p.left for p in question.pairs))


@dataclass(frozen=True, slots=True)
class Draft:
    """A question and where its texts stand; `texts` names each text's role: stem, option, feedback."""

    question: Question
    spot: Spot
    skill_spot: Spot
    texts: tuple[tuple[str, Scalar], ...]


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What one question file holds: the lesson it belongs to and its two pools."""

    lesson: str
    lesson_spot: Spot
    practice: tuple[Draft, ...]
    assessment: tuple[Draft, ...]
    practice_spot: Spot
    assessment_spot: Spot
