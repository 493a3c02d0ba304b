"""Finding people: those who may be the same, and a page of those who belong to a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from lms.access.rules import home_path
from lms.people.models import Membership, Person, SignIn
from lms.people.rules.counting import CountedAs
from lms.people.rules.names import search_key
from lms.people.rules.states import Access
from lms.skills.rules import Audience
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, subtree_ids, with_heirs

LIVING: ColumnElement[bool] = and_(Person.erased_at.is_(None), Person.merged_into_id.is_(None))
"""Whoever is listed, searched or counted: not erased, and not found to be the same person as another."""
MOST_ALIKE = 20


def likely_same(session: Session, name: str, birth_year: int, unit_path: str | None) -> Sequence[Person]:
    """Who has the same name, diacritics apart, and the same year of birth, oldest record first; at most 20.

    Looked for in the whole commune (school, office) that the unit stands in; everywhere where `unit_path` is None.
    """
    query = _alike(name, birth_year)
    if unit_path is not None:
        places = subtree_ids(home_path(unit_path))
        here = select(Membership.id).where(Membership.to_on.is_(None), Membership.unit_id.in_(places))
        query = query.where(here.where(Membership.person_id == Person.id).exists())
    return session.scalars(query.order_by(Person.id).limit(MOST_ALIKE)).all()


def _alike(name: str, birth_year: int) -> Select[Person]:
    query = select(Person).options(joinedload(Person.sign_in))
    return query.where(LIVING, Person.search_key == search_key(name), Person.birth_year == birth_year)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for: words of a name, and what is asked of where they belong and how far they have come.

    `unit_path` narrows to a unit below, `ids` to some people, `counted` to those whom a figure counts; None and False
    ask nothing.
    """

    words: tuple[str, ...] = ()
    unit_path: str | None = None
    audience: Audience | None = None
    stage: Stage | None = None
    access: Access | None = None
    ids: tuple[int, ...] | None = None
    unverified: bool = False
    counted: CountedAs | None = None


def people_in(session: Session, path: str, wanted: Wanted, *, page: int, size: int) -> tuple[Sequence[Person], int]:
    """A page (from 1) of the people who belong to a unit or below it, in the order of class lists, and how many in all.

    Names are found by all of their words, diacritics apart. Two queries whatever the number of people.
    """
    query = select(Person).options(joinedload(Person.sign_in)).where(_fits(path, wanted))
    query = query.order_by(Person.sort_key, Person.id).limit(size).offset((page - 1) * size)
    return session.scalars(query).all(), count_people(session, path, wanted)


def count_people(session: Session, path: str, wanted: Wanted) -> int:
    """How many people belong to a unit or below it, of those wanted."""
    return session.scalar(select(func.count()).select_from(Person).where(_fits(path, wanted))) or 0


def places_under(session: Session, ids: Iterable[int], path: str) -> dict[int, list[tuple[Membership, UnitVersion]]]:
    """Where each of some people belongs, of what lies at a unit or below it. One query.

    Somebody recorded at a unit that was merged belongs to the one it went into.
    """
    places = with_heirs(path)
    query = (
        select(Membership, UnitVersion)
        .join(places, places.c.held == Membership.unit_id)
        .join(UnitVersion, and_(UnitVersion.unit_id == places.c.heir, CURRENT))
        .where(Membership.to_on.is_(None), Membership.person_id.in_(set(ids)))
        .order_by(Membership.id)
    )
    found: dict[int, list[tuple[Membership, UnitVersion]]] = {}
    for membership, unit in session.execute(query):
        found.setdefault(membership.person_id, []).append((membership, unit))
    return found


def _fits(path: str, wanted: Wanted) -> ColumnElement[bool]:
    places = subtree_ids(wanted.unit_path or path)
    if wanted.counted:
        return and_(LIVING, Person.id.in_(_counted(wanted.unit_path or path, wanted.counted)), *_named(wanted.words))
    here = select(Membership.person_id).where(Membership.to_on.is_(None), Membership.unit_id.in_(places))
    if wanted.audience:
        here = here.where(Membership.audience == wanted.audience)
    if wanted.unverified:
        here = here.where(Membership.verified.is_(False))
    asked = [LIVING, Person.id.in_(here)]
    asked += _named(wanted.words)
    if wanted.stage:
        reached = select(PersonStanding.id).where(
            PersonStanding.person_id == Person.id, PersonStanding.stage == wanted.stage
        )
        if wanted.audience:
            reached = reached.where(PersonStanding.audience == wanted.audience)
        asked.append(reached.exists())
    if wanted.ids is not None:
        asked.append(Person.id.in_(wanted.ids))
    if wanted.access:
        asked.append(_signs_in(wanted.access))
    return and_(*asked)


def _named(words: Iterable[str]) -> list[ColumnElement[bool]]:
    return [Person.search_key.contains(word, autoescape=True) for word in words]


def _counted(path: str, wanted: CountedAs) -> Select[int]:
    """Whom a figure of the unit counts: by where each stands in the count, not by what they belong to."""
    places = subtree_ids(path)
    if wanted.at_itself:
        held = with_heirs(path)
        places = select(held.c.held).where(held.c.heir == int(path.strip("/").split("/")[-1]))
    query = select(PersonStanding.person_id).where(
        PersonStanding.audience == wanted.audience,
        PersonStanding.stage.in_(wanted.stages),
        PersonStanding.unit_id.in_(places),
    )
    evidence = func.coalesce(PersonStanding.evidence, 0)
    if wanted.evidence_from:
        query = query.where(evidence >= wanted.evidence_from)
    if wanted.evidence_below is not None:
        query = query.where(evidence < wanted.evidence_below)
    return query if wanted.born_until is None else query.where(PersonStanding.birth_year <= wanted.born_until)


def _signs_in(access: Access) -> ColumnElement[bool]:
    """Whoever can sign in so. Waiting after wrong tries is no state to search by: it is over in minutes."""
    own = select(SignIn.id).where(SignIn.person_id == Person.id)
    if access is Access.NO_CODE:
        return ~own.exists()
    if access is Access.CARD_ONLY:
        return own.where(SignIn.secret_hash.is_(None)).exists()
    closed = SignIn.closed_at.is_not(None) if access is Access.LOCKED else SignIn.closed_at.is_(None)
    return own.where(SignIn.secret_hash.is_not(None), closed).exists()


def stages_of(session: Session, ids: Iterable[int]) -> dict[int, Stage]:
    """How far each of some people has come, for the audience in which they have come furthest. One query."""
    order = list(Stage)
    query = select(PersonStanding.person_id, PersonStanding.stage).where(PersonStanding.person_id.in_(set(ids)))
    found: dict[int, Stage] = {}
    for person_id, stage in session.execute(query):
        found[person_id] = max(stage, found.get(person_id, stage), key=order.index)
    return found


def name_words(typed: str) -> tuple[str, ...]:
    """The words of a name as they are searched: folded, at most eight."""
    return tuple(search_key(typed).split()[:8])
