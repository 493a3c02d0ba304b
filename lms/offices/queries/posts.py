"""Whom a post may be given to: by a code they show, or among the people whose names the giver may read."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.access.rules import Actor, Permission, home_path
from lms.errors import NotFound
from lms.offices.queries.people import LARGEST_ID
from lms.people.models import Membership, Person
from lms.people.queries.accounts import sign_in_by_code
from lms.people.queries.finding import LIVING
from lms.people.rules.names import initials
from lms.units.models import UnitVersion
from lms.units.queries import living_by_id, subtree_ids


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be given a post; `called` is their name, or its initials where the giver may not read it."""

    person: Person
    called: str


def names_path(actor: Actor, unit: UnitVersion) -> str:
    """Where people are looked for by name: the whole commune, school or office when the giver knows its people."""
    home = home_path(unit.path)
    return home if actor.may_know(Permission.PERSON_SEE, home) else unit.path


def by_code(session: Session, actor: Actor, typed: str) -> Candidate | None:
    """Whose code or sign-in name was typed, wherever they belong; None for nobody's."""
    found = sign_in_by_code(session, typed)
    if found is None or found.person.erased_at is not None or found.person.merged_into_id is not None:
        return None
    held = select(Membership.unit_id).where(Membership.to_on.is_(None), Membership.person_id == found.person_id)
    paths = [one.path for one in living_by_id(session, [at for at in session.scalars(held) if at]).values()]
    known = found.person_id == actor.person_id or any(actor.may_know(Permission.PERSON_SEE, path) for path in paths)
    return Candidate(found.person, found.person.name if known else initials(found.person.name))


def by_number(session: Session, path: str, number: str) -> Candidate:
    """One of the people who belong at a place or below it. Raises NotFound."""
    person_id = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    belongs = select(Membership.id).where(
        Membership.person_id == Person.id, Membership.to_on.is_(None), Membership.unit_id.in_(subtree_ids(path))
    )
    query = select(Person).options(joinedload(Person.sign_in)).where(LIVING, belongs.exists())
    found = session.scalar(query.where(Person.id == min(person_id, LARGEST_ID)))
    if found is None:
        raise NotFound
    return Candidate(found, found.name)
