"""The compiled book as JSON bytes and back (pydantic): the same book always gives the same bytes."""

from pydantic import TypeAdapter

from lms.content.rules.library import Book
from lms.questions.rules import Question

_BOOK = TypeAdapter(Book)
_QUESTIONS = TypeAdapter(tuple[Question, ...])


def dump_book(book: Book) -> bytes:
    """The book as JSON, without assessment items."""
    return _BOOK.dump_json(book)


def load_book(raw: bytes) -> Book:
    """The book that `dump_book` wrote. Raises ValueError when it is not one."""
    return _BOOK.validate_json(raw)


def dump_questions(questions: tuple[Question, ...]) -> bytes:
    """Questions with their keys, as JSON."""
    return _QUESTIONS.dump_json(questions)


def load_questions(raw: bytes) -> tuple[Question, ...]:
    """The questions that `dump_questions` wrote. Raises ValueError when it is not that."""
    return _QUESTIONS.validate_json(raw)
