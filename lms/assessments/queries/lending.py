"""What a sitting lends to what was done there, and what rests on it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt, ObservedTask, Sitting, SittingPresence
from lms.assessments.queries.sittings import presences
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.sittings import evidence_of
from lms.skills.rules import Evidence


def settled_at(session: Session, sitting_id: int, person_ids: Iterable[int]) -> set[int]:
    """Of some people those for whom something rests on their presence there: a paper handed in or interrupted, a task.

    Two queries.
    """
    ids = list(person_ids)
    papers = select(Attempt.person_id).where(
        Attempt.sitting_id == sitting_id,
        Attempt.person_id.in_(ids),
        or_(
            and_(Attempt.state == AttemptState.FINISHED, Attempt.evidence > Evidence.SELF),
            and_(Attempt.state == AttemptState.OPEN, Attempt.interrupted_at.is_not(None)),
        ),
    )
    tasks = select(ObservedTask.person_id).where(ObservedTask.sitting_id == sitting_id, ObservedTask.person_id.in_(ids))
    return {*session.scalars(papers), *session.scalars(tasks)}


def paper_evidence(
    session: Session, sitting_id: int, person_id: int, started_at: datetime, finished_at: datetime
) -> Evidence:
    """What a paper begun in a sitting carries when it is handed in; the presence cannot be undone until then.

    One query. Somebody no longer on the list of the sitting: their own word only.
    """
    query = presences(sitting_id).add_columns(Sitting).join(SittingPresence.sitting)
    query = query.where(SittingPresence.person_id == person_id).with_for_update(read=True, of=SittingPresence)
    row = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return Evidence.SELF
    opener_set_pin = row.set_by == row.Sitting.opened_by_id
    return evidence_of(row.SittingPresence, row.Sitting, started_at, finished_at, opener_set_pin)


def lent_now(
    session: Session, sitting: Sitting, spans: Mapping[int, tuple[int, datetime, datetime]]
) -> dict[int, Evidence]:
    """What a sitting lends to what was done there, by paper: (whose, from, until). Presences stay until the end.

    One query. Somebody no longer on its list: their own word only.
    """
    people = {person_id for person_id, _, _ in spans.values()}
    query = presences(sitting.id).where(SittingPresence.person_id.in_(people)).order_by(SittingPresence.id)
    query = query.with_for_update(read=True, of=SittingPresence).execution_options(populate_existing=True)
    there = {row.Person.id: (row.SittingPresence, row.set_by == sitting.opened_by_id) for row in session.execute(query)}
    found = dict.fromkeys(spans, Evidence.SELF)
    for paper, (person_id, begun, ended) in spans.items():
        if person_id in there:
            presence, set_pin = there[person_id]
            found[paper] = evidence_of(presence, sitting, begun, ended, set_pin)
    return found
