"""Questions as a GIFT file, for another system or for our own reader: it reads back exactly what stands here."""

import re
from collections.abc import Iterable, Iterator

from lms.questions.adapters.gift import FORMAT, SIGNS, TOLD_OF_STEPS, WEIGHT_SIGN
from lms.questions.rules import Kind, Question

_SIGN = re.compile(rf"[{re.escape(SIGNS)}\\]")
_IN_STEP = re.compile(r"[{}\\]|####")
"""Moodle shows a step as it stands, so that as little of it as possible is escaped."""

_LOOKS_LIKE = re.compile(rf"//|::|\$CATEGORY:|{FORMAT.pattern}|{WEIGHT_SIGN.pattern}", re.IGNORECASE)
"""A text that would be read as a comment, a title, a category, the name of a format, or a share of a hundred."""

MIMETYPE = "text/plain; charset=utf-8"


def gift_of(title: str, questions: Iterable[Question]) -> str:
    """The file: its title in a comment, then each question; texts are marked as plain: nothing in them is HTML."""
    blocks = [f"// {' '.join(title.split())}", *(_block(number, one) for number, one in enumerate(questions, 1))]
    return "\n\n".join(blocks) + "\n"


def _block(number: int, question: Question) -> str:
    asked = f"::{number}::[plain]{_escaped(question.stem)} {{"
    told = _text(question.feedback) if question.feedback else ""
    if question.kind is Kind.ORDERING:
        general = [f"{TOLD_OF_STEPS}{told}"] if told else []
        # Moodle needs the number of steps right after the brace
        how = f">{len(question.steps)} ALL VERTICAL ALL_OR_NOTHING SHOW"
        return "\n".join((f"{asked}{how}", *(_step(step) for step in question.steps), *general, "}"))
    general = [f"\t####{told}"] if told else []
    return "\n".join((asked, *(f"\t{line}" for line in _answers(question)), *general, "}"))


def _answers(question: Question) -> Iterator[str]:
    if question.kind is Kind.TRUE_FALSE:
        yield "TRUE" if question.options[0].right else "FALSE"
    elif question.kind is Kind.MATCHING:
        yield from (f"={_left(pair.left)} -> {_text(pair.right)}" for pair in question.pairs)
        yield from (f"= -> {_text(spare)}" for spare in question.spare)
    else:
        yield from _options(question)


def _options(question: Question) -> Iterator[str]:
    """One right answer by `=`; several by shares of a hundred, and what is wrong takes all of it away."""
    share = f"{100 / max(len(question.key), 1):.5f}".rstrip("0").rstrip(".")
    for one in question.options:
        told = f"#{_text(one.feedback)}" if one.feedback else ""
        if question.kind is Kind.ONE:
            yield f"{'=' if one.right else '~'}{_text(one.text)}{told}"
        else:
            yield f"~%{share if one.right else '-100'}%{_text(one.text)}{told}"


def _step(text: str) -> str:
    escaped = _IN_STEP.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text).replace("\n", "\\n")
    return f"[plain]{escaped}" if _LOOKS_LIKE.match(text) else escaped


def _left(text: str) -> str:
    """A left side; an arrow within it cannot be said in Moodle's own way, only in one that our reader knows."""
    return _text(text).replace("->", "-\\>")


def _text(text: str) -> str:
    return f"{'[plain]' if _LOOKS_LIKE.match(text) else ''}{_escaped(text)}"


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
