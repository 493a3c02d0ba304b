"""The questions that many pupils get wrong at first: what they chose, and which lesson to go over with them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.classrooms.rules.days import Words
from lms.classrooms.rules.kinds import said
from lms.content.rules.library import Lesson
from lms.questions.rules import Kind, Question, grade

MOST_TOLD = 12
"""More would not be gone over in one lesson."""


@dataclass(frozen=True, slots=True)
class First:
    """A pupil's first answer: by the question's own places, None where it was not kept; whether it was right."""

    given: tuple[int, ...] | None
    right: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """A question of which `wrong` of `asked` pupils' first answers were wrong, and what most of those chose.

    `address` is the lesson to go over, empty for a quiz. `chosen` None: their answers were not kept.
    """

    stem: str
    title: str
    address: str
    wrong: int
    asked: int
    chosen: Words | None
    chosen_by: int


@dataclass(frozen=True, slots=True)
class WeakSkill:
    """A skill that `unsure` of `asked` pupils were not sure of in their last paper, and lessons that teach it."""

    name: str
    unsure: int
    asked: int
    lessons: tuple[Lesson, ...]


def first_answer(question: Question, given: Sequence[int] | None, *, right_at_once: bool) -> First:
    """A first answer: graded where it was kept, else by whether the first try was the last."""
    if given is None:
        return First(None, right_at_once)
    return First(tuple(given), grade(question, tuple(given)).right)


def missed(told: Iterable[tuple[Question, str, str, Sequence[First]]]) -> list[Missed]:
    """The questions most often wrong at first, of (question, title, address, first answers); none that all knew."""
    found = []
    for question, title, address, firsts in told:
        wrong = [one for one in firsts if not one.right]
        if wrong:
            chosen, by = _most_chosen(question, wrong)
            found.append(Missed(question.stem, title, address, len(wrong), len(firsts), chosen, by))
    found.sort(key=lambda one: (-one.wrong, one.asked, one.title, one.stem))
    return found[:MOST_TOLD]


def _most_chosen(question: Question, wrong: Sequence[First]) -> tuple[Words | None, int]:
    slips = Counter(slip for one in wrong if one.given is not None for slip in _slips(question, one.given))
    if not slips:
        return None, 0
    (slip, by) = slips.most_common(1)[0]
    return _words(question, slip), by


Slip = tuple[str, int, int]
_CHOSE, _LEFT, _PLACED, _PAIRED = "chose", "left", "placed", "paired"


def _slips(question: Question, given: tuple[int, ...]) -> list[Slip]:
    """What is wrong in an answer; places that the question does not have are passed over."""
    count, key = len(question.choices), question.key
    if question.kind is Kind.ORDERING:
        wrong = [(step, place) for place, step in enumerate(given) if step != place and 0 <= step < count]
        return [(_PLACED, *wrong[0])] if wrong else []
    if question.kind is Kind.MATCHING:
        pairs = enumerate(given[: len(key)])
        return [(_PAIRED, left, right) for left, right in pairs if left != right and 0 <= right < count]
    chose = [(_CHOSE, index, 0) for index in given if index not in key and 0 <= index < count]
    left = [(_LEFT, index, 0) for index in key if index not in given] if question.kind is Kind.SEVERAL else []
    return chose + left


def _words(question: Question, slip: Slip) -> Words:
    what, first, second = slip
    if what == _PLACED:
        return Words(said("đặt “%(step)s” ở bước %(n)s"), {"step": question.steps[first], "n": second + 1})
    if what == _PAIRED:
        pair = {"left": question.pairs[first].left, "right": question.choices[second]}
        return Words(said("ghép “%(left)s” với “%(right)s”"), pair)
    option = {"option": question.options[first].text}
    return Words(said("chọn “%(option)s”") if what == _CHOSE else said("bỏ sót “%(option)s”"), option)
