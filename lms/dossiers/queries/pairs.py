"""Two records side by side: whom a unit reaches, what each holds, and what a merger of the two would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation
from lms.confirmations.rules.kinds import State
from lms.dossiers.rules.keeping import Held
from lms.errors import NotFound
from lms.learning.models import LessonDone
from lms.people.models import Membership, Person, Post
from lms.people.queries.finding import LIVING
from lms.units.models import UnitVersion
from lms.units.queries import places, subtree_ids, unit_by_code

LARGEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair, as it is compared by eye: never a score. `seen_at`: the last sign-in on record."""

    person: Person
    places: tuple[str, ...]
    code: str | None
    posts: int
    lessons: int
    papers: int
    open_papers: int
    confirmations: int
    valid: int
    seen_at: datetime | None

    @property
    def held(self) -> Held:
        """As far as it decides which of two is kept."""
        sign_in = self.person.sign_in
        secret = sign_in is not None and sign_in.secret_hash is not None
        learnt = self.lessons + self.papers
        return Held(self.person.id, self.posts, secret, sign_in is not None, self.confirmations, learnt)


@dataclass(frozen=True, slots=True)
class PairIn:
    """Two people who both belong to a unit, or to one below it."""

    unit: UnitVersion
    first: Person
    second: Person

    @property
    def path(self) -> str:
        """The unit's place in the tree: what a guard asks about."""
        return self.unit.path


def pair_in(session: Session, code: str, first: int, second: int) -> PairIn:
    """Two different people within a unit's reach. Raises NotFound."""
    unit = unit_by_code(session, code)
    ids = {min(first, LARGEST_ID), min(second, LARGEST_ID)}
    query = select(Person).options(joinedload(Person.sign_in)).where(Person.id.in_(ids), LIVING)
    found = {one.id: one for one in session.scalars(query.where(reached_from(unit.path)))}
    if len(found) != 2 or first == second:
        raise NotFound
    return PairIn(unit, found[first], found[second])


def reached_from(path: str) -> ColumnElement[bool]:
    """People who belong to a unit or below it now: by membership, for a list gives its keeper no say over a record."""
    belongs = select(Membership.id).where(Membership.person_id == Person.id, Membership.to_on.is_(None))
    return belongs.where(Membership.unit_id.in_(subtree_ids(path))).exists()


def sides(session: Session, person_ids: Iterable[int]) -> dict[int, Side]:
    """What each of some people holds. A fixed number of queries."""
    ids = set(person_ids)
    query = select(Person).options(joinedload(Person.sign_in)).where(Person.id.in_(ids))
    people = session.scalars(query).all()
    where = _places(session, ids)
    posts = _counts(session, Post.person_id, ids, Post.to_at.is_(None))
    lessons = _counts(session, LessonDone.person_id, ids)
    papers = _counts(session, Attempt.person_id, ids, Attempt.state == AttemptState.FINISHED)
    open_papers = _counts(session, Attempt.person_id, ids, Attempt.state == AttemptState.OPEN)
    confirmations = _counts(session, Confirmation.person_id, ids)
    valid = _counts(session, Confirmation.person_id, ids, Confirmation.state == State.VALID)
    seen = _last_seen(session, ids)
    return {
        one.id: Side(
            one, where.get(one.id, ()), one.sign_in.shown_code if one.sign_in else None, posts.get(one.id, 0),
            lessons.get(one.id, 0), papers.get(one.id, 0), open_papers.get(one.id, 0), confirmations.get(one.id, 0),
            valid.get(one.id, 0), seen.get(one.id),
        )
        for one in people
    }  # fmt: skip


def _places(session: Session, ids: set[int]) -> dict[int, tuple[str, ...]]:
    rows = session.execute(
        select(Membership.person_id, Membership.unit_id)
        .where(Membership.person_id.in_(ids), Membership.to_on.is_(None))
        .order_by(Membership.id)
    ).all()
    said = places(session, [row.unit_id for row in rows if row.unit_id])
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        if row.unit_id in said and said[row.unit_id] not in found.get(row.person_id, ()):
            found[row.person_id] = (*found.get(row.person_id, ()), said[row.unit_id])
    return found


def _counts(
    session: Session, owner: InstrumentedAttribute[int], ids: set[int], *conditions: ColumnElement[bool]
) -> dict[int, int]:
    query = select(owner, func.count()).where(owner.in_(ids), *conditions).group_by(owner)
    return {row[0]: row[1] for row in session.execute(query)}


def _last_seen(session: Session, ids: set[int]) -> dict[int, datetime]:
    query = select(AuditEntry.person_id, func.max(AuditEntry.at)).group_by(AuditEntry.person_id)
    rows = session.execute(query.where(AuditEntry.person_id.in_(ids), AuditEntry.act == Act.SIGNED_IN))
    return {row[0]: row[1] for row in rows if row[0] is not None}
