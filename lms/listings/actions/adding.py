"""Putting people on a list: one typed, or many from a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.listings.models import ListingLine
from lms.listings.rules.places import Place
from lms.people.actions.caring import move
from lms.people.actions.registering import join
from lms.people.actions.registering_for import register_for
from lms.people.actions.registering_many import Newcomer, register_many
from lms.people.models import Membership, Person, SignIn
from lms.skills.rules import Audience
from lms.tally.rules import Stage


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody to be put on a list: cleaned words, where they are counted, and who it is where known (None: new).

    `line_id`: their line on the same list at another village, which goes to this one instead; 0 for none.
    """

    name: str
    birth_year: int
    unit_id: int
    group_name: str = ""
    audience: Audience = Audience.CITIZEN
    band: str | None = None
    person_id: int | None = None
    line_id: int = 0


def list_person(
    session: Session,
    origin: Origin,
    place: Place,
    *,
    name: str,
    birth_year: int,
    once: str,
    same_as: Person | None = None,
) -> ListingLine:
    """A line for a new person, or for one known already; the line that the same form made before, or that there is.

    `name` has been cleaned; `once` is unique to one form of one helper. A new person is counted as listed at the place.
    """
    known = session.scalar(select(ListingLine).where(ListingLine.once_key == once))
    if known is not None:
        return known
    person = same_as or register_for(
        session, origin, name=name, birth_year=birth_year, audience=place.audience, unit_id=place.unit_id,
        band=place.band, once=f"listing:{once}", notice_read=False,
    )  # fmt: skip
    if same_as is not None:
        _belongs(session, person, Listed(name, birth_year, place.unit_id, "", place.audience, place.band))
    line = _line(session, origin, person.id, place, once)
    record(session, origin, Act.LISTING_CHANGED, subject_person_id=person.id, unit_id=place.unit_id, change="added")
    return line


def add_lines(session: Session, origin: Origin, people: Sequence[Listed]) -> list[int]:
    """Put many people on the lists of their units; returns the ids of those who are on one now and were not before.

    New people are registered at once, counted as listed; people known keep their place, and get one where they have
    none for the audience. Whoever is on the list already stays as they are.
    """
    new = [one for one in people if one.person_id is None]
    placed = [_replaced(session, origin, one) for one in people if one.line_id]
    newcomers = [Newcomer(one.name, one.birth_year, one.audience, one.unit_id, one.band) for one in new]
    ids = register_many(session, origin, newcomers, act=Act.PERSON_REGISTERED_FOR)
    lines = [*zip(ids, new, strict=True), *_not_listed_yet(session, [one for one in people if not one.line_id])]
    now = clock.now()
    rows = [
        {
            "unit_id": one.unit_id, "person_id": person_id, "group_name": one.group_name,
            "added_by_id": origin.person_id, "added_at": now, "last_used_at": now,
        }
        for person_id, one in lines
    ]  # fmt: skip
    if rows:
        session.execute(insert(ListingLine), rows)
    return [*placed, *(person_id for person_id, _ in lines)]


def _replaced(session: Session, origin: Origin, one: Listed) -> int:
    """Have a line, and the membership it came with, stand at the village that is known by now; whose line it is."""
    line = session.scalars(select(ListingLine).where(ListingLine.id == one.line_id).with_for_update()).one()
    query = select(Membership).where(
        Membership.person_id == line.person_id, Membership.audience == one.audience, Membership.to_on.is_(None)
    )
    held = session.scalar(query)
    if held is not None and held.unit_id == line.unit_id:
        move(session, origin, session.get_one(Person, line.person_id), held, one.unit_id)
    line.unit_id, line.group_name, line.last_used_at = one.unit_id, one.group_name, clock.now()
    session.flush()
    return line.person_id


def _not_listed_yet(session: Session, people: Sequence[Listed]) -> list[tuple[int, Listed]]:
    """People known who are on no list of that unit yet, each once; they belong there from now on."""
    wanted = {(one.person_id, one.unit_id): one for one in people if one.person_id is not None}
    ids = {one.person_id for one in wanted.values() if one.person_id is not None}
    query = select(ListingLine.person_id, ListingLine.unit_id).where(
        ListingLine.removed_at.is_(None), ListingLine.person_id.in_(ids)
    )
    there = {(row.person_id, row.unit_id) for row in session.execute(query)}
    found = []
    for person in session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all():
        for (person_id, unit_id), one in wanted.items():
            if person_id == person.id and (person_id, unit_id) not in there:
                _belongs(session, person, one)
                found.append((person.id, one))
    return found


def _belongs(session: Session, person: Person, one: Listed) -> None:
    """Open a membership for somebody known who has none for the audience."""
    query = select(Membership.id).where(
        Membership.person_id == person.id, Membership.audience == one.audience, Membership.to_on.is_(None)
    )
    if session.scalar(query) is not None:
        return
    able = session.scalar(select(SignIn.id).where(SignIn.person_id == person.id, SignIn.secret_hash.is_not(None)))
    stage = Stage.REGISTERED if able else Stage.LISTED
    join(session, person, one.audience, one.unit_id, verified=True, band=one.band, stage=stage)


def _line(session: Session, origin: Origin, person_id: int, place: Place, once: str) -> ListingLine:
    """The line, or the one that there is already; two forms at once meet in its constraints."""
    now = clock.now()
    line = ListingLine(
        unit_id=place.unit_id, person_id=person_id, group_name=place.group_name, added_by_id=origin.person_id,
        added_at=now, last_used_at=now, once_key=once,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(line)
    except IntegrityError:
        query = select(ListingLine).where(
            ListingLine.person_id == person_id, ListingLine.unit_id == place.unit_id, ListingLine.removed_at.is_(None)
        )
        return session.scalars(query).one()
    return line
