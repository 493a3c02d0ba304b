"""Publishing question versions: once each, in the transaction of whoever first asks them."""

from collections.abc import Iterable, Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms import clock
from lms.questions.adapters.bodies import body_of
from lms.questions.models import QuestionVersion
from lms.questions.queries import unpublished
from lms.questions.rules import Question


def publish(session: Session, questions: Iterable[Question]) -> None:
    """Have a row for each version that has none yet; rows that are there stay as they are.

    Two who publish the same at once meet in the unique version, in one order, so that neither waits for the other's end
    in a circle.
    """
    enter(session, unpublished(session, questions))


def enter(session: Session, missing: Sequence[Question]) -> None:
    """Write the rows of versions that had none when they were looked for; somebody may have written them since."""
    if not missing:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = insert(QuestionVersion).values([_row(one) for one in missing])
    session.execute(rows.on_conflict_do_nothing(index_elements=["version"]))


def _row(question: Question) -> dict[str, object]:
    return {
        "version": question.version,
        "code": question.code,
        "body": body_of(question),
        "published_at": clock.now(),
    }
