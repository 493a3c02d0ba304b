"""The cast: the same named people and two communes in every test, and short functions that make more of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Role
from lms.db import Database
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.adapters.hashing import Hasher
from lms.people.models import Person, Post, SignIn
from lms.people.rules import codes
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.units.actions import add_unit, country
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import UnitKind

PIN, PASSWORD = "275913", "hoc-vu-so-2026"
PEPPER = "p" * 40

PLACES = (
    ("77", UnitKind.PROVINCE, "Thử", "vn"),
    ("77001", UnitKind.COMMUNE, "An Phú", "77"),
    ("77002", UnitKind.COMMUNE, "Bình Minh", "77"),
    ("77001-1", UnitKind.VILLAGE, "Thôn Đình", "77001"),
    ("77001-2", UnitKind.LOWER_SECONDARY_SCHOOL, "Trường THCS An Phú", "77001"),
    ("78", UnitKind.CITY, "Sông Lam", "vn"),
    ("78001", UnitKind.WARD, "An Phú", "78"),
)

PEOPLE = (
    # name in the cast, name, born, sign-in, audiences, posts
    ("citizen", "Lò Thị Mai", 1958, "DAN", ((Audience.CITIZEN, "77001-1"),), ()),
    ("official", "Nguyễn Văn Tư", 1985, "CANBO", ((Audience.CITIZEN, "77001"), (Audience.OFFICIAL, "77001")), ()),
    ("pupil", "H’Nhi Niê", 2014, "HOCSINH", ((Audience.SECONDARY, "77001-2"),), ()),
    ("facilitator", "Vàng A Páo", 1995, "to", ((Audience.CITIZEN, "77001-1"),), ((Role.FACILITATOR, "77001-1"),)),
    ("manager", "Trần Thị Sáu", 1975, "phutrach", ((Audience.OFFICIAL, "77001"),), ((Role.MANAGER, "77001"),)),
    ("stranger", "Lê Minh", 1980, "nguoila", ((Audience.OFFICIAL, "77002"),), ((Role.MANAGER, "77002"),)),
    ("admin", "Bùi Thị Hạnh", 1982, "quantri", (), ((Role.ADMIN, "vn"),)),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast: enough to sign in, and their row's id."""

    id: int
    name: str
    code: str
    secret: str


@dataclass(frozen=True, slots=True)
class Cast:
    """People by what they are, and units by code."""

    people: dict[str, Member]
    units: dict[str, UnitVersion]

    def __getattr__(self, name: str) -> Member:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


def fill(session: Session) -> None:
    """Write the places and people of the cast."""
    units = {"vn": country(session)}
    for code, kind, name, parent in PLACES:
        units[code] = add_unit(
            session, kind=kind, name=name, code=code, parent=units[parent], valid_from=date(2025, 7, 1)
        )
    hasher = Hasher(PEPPER, passes=1, memory_kib=8)
    for _, name, born, sign_in, belongs, posts in PEOPLE:
        kind = SecretKind.PASSWORD if posts else SecretKind.PIN
        person = someone(session, name=name, born=born, hasher=hasher, sign_in=sign_in, kind=kind)
        for audience, code in belongs:
            join(session, person, audience, units[code].unit_id)
        for role, code in posts:
            session.add(Post(person_id=person.id, role=role, unit_id=units[code].unit_id, from_at=clock.now()))


def someone(
    session: Session,
    *,
    name: str = "Đàng Thị Hương",
    born: int = 1960,
    hasher: Hasher | None = None,
    sign_in: str | None = None,
    kind: SecretKind = SecretKind.PIN,
) -> Person:
    """A person with a sign-in; PIN 275913 or, for staff, the password of the cast."""
    person = add_person(session, name=name, birth_year=born)
    secret = PIN if kind is SecretKind.PIN else PASSWORD
    stored = (hasher or Hasher(PEPPER, passes=1, memory_kib=8)).hash(secret)
    give_sign_in(session, person, kind=kind, secret_hash=stored, name=sign_in)
    return person


def cast_of(session: Session) -> Cast:
    """The cast as it stands in a filled database."""
    rows = session.execute(select(SignIn.code, Person.id, Person.name).join(SignIn.person)).all()
    by_code = {row.code: row for row in rows}
    people = {}
    for key, _, _, sign_in, _, posts in PEOPLE:
        row = by_code[codes.folded(sign_in)]
        people[key] = Member(row.id, row.name, sign_in, PASSWORD if posts else PIN)
    units = {unit.code: unit for unit in session.scalars(select(UnitVersion).where(CURRENT))}
    return Cast(people, units)


def rows(database: Database, query: Select[Any]) -> list[Any]:
    """What a database holds now, read beside everything else."""
    with database.session(write=False) as session:
        return list(session.scalars(query))
