"""Published question versions."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms.questions.adapters.bodies import question_of
from lms.questions.models import QuestionVersion
from lms.questions.rules import Question

_these = QuestionVersion.version.in_(bindparam("versions", expanding=True))
PUBLISHED = select(QuestionVersion.version).where(_these)
BODIES = select(QuestionVersion.version, QuestionVersion.body).where(_these)


def published(session: Session, versions: Iterable[str]) -> frozenset[str]:
    """Which of these versions are published. One query."""
    return frozenset(session.scalars(PUBLISHED, {"versions": list(versions)}))


def questions_of(session: Session, versions: Iterable[str]) -> Mapping[str, Question]:
    """The questions as they were published, by version. One query."""
    rows = session.execute(BODIES, {"versions": list(versions)})
    return {version: question_of(body) for version, body in rows}
