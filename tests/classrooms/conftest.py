"""A school with classes in every test of this folder: who teaches, who leads, who sits there."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin, Role
from lms.classrooms.actions.classes import make_class
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.queries.classes import ClassAt
from lms.people.actions.registering import join
from lms.people.models import Post
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.units.actions import add_unit
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind
from tests.builders import PASSWORD, PIN, Member, cast_of, someone
from tests.classrooms.lesson import NINE
from tests.databases import fresh, to_be_copied

BY_ITSELF = Origin(None, None)
PUPILS = (("Nguyễn Văn An", 2013), ("H’Hen Niê", 2013))
"""Who sits in 7B beside the pupil of the cast, with no number of the school's own."""


@dataclass(frozen=True, slots=True)
class Schools:
    """Class 7B with three pupils and its teacher, 7A with a colleague, the head, and a teacher of another school."""

    room: ClassAt
    other: ClassAt
    elsewhere: ClassAt
    teacher: Member
    colleague: Member
    head: Member
    stranger: Member
    pupils: tuple[Member, ...]

    @property
    def code(self) -> str:
        """The code of 7B, as addresses name it."""
        return self.room.code

    @property
    def school(self) -> str:
        """The code of its school."""
        return self.room.school.code


@dataclass(frozen=True, slots=True)
class Schooled:
    """The address of a database to be copied, and the schools in it, pickled: each test has objects of its own."""

    address: str
    schools: bytes


@pytest.fixture(scope="session")
def schooled_at(peopled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Schooled]]:
    """`schooled_at(moment)` is a database in which the schools were made then; made once for each moment."""
    with ExitStack() as kept:

        @cache
        def made_at(moment: datetime | None) -> Schooled:
            made = kept.enter_context(fresh(tmp_path_factory.mktemp("schooled"), peopled))
            with clock.moved_to(moment) if moment else nullcontext(), made.writing() as session:
                schools = _founded(session)
            return Schooled(to_be_copied(made), pickle.dumps(schools))

        yield made_at


@pytest.fixture
def at_nine() -> None:
    """It is nine o'clock on a school day; the schools were made a while before."""
    clock.set_now(NINE)


@pytest.fixture
def schooled(request: pytest.FixtureRequest, schooled_at) -> Schooled:
    """The schools as they were made when the tests began; for tests that begin at nine, the hour before."""
    return schooled_at(NINE - timedelta(hours=1) if "at_nine" in request.fixturenames else None)


@pytest.fixture
def template(request: pytest.FixtureRequest, peopled: str) -> str:
    """The schools stand in the databases of those tests only that ask for them."""
    if "schools" not in request.fixturenames:
        return peopled
    found: Schooled = request.getfixturevalue("schooled")
    return found.address


@pytest.fixture
def schools(database, schooled) -> Schools:
    """The school of the cast with two classes, and another school with one."""
    found: Schools = pickle.loads(schooled.schools)
    return found


def _founded(session: Session) -> Schools:
    here = session.scalars(select(UnitVersion).where(UnitVersion.code == "77001-2")).one()
    commune = session.scalars(select(UnitVersion).where(UnitVersion.code == "77002")).one()
    there = add_unit(session, kind=UnitKind.LOWER_SECONDARY_SCHOOL, name="Trường THCS Bình Minh", code="77002-1",
                     parent=commune, valid_from=clock.today())  # fmt: skip
    rooms = [
        make_class(session, BY_ITSELF, school, name=name, school_year=2026, grade=7, once=f"thu:{school.code}:{name}")
        for school, name in ((here, "7B"), (here, "7A"), (there, "7B"))
    ]
    pupils = [cast_of(session).pupil, *(_pupil(session, name, born, here) for name, born in PUPILS)]
    seat_people(session, BY_ITSELF, rooms[0], {one.id: None for one in pupils})
    staff = {
        name: _staff(session, name, role, unit_id)
        for name, role, unit_id in (
            ("giaovien", Role.TEACHER, rooms[0].unit.unit_id),
            ("dongnghiep", Role.TEACHER, rooms[1].unit.unit_id),
            ("hieutruong", Role.MANAGER, here.unit_id),
            ("gvkhac", Role.TEACHER, rooms[2].unit.unit_id),
        )
    }
    session.expunge_all()
    return Schools(*rooms, *staff.values(), tuple(pupils))


def _pupil(session, name: str, born: int, school: UnitVersion) -> Member:
    person = someone(session, name=name, born=born)
    join(session, person, Audience.SECONDARY, school.unit_id, verified=True, band="6-9")
    assert person.sign_in
    return Member(person.id, name, person.sign_in.code, PIN)


def _staff(session, sign_in: str, role: Role, unit_id: int) -> Member:
    person = someone(session, name=f"Thầy cô {sign_in}", born=1985, sign_in=sign_in, kind=SecretKind.PASSWORD)
    session.add(Post(person_id=person.id, role=role, unit_id=unit_id, from_at=clock.now()))
    session.flush()
    return Member(person.id, person.name, sign_in, PASSWORD)
