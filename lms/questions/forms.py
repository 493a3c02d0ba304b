"""An answer as a form sends it, and as it stands in an address: the same for practice and for papers."""

from typing import Protocol

from lms.questions.rules import Kind, Question, presented

FIELD = "a"
_TRUE_FALSE = {"dung": 0, "sai": 1}


class Sent(Protocol):
    """What a form sends: werkzeug's MultiDict has this shape."""

    def getlist(self, key: str) -> list[str]:
        """Every value under a name."""
        ...


def sent_answer(question: Question, form: Sent) -> tuple[int, ...] | None:
    """The answer as places on the screen, or None when something is still missing or is no answer at all.

    One, several, true/false: the places chosen. Ordering: for each step as shown, the number given to it, from 1.
    Matching: for each left side, the place of the right side given to it.
    """
    if question.kind is Kind.TRUE_FALSE:
        chosen = _TRUE_FALSE.get("".join(form.getlist(FIELD)))
        return None if chosen is None else (chosen,)
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        return _numbers(form.getlist(FIELD)[: len(question.choices)]) or None
    count = len(question.steps) if question.kind is Kind.ORDERING else len(question.pairs)
    return _numbers(["".join(form.getlist(f"{FIELD}-{place}")) for place in range(count)])


def canonical(question: Question, seed: int, shown: tuple[int, ...]) -> tuple[int, ...]:
    """Places on the screen as the question's own indexes; what was not on the screen becomes -1, never right."""
    order = presented(question, seed)
    if question.kind is Kind.ORDERING:
        return tuple(next((order[n] for n, given in enumerate(shown) if given == place), -1)
                     for place in range(1, len(order) + 1))  # fmt: skip
    return tuple(order[place] if 0 <= place < len(order) else -1 for place in shown)


def written(shown: tuple[int, ...]) -> str:
    """The answer as it stands in an address: `1.3`."""
    return ".".join(str(place) for place in shown)


def read(question: Question, text: str | None) -> tuple[int, ...] | None:
    """The answer written in an address, or None for anything else."""
    if not text or len(text) > 60:
        return None
    shown = _numbers(text.split("."))
    return shown if shown and len(shown) <= len(question.choices) else None


def _numbers(texts: list[str]) -> tuple[int, ...] | None:
    if not all(text.isascii() and text.isdigit() and len(text) <= 2 for text in texts):
        return None
    return tuple(int(text) for text in texts)
