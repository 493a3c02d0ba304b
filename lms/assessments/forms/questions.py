"""A question of a paper as the screen shows it, built only from what a browser may see; an answer as it was sent."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import HiddenField
from wtforms.validators import AnyOf

from lms.errors import Refused
from lms.questions.forms import FIELD, Sent, canonical, sent_answer
from lms.questions.rules import Kind, PublicQuestion, Question, answerable
from lms.skills.rules import Audience
from lms.web.forms import Form

Given = Sequence[int | None]


class BeginForm(Form):
    """Which paper to begin; `once` makes sending twice beginning once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    audience = HiddenField(validators=[AnyOf(list(Audience))])


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose or place; `value` is its place on the screen, `place` the number given to it."""

    value: int
    text: str
    chosen: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A left side to match; `chosen` is the place on the screen of the right side given to it."""

    value: int
    text: str
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A question on the screen with the answer given to it so far."""

    kind: Kind
    stem: str
    choices: tuple[Choice, ...]
    lefts: tuple[Left, ...]

    @property
    def pairs(self) -> tuple[tuple[int, str], ...]:
        """For matching: the right sides as (place on the screen, text)."""
        return tuple((choice.value, choice.text) for choice in self.choices)

    @property
    def chosen_true(self) -> bool | None:
        """For true/false: what was chosen; None before an answer."""
        return next((choice.value == 0 for choice in self.choices if choice.chosen), None)


def shown(question: PublicQuestion, given: Given | None) -> Shown:
    """The question with what has been given: places chosen, numbers of steps, or right sides; None where nothing."""
    told = list(given or ())
    ordering, matching = question.kind is Kind.ORDERING, question.kind is Kind.MATCHING
    choices = tuple(
        Choice(
            place,
            text,
            chosen=not ordering and not matching and place in told,
            place=told[place] if ordering and place < len(told) else None,
        )
        for place, text in enumerate(question.choices)
    )
    lefts = tuple(
        Left(place, text, told[place] if place < len(told) else None) for place, text in enumerate(question.lefts)
    )
    return Shown(question.kind, question.stem, choices, lefts)


def whole_answer(question: Question, seed: int, form: Sent) -> tuple[int, ...]:
    """The answer sent, as places on the screen. Raises Refused for one that is missing, half given or impossible."""
    given = sent_answer(question, form)
    if given is not None and answerable(question, canonical(question, seed, given)):
        return given
    if question.kind is Kind.ORDERING:
        raise Refused("Chưa lưu: đánh số cho đủ các bước, mỗi bước một số khác nhau.")
    if question.kind is Kind.MATCHING:
        raise Refused("Chưa lưu: ghép cho đủ các dòng, mỗi ý chỉ ghép một lần.")
    raise Refused("Chưa lưu: chưa chọn ý nào. Chọn rồi bấm lưu, hoặc để sau cũng được.")


def half_answer(question: PublicQuestion, form: Sent) -> Given | None:
    """What has been given so far of an answer that is not whole; None when nothing has."""
    if question.kind is Kind.TRUE_FALSE:
        chosen = {"dung": 0, "sai": 1}.get("".join(form.getlist(FIELD)))
        return None if chosen is None else (chosen,)
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        return [place for text in form.getlist(FIELD) if (place := _number(text)) is not None] or None
    count = len(question.choices) if question.kind is Kind.ORDERING else len(question.lefts)
    given = [_number("".join(form.getlist(f"{FIELD}-{place}"))) for place in range(count)]
    return given if any(one is not None for one in given) else None


def carried(form: Sent, most: int = 12) -> list[tuple[str, str]]:
    """The answer in a form as (name, value) pairs fit for an address, to be shown again after signing in."""
    names = [FIELD, *(f"{FIELD}-{place}" for place in range(most))]
    pairs = [(name, text) for name in names for text in form.getlist(name)[:most]]
    return [(name, text) for name, text in pairs if text in ("dung", "sai") or _number(text) is not None][:most]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None
