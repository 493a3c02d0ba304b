"""Records that may be of one person, within one part of the tree."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from lms.access.rules import home_path
from lms.dossiers.models import NotTheSame
from lms.dossiers.queries.pairs import reached_from
from lms.dossiers.rules.alike import Likeness, Pair, Somebody, pairs
from lms.people.models import ExternalId, Membership, Person
from lms.people.queries.finding import LIVING
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, with_heirs

EVERYWHERE = "/"
"""The place over every other."""


def likely_duplicates(session: Session, path: str) -> Sequence[Pair]:
    """Pairs of people in a unit's subtree who may be one, the surest first; those told apart are left out.

    Compared within each commune, school or office. Three queries; as much work as there are people.
    """
    apart = {(row[0], row[1]) for row in session.execute(select(NotTheSame.first_id, NotTheSame.second_id))}
    sure = {pair.key: pair for pair in _same_ids(session, path)}
    alike = (pair for pair in pairs(_people(session, path)) if pair.key not in sure)
    return [pair for pair in [*sure.values(), *alike] if pair.key not in apart]


def count_likely_duplicates(session: Session, path: str) -> int:
    """How many such pairs there are: “nghi trùng” beside a unit's figures."""
    return len(likely_duplicates(session, path))


def count_by_home(session: Session) -> Mapping[int, int]:
    """By commune, school or office how many such pairs there are, where there are any: for `lms tidy`. Three queries.

    People are read in the order of the tree, so that no more are held at once than one place has.
    """
    apart = {(row[0], row[1]) for row in session.execute(select(NotTheSame.first_id, NotTheSame.second_id))}
    sure: dict[int, set[tuple[int, int]]] = {}
    for pair in _same_ids(session, EVERYWHERE):
        sure.setdefault(pair.first, set()).add(pair.key)
    found = {}
    for home, people in groupby(_people(session, EVERYWHERE), key=lambda one: one.home):
        some = list(people)
        keys = {pair.key for pair in pairs(some)}.union(*(sure.get(one.id, ()) for one in some))
        if keys - apart:
            found[int(home.strip("/").rpartition("/")[2])] = len(keys - apart)
    return found


def told_apart(session: Session, path: str) -> Sequence[tuple[Person, Person]]:
    """Pairs that were noted as two different people, of whom the first belongs to a unit's subtree; last first."""
    other = aliased(Person)
    query = (
        select(Person, other)
        .join(NotTheSame, NotTheSame.first_id == Person.id)
        .join(other, other.id == NotTheSame.second_id)
        .where(LIVING, reached_from(path), other.erased_at.is_(None), other.merged_into_id.is_(None))
        .order_by(NotTheSame.id.desc())
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _people(session: Session, path: str) -> Iterator[Somebody]:
    """Everybody who belongs there now, once for each commune, school or office they belong to, in the tree's order."""
    places = with_heirs(path)
    query = (
        select(Person.id, Person.search_key, Person.birth_year, UnitVersion.path)
        .join(Membership, Membership.person_id == Person.id)
        .join(places, places.c.held == Membership.unit_id)
        .join(UnitVersion, (UnitVersion.unit_id == places.c.heir) & CURRENT)
        .where(LIVING, Person.is_test.is_(False), Membership.to_on.is_(None))
        .order_by(UnitVersion.path)
        .execution_options(yield_per=5_000)
    )
    for number, key, year, at in session.execute(query):
        yield Somebody(number, key, year, home_path(at))


def _same_ids(session: Session, path: str) -> Iterator[Pair]:
    """Two people whom another system knows by the same number."""
    one, other, second = aliased(ExternalId), aliased(ExternalId), aliased(Person)
    query = (
        select(one.person_id, other.person_id)
        .join(other, (other.keyed_hash == one.keyed_hash) & (other.person_id > one.person_id))
        .join(Person, Person.id == one.person_id)
        .join(second, second.id == other.person_id)
        .where(LIVING, second.erased_at.is_(None), second.merged_into_id.is_(None), reached_from(path))
        .distinct()
    )
    for first, last in session.execute(query):
        yield Pair(first, last, Likeness.SAME_ID)
