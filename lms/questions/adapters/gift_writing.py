"""Questions as a GIFT file, for another system or for our own reader: it reads back exactly what stands here."""

import re
from collections.abc import Iterable, Iterator

from lms.questions.adapters.gift import FORMAT, SIGNS, WEIGHT_SIGN
from lms.questions.rules import Kind, Question

_SIGN = re.compile(rf"[{re.escape(SIGNS)}\\]|->")
_LOOKS_LIKE = re.compile(rf"//|{FORMAT.pattern}", re.IGNORECASE)
"""A text that would be read as a comment, or as the name of a format."""

MIMETYPE = "text/plain; charset=utf-8"


def gift_of(title: str, questions: Iterable[Question]) -> str:
    """The file: its title in a comment, then each question; texts are marked as plain: nothing in them is HTML."""
    blocks = [f"// {' '.join(title.split())}", *(_block(number, one) for number, one in enumerate(questions, 1))]
    return "\n\n".join(blocks) + "\n"


def _block(number: int, question: Question) -> str:
    answers = [f"\t{line}" for line in _answers(question)]
    general = (
        [f"\t####{_text(question.feedback)}"] if question.feedback and question.kind is not Kind.TRUE_FALSE else []
    )
    return "\n".join((f"::{number}::[plain]{_escaped(question.stem)} {{", *answers, *general, "}"))


def _answers(question: Question) -> Iterator[str]:
    if question.kind is Kind.TRUE_FALSE:
        told = _text(question.feedback)
        yield ("TRUE" if question.options[0].right else "FALSE") + (f"#{told}#{told}" if told else "")
    elif question.kind is Kind.ORDERING:
        yield ">ALL"
        yield from (_text(step) for step in question.steps)
    elif question.kind is Kind.MATCHING:
        yield from (f"={_text(pair.left)} -> {_text(pair.right)}" for pair in question.pairs)
        yield from (f"= -> {_text(spare)}" for spare in question.spare)
    else:
        yield from _options(question)


def _options(question: Question) -> Iterator[str]:
    """One right answer by `=`; several by shares of a hundred, and what is wrong takes all of it away."""
    share = f"{100 / max(len(question.key), 1):.5f}".rstrip("0").rstrip(".")
    for one in question.options:
        told = f"#{_text(one.feedback)}" if one.feedback else ""
        if question.kind is Kind.ONE:
            weight = f"%{100 if one.right else 0}%" if WEIGHT_SIGN.match(one.text) else ""
            yield f"{'=' if one.right else '~'}{weight}{_text(one.text)}{told}"
        else:
            yield f"~%{share if one.right else '-100'}%{_text(one.text)}{told}"


def _text(text: str) -> str:
    return f"{'[plain]' if _LOOKS_LIKE.match(text) else ''}{_escaped(text)}"


def _escaped(text: str) -> str:
    escaped = _SIGN.sub(lambda found: "-\\>" if found[0] == "->" else f"\\{found[0]}", text)
    return escaped.replace("\n", "\\n")
