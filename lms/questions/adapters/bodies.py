"""A question as plain JSON and back (pydantic), exactly: what is published once and graded by later."""

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from lms.questions.rules import Question

_QUESTION = TypeAdapter(Question)
MOST_REMEMBERED = 2_000


def body_of(question: Question) -> dict[str, Any]:
    """The whole question as JSON keeps it, its key included: never sent to a browser."""
    body: dict[str, Any] = _QUESTION.dump_python(question, mode="json")
    return body


def question_of(body: object) -> Question:
    """The question that `body_of` wrote. Raises ValueError when it is not one."""
    return _QUESTION.validate_python(body)


@lru_cache(MOST_REMEMBERED)
def question_in(text: str) -> Question:
    """The same from the body's text, as the database keeps it: read once per process, since it is asked for so often.

    The text itself is what is remembered by, so that nothing can have changed behind it.
    """
    return _QUESTION.validate_json(text)
