"""A question as plain JSON and back (pydantic), exactly: what is published once and graded by later."""

from typing import Any

from pydantic import TypeAdapter

from lms.questions.rules import Question

_QUESTION = TypeAdapter(Question)


def body_of(question: Question) -> dict[str, Any]:
    """The whole question as JSON keeps it, its key included: never sent to a browser."""
    body: dict[str, Any] = _QUESTION.dump_python(question, mode="json")
    return body


def question_of(body: object) -> Question:
    """The question that `body_of` wrote. Raises ValueError when it is not one."""
    return _QUESTION.validate_python(body)
