"""Whom a commune, school or office knows already, to be compared with what a list brings."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, null, select
from sqlalchemy.orm import Session

from lms.access.queries import under
from lms.access.rules import home_path
from lms.listings.models import ListingLine
from lms.listings.queries.selecting import with_heirs
from lms.listings.rules.matching import Known
from lms.listings.rules.places import Ground, villages_by_words
from lms.people.models import Membership, Person, SignIn
from lms.people.queries.finding import LIVING
from lms.sources.rules import fold
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, villages
from lms.units.rules import COMMUNAL, spoken


def ground_of(session: Session, unit: UnitVersion) -> Ground:
    """The unit that keeps a list, with the villages below it by their words, and the words used on the list already."""
    below = villages(session, unit) if unit.kind in COMMUNAL else []
    words = select(ListingLine.group_name).where(ListingLine.unit_id == unit.unit_id, ListingLine.removed_at.is_(None))
    groups = {fold(one): one for one in session.scalars(words.distinct().order_by(ListingLine.group_name))}
    names = villages_by_words((one.unit_id, one.name) for one in below)
    return Ground(unit.unit_id, unit.kind, unit.name, names, groups)


def known_here(session: Session, unit: UnitVersion, years: Collection[int]) -> list[Known]:
    """Everybody of some years of birth who belongs to the commune, school or office, or is on a list kept there.

    Somebody on the unit's own list comes as listed there; else where they belong, which is not told where it lies
    outside the unit: a facilitator sees their own village. One query.
    """
    places = with_heirs(under(home_path(unit.path), UnitVersion.path))
    born = and_(LIVING, Person.birth_year.in_(set(years)))
    person = (Person.id, Person.name, Person.birth_year, SignIn.id.label("sign_in"))
    columns = (*person, UnitVersion.unit_id, UnitVersion.kind, UnitVersion.name.label("unit"), UnitVersion.path)
    on_list = (
        select(*columns, ListingLine.group_name, ListingLine.id.label("line"))
        .join(ListingLine, and_(ListingLine.person_id == Person.id, ListingLine.removed_at.is_(None)))
        .join(places, places.c.held == ListingLine.unit_id)
    )
    members = (
        select(*columns, null().label("group_name"), null().label("line"))
        .join(Membership, and_(Membership.person_id == Person.id, Membership.to_on.is_(None)))
        .join(places, places.c.held == Membership.unit_id)
    )
    both = [
        one.join(UnitVersion, and_(UnitVersion.unit_id == places.c.heir, CURRENT))
        .outerjoin(SignIn, SignIn.person_id == Person.id)
        .where(born)
        for one in (on_list, members)
    ]
    found: dict[int, Known] = {}
    for row in session.execute(both[0].union_all(both[1])):
        line = (row.line or 0) if row.path.startswith(unit.path) else 0
        if row.id not in found or (line and not found[row.id].line_id):
            found[row.id] = _known(row, line, unit.path)
    return sorted(found.values(), key=lambda one: one.person_id)


def _known(row: Any, line: int, path: str) -> Known:
    where = ", ".join(filter(None, (row.group_name, spoken(row.kind, row.unit))))
    told = where if row.path.startswith(path) else ""
    group, has_sign_in = row.group_name or "", row.sign_in is not None
    return Known(row.id, row.name, row.birth_year, row.unit_id, group, line, has_sign_in, told)
