"""People as the screens of a unit show them: one where an address says that they belong, and rows of lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.access.queries import under
from lms.errors import NotFound
from lms.listings.models import ListingLine
from lms.people.models import Membership, Person, SignIn
from lms.people.queries.accounts import locked_among
from lms.people.queries.finding import LIVING, places_under, stages_of
from lms.people.rules.states import Access, access
from lms.skills.rules import Audience
from lms.tally.rules import Stage
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, subtree_ids, unit_by_code
from lms.units.rules import UnitKind

LARGEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with where they belong here, how far they have come, and whether they can sign in; never a score."""

    person: Person
    places: tuple[tuple[Membership, UnitVersion], ...]
    stage: Stage
    access: Access

    @property
    def unverified(self) -> bool:
        """Whether nobody has checked one of the places yet."""
        return any(not membership.verified for membership, _ in self.places)


def rows_of(
    session: Session, unit: UnitVersion, people: Sequence[Person], keys: Mapping[int, str], at: datetime
) -> list[PersonRow]:
    """People of a unit as its lists show them; `keys` count their failures. Three queries, however many people."""
    ids = [one.id for one in people]
    places, stages = places_under(session, ids, unit.path), stages_of(session, ids)
    locked = locked_among(session, keys, at)
    return [
        PersonRow(
            one,
            tuple(places.get(one.id, ())),
            stages.get(one.id, Stage.LISTED),
            access(
                has_code=one.sign_in is not None,
                has_secret=one.sign_in is not None and one.sign_in.secret_hash is not None,
                locked=one.id in locked or (one.sign_in is not None and one.sign_in.closed_at is not None),
            ),
        )
        for one in people
    ]


@dataclass(frozen=True, slots=True)
class PersonIn:
    """Somebody who belongs to a unit, or to one below it."""

    unit: UnitVersion
    person: Person

    @property
    def path(self) -> str:
        """The unit's place in the tree: what a guard asks about."""
        return self.unit.path


def person_in(session: Session, code: str, person: int) -> PersonIn:
    """A person with their sign-in who belongs to a unit's subtree, or is on a list kept there. Raises NotFound."""
    return _found(session, code, person, listed=True)


def member_in(session: Session, code: str, person: int) -> PersonIn:
    """The same, by membership alone: being put on somebody's list gives its keeper no say over a person's account."""
    return _found(session, code, person, listed=False)


def _found(session: Session, code: str, person: int, *, listed: bool) -> PersonIn:
    unit = unit_by_code(session, code)
    here = subtree_ids(unit.path)
    belongs = select(Membership.id).where(
        Membership.person_id == Person.id, Membership.to_on.is_(None), Membership.unit_id.in_(here)
    )
    on_list = select(ListingLine.id).where(
        ListingLine.person_id == Person.id, ListingLine.removed_at.is_(None), ListingLine.unit_id.in_(here)
    )
    reached = or_(belongs.exists(), on_list.exists()) if listed else belongs.exists()
    query = select(Person).options(joinedload(Person.sign_in))
    query = query.where(Person.id == min(person, LARGEST_ID), LIVING, reached)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return PersonIn(unit, found)


def unplaced_by_code(session: Session, code: str, audiences: Sequence[Audience]) -> tuple[Person, Membership] | None:
    """Who has a learner code and a membership, for one of some audiences, of which it is not known where."""
    query = (
        select(Person, Membership)
        .join(SignIn, SignIn.person_id == Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(SignIn.code == code, LIVING, Membership.to_on.is_(None), Membership.unit_id.is_(None))
        .where(Membership.audience.in_(audiences))
        .order_by(Membership.id)
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def places_for(session: Session, path: str, kinds: Collection[UnitKind]) -> Sequence[UnitVersion]:
    """The units of some kinds at a place of the tree or below it, in the order of codes."""
    query = select(UnitVersion).where(CURRENT, under(path, UnitVersion.path), UnitVersion.kind.in_(kinds))
    return session.scalars(query.order_by(func.length(UnitVersion.code), UnitVersion.code)).all()
