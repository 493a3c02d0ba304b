"""A practice question as the screen shows it, before and after an answer."""

from dataclasses import dataclass

from lms.questions.forms import canonical
from lms.questions.rules import Kind, Outcome, Question, grade, presented

RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose or place; `value` is its place on the screen. `mark` and `why` only once answered."""

    value: int
    text: str
    chosen: bool = False
    mark: str = ""
    why: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A left side to match; `chosen` is the place on the screen of the right side given to it."""

    value: int
    text: str
    chosen: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question on the screen: choices in this turn's order, and what its answer, if any, was worth."""

    question: Question
    choices: tuple[Choice, ...]
    lefts: tuple[Left, ...] = ()
    outcome: Outcome | None = None

    @property
    def mark(self) -> str:
        """`right`, `partly`, `wrong`, or empty before an answer."""
        if self.outcome is None:
            return ""
        if self.outcome.right:
            return RIGHT
        return "partly" if any(self.outcome.parts) and self.question.kind not in (Kind.ONE, Kind.TRUE_FALSE) else WRONG

    @property
    def pairs(self) -> tuple[tuple[int, str], ...]:
        """For matching: the right sides as (place on the screen, text)."""
        return tuple((choice.value, choice.text) for choice in self.choices)

    @property
    def chosen_true(self) -> bool | None:
        """For true/false: what was chosen; None before an answer."""
        return next((choice.value == 0 for choice in self.choices if choice.chosen), None)


def shown(question: Question, seed: int, answer: tuple[int, ...] | None = None) -> Shown:
    """The question for a turn, and, when there is an answer (places on the screen), marked and explained."""
    outcome = grade(question, canonical(question, seed, answer)) if answer is not None else None
    build = {Kind.ORDERING: _ordering, Kind.MATCHING: _matching}.get(question.kind, _options)
    choices, lefts = build(question, seed, answer or (), outcome)
    return Shown(question, choices, lefts, outcome)


_Parts = tuple[tuple[Choice, ...], tuple[Left, ...]]


def _options(question: Question, seed: int, answer: tuple[int, ...], outcome: Outcome | None) -> _Parts:
    choices = []
    for place, index in enumerate(presented(question, seed)):
        option = question.options[index]
        chosen = place in answer
        told = outcome is not None and (chosen or (outcome.right and option.right))
        mark = (RIGHT if option.right else WRONG) if told else ""
        choices.append(Choice(place, option.text, chosen, mark, option.feedback if told else ""))
    return tuple(choices), ()


def _ordering(question: Question, seed: int, answer: tuple[int, ...], outcome: Outcome | None) -> _Parts:
    choices = []
    for place, index in enumerate(presented(question, seed)):
        given = answer[place] if place < len(answer) else None
        mark = "" if outcome is None else RIGHT if given == index + 1 else WRONG
        choices.append(Choice(place, question.steps[index], mark=mark, place=given))
    return tuple(choices), ()


def _matching(question: Question, seed: int, answer: tuple[int, ...], outcome: Outcome | None) -> _Parts:
    order = presented(question, seed)
    choices = tuple(Choice(place, question.choices[index]) for place, index in enumerate(order))
    lefts = []
    for place, pair in enumerate(question.pairs):
        given = answer[place] if place < len(answer) else None
        mark = "" if outcome is None else RIGHT if outcome.parts[place] else WRONG
        lefts.append(Left(place, pair.left, given, mark))
    return choices, tuple(lefts)
