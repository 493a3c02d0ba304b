"""Papers of a sitting that its opener does something about: one to annul, interrupted ones to go on with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from lms.assessments.models import Attempt, Sitting, SittingPresence
from lms.assessments.queries.sittings import PersonAt, person_at
from lms.assessments.rules.kinds import AttemptKind, AttemptState, Presence
from lms.errors import NotFound


@dataclass(frozen=True, slots=True)
class PaperAt:
    """A paper, or a check by questions, of somebody at a sitting."""

    there: PersonAt
    attempt: Attempt

    @property
    def path(self) -> str:
        """The sitting's place in the tree."""
        return self.there.path


@dataclass(frozen=True, slots=True)
class Waiting:
    """An interrupted paper of somebody present, and where the sitting was in which it was left."""

    attempt: Attempt
    place: str


def waiting_here(session: Session, sitting: Sitting, at: datetime, person_id: int | None = None) -> Sequence[Waiting]:
    """The interrupted papers of people ticked present at a sitting that can be gone on with there. One query.

    Left in this sitting, or in one that is over by now; `person_id` asks for one person's.
    """
    left_in = aliased(Sitting)
    over = or_(left_in.ends_at <= at, left_in.closed_at <= at)
    query = (
        select(Attempt, left_in.place)
        .join(left_in, left_in.id == Attempt.sitting_id)
        .join(SittingPresence, SittingPresence.person_id == Attempt.person_id)
        .where(
            SittingPresence.sitting_id == sitting.id,
            SittingPresence.state == Presence.PRESENT,
            and_(Attempt.kind == AttemptKind.PAPER, Attempt.state == AttemptState.OPEN),
            Attempt.interrupted_at.is_not(None),
            or_(left_in.id == sitting.id, over),
        )
        .order_by(Attempt.id)
    )
    if person_id is not None:
        query = query.where(Attempt.person_id == person_id)
    return [Waiting(*row) for row in session.execute(query)]


def paper_at(session: Session, code: str, person: int, uid: str) -> PaperAt:
    """A paper, or a check by questions, of somebody at a sitting, whatever became of it. Raises NotFound."""
    there = person_at(session, code, person)
    mine = Attempt.sitting_id == there.here.sitting.id, Attempt.person_id == there.person.id
    found = session.scalar(select(Attempt).where(Attempt.uid == uid, *mine, Attempt.check_tasks.is_(None)))
    if found is None:
        raise NotFound
    return PaperAt(there, found)
