"""A question is published once by its hash, and comes back from its row exactly as it was asked."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from lms.content.adapters.running import SHELF
from lms.questions.actions import publish
from lms.questions.adapters.bodies import body_of, question_of
from lms.questions.models import QuestionVersion
from lms.questions.queries import questions_of, unpublished
from lms.questions.rules import Kind
from tests.builders import rows


@pytest.fixture
def questions(app):
    """Every question of the shipped content, of both pools."""
    library = app.extensions[SHELF].library()
    return [*library.assessment, *(one for lesson in library.book.lessons for one in lesson.practice)]


def test_every_shipped_question_comes_back_from_json_exactly(questions):
    assert {one.kind for one in questions} == set(Kind)
    for one in questions:
        again = question_of(json.loads(json.dumps(body_of(one))))
        assert again == one
        assert again.version == one.version


def test_a_version_is_published_once(questions, session, database):
    some = questions[:20]

    publish(session, some[:10])
    publish(session, some)
    publish(session, some[:5] * 2)
    session.commit()

    assert rows(database, select(func.count(QuestionVersion.id))) == [20]
    assert unpublished(session, [*some, questions[20], questions[20]]) == (questions[20],)
    assert questions_of(session, [one.version for one in some]) == {one.version: one for one in some}


def test_publishing_nothing_writes_nothing(session, database):
    publish(session, [])
    session.commit()

    assert rows(database, select(func.count(QuestionVersion.id))) == [0]


def test_what_was_published_stays_as_it_was_when_the_library_changes(questions, session):
    old = questions[0]
    new = replace(old, stem="Câu hỏi đã sửa?")
    publish(session, [old])
    publish(session, [new])

    assert old.version != new.version
    assert questions_of(session, [old.version, new.version]) == {old.version: old, new.version: new}


@pytest.mark.parametrize("body", [None, {}, [], {"code": 1}, "x"])
def test_a_body_that_is_no_question_is_an_error(body):
    with pytest.raises(ValueError, match="validation error"):
        question_of(body)
