"""A turn at a quiz: the order of its questions, what has been answered, where to go on."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.errors import Refused
from lms.questions.rules import Question

LONGEST_TITLE = 120
PREVIEW_SEED = 1
"""The order in which whoever teaches tries a quiz out."""


def new_seed() -> int:
    """A seed for a new try."""
    return secrets.randbelow(2**31 - 1) + 1


def in_turn(questions: Sequence[Question], seed: int) -> tuple[Question, ...]:
    """The questions in the order of one try: the same for ever for a seed."""
    drawn = {one.code: hashlib.sha256(f"{seed}:{one.code}".encode()).digest() for one in questions}
    return tuple(sorted(questions, key=lambda one: drawn[one.code]))


def read_title(typed: str) -> str:
    """A quiz's title, single-spaced. Raises Refused, beside `title`, for none."""
    title = " ".join(typed.split())
    if not any(letter.isalnum() for letter in title):
        raise Refused("Đặt tên bộ câu hỏi, ví dụ “Tin học 7, bài 3”.", field="title")
    return title[:LONGEST_TITLE]


@dataclass(frozen=True, slots=True)
class Turn:
    """A try as it stands: its questions in order, and what has been answered, by the question's code."""

    questions: tuple[Question, ...]
    seed: int
    number: int
    answers: Mapping[str, Mapping[str, Any]]

    @property
    def done(self) -> list[int]:
        """The numbers, from 1, of the questions answered."""
        return [n for n, one in enumerate(self.questions, 1) if one.code in self.answers]

    @property
    def right(self) -> list[int]:
        """The numbers of those answered right."""
        return [n for n, one in enumerate(self.questions, 1) if self.answers.get(one.code, {}).get("right")]

    @property
    def missed(self) -> list[tuple[int, Question]]:
        """The questions answered, but not right, with their numbers."""
        right = set(self.right)
        return [(n, self.questions[n - 1]) for n in self.done if n not in right]

    @property
    def is_whole(self) -> bool:
        """Whether every question has been answered."""
        return len(self.done) == len(self.questions)

    def next_open(self, after: int = 0) -> int | None:
        """The number of the next question not answered, going round; None when there is none."""
        count = len(self.questions)
        following = ((after + step) % count for step in range(count))
        return next((n + 1 for n in following if self.questions[n].code not in self.answers), None)

    def given(self, question: Question) -> tuple[tuple[int, ...] | None, int]:
        """What was answered, as places on the screen, and the seed of the order it was shown in; None before.

        Whoever sat beside another answered in the other's order.
        """
        held = self.answers.get(question.code)
        return (tuple(held["shown"]), held["seed"]) if held else (None, self.seed)
