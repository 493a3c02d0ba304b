"""Sittings and who is there: by code, by person, and what a paper done there carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt, Sitting, SittingPresence
from lms.assessments.rules.kinds import AttemptKind, AttemptState, Presence
from lms.assessments.rules.sittings import is_witness
from lms.errors import NotFound
from lms.people.models import Person, SignIn
from lms.people.rules import codes
from lms.units.models import UnitVersion
from lms.units.queries import living_successor

MOST_SITTINGS = 30
"""How many of somebody's own sittings are listed, the last first."""

LARGEST_ID = 2**63 - 1
"""Addresses and forms may hold larger numbers, which databases do not take."""


@dataclass(frozen=True, slots=True)
class SittingAt:
    """A sitting and the unit where it is, as it stands today."""

    sitting: Sitting
    unit: UnitVersion
    opener: str

    @property
    def path(self) -> str:
        """Its place in the tree: posts over it reach the sitting."""
        return self.unit.path


@dataclass(frozen=True, slots=True)
class PersonAt:
    """Somebody who joined a sitting; `opener_set_pin`: whoever opened it set this person's secret."""

    here: SittingAt
    presence: SittingPresence
    person: Person
    opener_set_pin: bool

    @property
    def path(self) -> str:
        """The sitting's place in the tree."""
        return self.here.path

    @property
    def needs_witness(self) -> bool:
        """Whether a second witness has to be named before the opener's word counts."""
        opener = self.here.sitting.opened_by_id
        return self.opener_set_pin and not is_witness(self.presence.witness_id, self.person.id, opener)


@dataclass(frozen=True, slots=True)
class Attending:
    """One line of the list of a sitting, and how far the last paper and check begun there have come, None for none."""

    presence: SittingPresence
    name: str
    birth_year: int
    opener_set_pin: bool
    paper: AttemptState | None
    check: AttemptState | None
    paused: bool = False

    @property
    def working(self) -> bool:
        """Whether something is begun, not handed in and not interrupted."""
        return self.writing or self.check is AttemptState.OPEN

    @property
    def writing(self) -> bool:
        """Whether a paper is under way and not interrupted."""
        return self.paper is AttemptState.OPEN and not self.paused

    @property
    def wants_witness(self) -> bool:
        """Whether they are present, and a second witness has to be named before the opener's word for them counts."""
        return self.presence.state is Presence.PRESENT and self.opener_set_pin and self.presence.witness_id is None


SITTING_NOW = (
    select(SittingPresence)
    .join(SittingPresence.sitting)
    .where(
        SittingPresence.person_id == bindparam("person_id"),
        Sitting.opened_at <= bindparam("at"),
        Sitting.ends_at > bindparam("at"),
        or_(Sitting.closed_at.is_(None), Sitting.closed_at > bindparam("at")),
    )
    .order_by(SittingPresence.state == Presence.EXPECTED, SittingPresence.joined_at.desc(), SittingPresence.id.desc())
    .limit(1)
)
"""Built once: it is asked whenever a paper begins, and building it takes longer than asking it."""


def sitting_now(session: Session, person_id: int, at: datetime) -> SittingPresence | None:
    """The presence of a person in an open sitting, the one joined last, else one where they are expected; None when
    there is none. One query.
    """
    return session.scalar(SITTING_NOW, {"person_id": person_id, "at": at})


def sitting_by_code(session: Session, code: str) -> SittingAt:
    """The sitting with a code, however it was typed, open or over. Two queries. Raises NotFound."""
    query = select(Sitting, Person.name).join(Person, Person.id == Sitting.opened_by_id)
    row = session.execute(query.where(Sitting.code == codes.folded(code))).one_or_none()
    if row is None:
        raise NotFound
    return SittingAt(row.Sitting, living_successor(session, row.Sitting.unit_id), row.name)


def person_at(session: Session, code: str, person: int) -> PersonAt:
    """Somebody who joined the sitting with a code. Three queries. Raises NotFound."""
    here = sitting_by_code(session, code)
    if person > LARGEST_ID:
        raise NotFound
    query = presences(here.sitting.id).where(SittingPresence.person_id == person)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return PersonAt(here, row.SittingPresence, row.Person, row.set_by == here.sitting.opened_by_id)


def presence_of(session: Session, sitting_id: int, person_id: int) -> SittingPresence | None:
    """Somebody's presence in a sitting, or None. One query."""
    query = select(SittingPresence).where(SittingPresence.sitting_id == sitting_id)
    return session.scalar(query.where(SittingPresence.person_id == person_id))


def attending(session: Session, sitting: Sitting) -> Sequence[Attending]:
    """Everybody who joined, as a class list is ordered. Two queries."""
    columns = Attempt.person_id, Attempt.kind, Attempt.state, Attempt.interrupted_at
    begun = session.execute(select(*columns).where(Attempt.sitting_id == sitting.id).order_by(Attempt.id)).all()
    last = {(row.person_id, row.kind): row.state for row in begun}
    paused = {row.person_id for row in begun if row.state is AttemptState.OPEN and row.interrupted_at is not None}
    rows = session.execute(presences(sitting.id).order_by(Person.sort_key, Person.id))
    return [
        Attending(
            row.SittingPresence,
            row.Person.name,
            row.Person.birth_year,
            row.set_by == sitting.opened_by_id,
            last.get((row.Person.id, AttemptKind.PAPER)),
            last.get((row.Person.id, AttemptKind.CHECK)),
            row.Person.id in paused,
        )
        for row in rows
    ]


def sittings_of(session: Session, opener_id: int) -> Sequence[Row[Sitting, int]]:
    """What somebody opened, the last first, each with how many were seen there. One query."""
    seen = func.count(SittingPresence.id).filter(SittingPresence.state == Presence.PRESENT)
    query = select(Sitting, seen).outerjoin(Sitting.presences).where(Sitting.opened_by_id == opener_id)
    return session.execute(query.group_by(Sitting.id).order_by(Sitting.id.desc()).limit(MOST_SITTINGS)).all()


def sittings_at(session: Session, unit_id: int) -> Sequence[Row[Sitting, str, int]]:
    """The sittings opened at a unit itself, the last first, each with its opener and how many were seen. One query."""
    seen = func.count(SittingPresence.id).filter(SittingPresence.state == Presence.PRESENT)
    query = select(Sitting, Person.name, seen).join(Person, Person.id == Sitting.opened_by_id)
    query = query.outerjoin(Sitting.presences).where(Sitting.unit_id == unit_id).group_by(Sitting.id, Person.name)
    return session.execute(query.order_by(Sitting.id.desc()).limit(MOST_SITTINGS)).all()


def papers_at(session: Session, sitting_id: int, person_id: int) -> Sequence[Attempt]:
    """A person's papers and checks by questions of a sitting, the first first; no annulled ones. One query."""
    mine = Attempt.sitting_id == sitting_id, Attempt.person_id == person_id, Attempt.check_tasks.is_(None)
    query = select(Attempt).where(*mine, Attempt.state != AttemptState.ANNULLED).order_by(Attempt.id)
    return session.scalars(query).all()


def presences(sitting_id: int) -> Select[SittingPresence, Person, int | None]:
    """Presences of a sitting, each with the person and who set their secret (None: themselves)."""
    return (
        select(SittingPresence, Person, SignIn.secret_set_by_id.label("set_by"))
        .join(Person, Person.id == SittingPresence.person_id)
        .outerjoin(SignIn, SignIn.person_id == Person.id)
        .where(SittingPresence.sitting_id == sitting_id)
    )
