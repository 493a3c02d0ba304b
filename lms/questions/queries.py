"""Published question versions."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.questions.adapters.bodies import question_of
from lms.questions.models import QuestionVersion
from lms.questions.rules import Question


def published(session: Session, versions: Iterable[str]) -> frozenset[str]:
    """Which of these versions are published. One query."""
    query = select(QuestionVersion.version).where(QuestionVersion.version.in_(set(versions)))
    return frozenset(session.scalars(query))


def questions_of(session: Session, versions: Iterable[str]) -> Mapping[str, Question]:
    """The questions as they were published, by version. One query."""
    query = select(QuestionVersion.version, QuestionVersion.body).where(QuestionVersion.version.in_(set(versions)))
    return {version: question_of(body) for version, body in session.execute(query)}
