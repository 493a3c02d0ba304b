"""Who asks to be let into a class, and who of the school each may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.classrooms.models.rosters import JoinRequest
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.known_pupils import alike_pupils
from lms.classrooms.rules.roster_matching import KnownPupil
from lms.people.rules.names import search_key

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that nobody has answered, and the pupils of the school whom it may come from, the likeliest first."""

    request: JoinRequest
    alike: tuple[KnownPupil, ...]


def waiting_at(session: Session, here: ClassAt, today: date) -> list[Waiting]:
    """The requests that wait at a class, the oldest first, at most 100. Two queries, however many there are."""
    query = select(JoinRequest).where(JoinRequest.classroom_id == here.room.id, JoinRequest.settled_at.is_(None))
    requests = session.scalars(query.order_by(JoinRequest.id).limit(MOST_SHOWN)).all()
    if not requests:
        return []
    known = alike_pupils(session, here.school, {search_key(one.name) for one in requests}, today)
    return [Waiting(one, _alike(one, known, here)) for one in requests]


def _alike(request: JoinRequest, known: Sequence[KnownPupil], here: ClassAt) -> tuple[KnownPupil, ...]:
    """Whoever has the name and the year; of those in the class itself, whoever has the name."""
    named = [one for one in known if search_key(one.name) == search_key(request.name)]
    fit = [one for one in named if one.birth_year == request.birth_year or one.room_id == here.room.id]
    return tuple(sorted(fit, key=lambda one: (one.birth_year != request.birth_year, one.person_id)))
