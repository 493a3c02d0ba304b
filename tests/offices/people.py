"""Steps of staff who register and look after people, as a browser takes them."""

from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.db import Database
from lms.people.actions.registering import add_person, join
from lms.people.models import Membership, Person, Post, SignIn
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import Cast, Member, rows, someone
from tests.page import Page, Visitor

VILLAGE = "/don-vi/77001-1/nguoi"
COMMUNE = "/don-vi/77001/nguoi"


def typed(**more: str) -> dict[str, str]:
    """What a helper types of one person."""
    return {"name": "Nguyễn Thị Lan", "birth_year": "1950", "agreed": "y", **more}


def register(visitor: Visitor, at: str = VILLAGE, **more: str) -> Page:
    """Open the form for one person, type, and send it."""
    shown = visitor.get(f"{at}/moi")
    assert shown.status == 200, shown.text
    return visitor.post(f"{at}/moi", {**shown.hidden(), **typed(**more)})


def named(database: Database, name: str) -> Person:
    """The only person of a name."""
    (found,) = rows(database, select(Person).where(Person.name == name))
    return found


def sign_in_of(database: Database, person_id: int) -> SignIn:
    """A person's sign-in as it stands."""
    (found,) = rows(database, select(SignIn).where(SignIn.person_id == person_id))
    return found


def places_of(database: Database, person_id: int) -> list[tuple[Audience, int | None, bool, bool]]:
    """Every membership there ever was: audience, unit, verified, open."""
    found = rows(database, select(Membership).where(Membership.person_id == person_id).order_by(Membership.id))
    return [(one.audience, one.unit_id, one.verified, one.to_on is None) for one in found]


def stage_of(database: Database, person_id: int) -> list[tuple[str, int | None, Stage]]:
    """Where somebody is counted."""
    found = rows(database, select(PersonStanding).where(PersonStanding.person_id == person_id))
    return [(one.audience, one.unit_id, one.stage) for one in found]


def settled(database: Database, cast: Cast, *, name: str, born: int = 1960, at: str = "77001-1", **more: object) -> int:
    """Somebody with a sign-in (PIN 275913) who belongs to a unit; their id."""
    with database.writing() as session:
        person = someone(session, name=name, born=born)
        join(session, person, Audience.CITIZEN, cast.units[at].unit_id, **more)  # type: ignore[arg-type]
        return person.id


def listed(database: Database, cast: Cast, *, name: str, born: int = 1960, at: str = "77001-1") -> int:
    """Somebody who belongs to a unit and has no sign-in; their id."""
    with database.writing() as session:
        person = add_person(session, name=name, birth_year=born)
        join(session, person, Audience.CITIZEN, cast.units[at].unit_id, stage=Stage.LISTED)
        return person.id


def official_of(database: Database, cast: Cast, role: Role, at: str, name: str) -> Member:
    """Somebody with a post of their own, to sign in as."""
    with database.writing() as session:
        person = someone(session, name="Người Kiểm Thử", sign_in=name, kind=SecretKind.PASSWORD)
        session.add(Post(person_id=person.id, role=role, unit_id=cast.units[at].unit_id, from_at=clock.now()))
        return Member(person.id, person.name, name, "hoc-vu-so-2026")
