"""The queue of what people ask about their data, within a unit's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, case, literal, select
from sqlalchemy.orm import Session

from lms.dossiers.models import DataRequest
from lms.dossiers.queries.pairs import reached_from
from lms.dossiers.rules.asking import working_days_left
from lms.errors import NotFound
from lms.people.models import Person
from lms.people.queries.finding import LIVING
from lms.people.rules.names import search_key
from lms.units.models import UnitVersion
from lms.units.queries import subtree_ids, unit_by_code

LARGEST_ID = 2**62
MOST_ENDED = 50
MOST_FOUND = 20
ENDED_SHOWN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RequestIn:
    """A request received at a unit or below it; `person` None while it is not found whose it is."""

    unit: UnitVersion
    request: DataRequest
    person: Person | None
    ended_by: str | None = None

    @property
    def path(self) -> str:
        """The unit's place in the tree: what a guard asks about."""
        return self.unit.path

    @property
    def next_by(self) -> date:
        """The day that comes next: of the answer while there is none, then of having done it."""
        request = self.request
        return request.answer_by if request.answered_on is None else request.due_on

    def days_left(self, today: date) -> int:
        """Days until then, below 0 when it is past; working days while an answer is awaited."""
        if self.request.answered_on is None and self.next_by > today:
            return working_days_left(today, self.next_by)
        return (self.next_by - today).days


def request_in(session: Session, code: str, number: int) -> RequestIn:
    """A request within a unit's reach. Raises NotFound."""
    unit = unit_by_code(session, code)
    found = session.execute(_requests(unit).where(DataRequest.id == min(number, LARGEST_ID))).one_or_none()
    if found is None:
        raise NotFound
    by = session.get(Person, found[0].ended_by_id) if found[0].ended_by_id else None
    return RequestIn(unit, found[0], found[1], by.name if by else None)


def open_requests(session: Session, unit: UnitVersion) -> Sequence[RequestIn]:
    """Those to be done within a unit's reach, the most overdue first."""
    next_by = case((DataRequest.answered_on.is_(None), DataRequest.answer_by), else_=DataRequest.due_on)
    query = _requests(unit).where(DataRequest.ended_at.is_(None)).order_by(next_by, DataRequest.id)
    return [RequestIn(unit, *row) for row in session.execute(query)]


def ended_requests(session: Session, unit: UnitVersion, today: date) -> Sequence[RequestIn]:
    """Those that ended within the year, last first; at most 50."""
    query = _requests(unit).where(DataRequest.ended_at.is_not(None), DataRequest.asked_on >= today - ENDED_SHOWN)
    rows = session.execute(query.order_by(DataRequest.ended_at.desc()).limit(MOST_ENDED))
    return [RequestIn(unit, *row) for row in rows]


def requests_of(session: Session, person_id: int) -> Sequence[DataRequest]:
    """What a person asked, last first."""
    query = select(DataRequest).where(DataRequest.person_id == person_id)
    return session.scalars(query.order_by(DataRequest.id.desc())).all()


def people_named(session: Session, unit: UnitVersion, typed: str) -> Sequence[Person]:
    """People who belong to a unit or below it and whose name has every word typed; at most 20, by name."""
    words = search_key(typed[:80]).replace("%", "").replace("_", "").split()
    if not words:
        return []
    query = select(Person).where(LIVING, reached_from(unit.path))
    for word in words:
        query = query.where((literal(" ") + Person.search_key).like(f"% {word}%"))
    return session.scalars(query.order_by(Person.sort_key, Person.id).limit(MOST_FOUND)).all()


def _requests(unit: UnitVersion) -> Select[DataRequest, Person | None]:
    here = subtree_ids(unit.path)
    query = select(DataRequest, Person).outerjoin(Person, Person.id == DataRequest.person_id)
    return query.where(DataRequest.unit_id.in_(here))
