"""What was read, in a short form for tables: a question as words, what was left out as its reasons."""

from lms.questions.adapters.brought import LeftOut, Reading
from lms.questions.rules import Kind, Question
from lms.sheets.rules.tables import Remark


def short(question: Question) -> str:
    """`stem | *right | wrong`; a matching question as `left=right`, steps as `1>2>3`."""
    if question.kind is Kind.MATCHING:
        sides = [f"{one.left}={one.right}" for one in question.pairs] + [f"={one}" for one in question.spare]
        return " | ".join((question.stem, *sides))
    if question.kind is Kind.ORDERING:
        return f"{question.stem} | {'>'.join(question.steps)}"
    return " | ".join((question.stem, *(f"{'*' if one.right else ''}{one.text}" for one in question.options)))


def shorts(reading: Reading) -> list[str]:
    """Every question that was taken over."""
    return [short(one.question) for one in reading.questions]


def words(remark: Remark) -> str:
    """A remark as its reader sees it."""
    return remark.message % remark.values


def reasons(reading: Reading) -> list[str]:
    """Why each thing was left out."""
    return [words(one.why) for one in reading.left_out]


def doubts(reading: Reading) -> list[str]:
    """Why right answers are not known."""
    return [words(one.doubt) for one in reading.questions if one.doubt]


def places(found: Reading | tuple[LeftOut, ...]) -> list[str]:
    """Where what was left out stands."""
    return [words(one.place) for one in (found.left_out if isinstance(found, Reading) else found)]
