"""Published question versions."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Text, bindparam, cast, select
from sqlalchemy.orm import Session

from lms.questions.adapters.bodies import question_in
from lms.questions.models import QuestionVersion
from lms.questions.rules import Question

_version = QuestionVersion.metadata.tables[QuestionVersion.__tablename__].c
_these = _version.version.in_(bindparam("versions", expanding=True))
PUBLISHED = select(_version.version).where(_these)
BODY = cast(_version.body, Text)
"""The body as it is written, for `question_in`."""
BODIES = select(_version.version, BODY).where(_these)


def unpublished(session: Session | Connection, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those of the questions whose version is not published yet, each version once. One query."""
    wanted = {question.version: question for question in questions}
    known = set(session.scalars(PUBLISHED, {"versions": list(wanted)}))
    return tuple(question for version, question in sorted(wanted.items()) if version not in known)


def questions_of(session: Session, versions: Iterable[str]) -> Mapping[str, Question]:
    """The questions as they were published, by version. One query."""
    rows = session.execute(BODIES, {"versions": list(versions)})
    return {version: question_in(body) for version, body in rows}
