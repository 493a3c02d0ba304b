"""Finding classes: by the address, of a school, of whoever teaches there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.access.queries import within_reach
from lms.access.rules import Actor, Permission, Role
from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.rules.years import GRADES_AT, year_words
from lms.errors import NotFound
from lms.people.models import Person, Post
from lms.people.queries.finding import LIVING
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, unit_by_code

SEATED: ColumnElement[bool] = Seat.to_on.is_(None)
_school = aliased(UnitVersion)


@dataclass(frozen=True, slots=True)
class ClassAt:
    """A class with its unit and its school as they stand today."""

    room: Classroom
    unit: UnitVersion
    school: UnitVersion

    @property
    def path(self) -> str:
        """The class's place in the tree: what a guard asks about."""
        return self.unit.path

    @property
    def house(self) -> str:
        """The school's place: whoever holds a post there knows that the class exists."""
        return self.school.path

    @property
    def code(self) -> str:
        """The class's code, as addresses name it."""
        return self.unit.code

    @property
    def spoken(self) -> str:
        """`lớp 7B`."""
        return self.unit.spoken

    @property
    def year(self) -> str:
        """The school year as it is said."""
        return year_words(self.room.school_year)

    @property
    def archived(self) -> bool:
        """Whether nothing more is done in it."""
        return self.room.archived_at is not None


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class in a list: how many pupils sit in it now, and who teaches it."""

    here: ClassAt
    pupils: int
    teachers: tuple[str, ...]


def class_at(session: Session, code: str) -> ClassAt:
    """The class whose unit holds a code. Raises NotFound. One query."""
    return _one(session, UnitVersion.code == code)


def class_of(session: Session, classroom_id: int) -> ClassAt:
    """A class by its number. Raises NotFound. One query."""
    return _one(session, Classroom.id == classroom_id)


def class_by_join_code(session: Session, folded: str) -> ClassAt:
    """The class that a folded join code leads to, archived or not. Raises NotFound. One query."""
    return _one(session, Classroom.join_code == folded)


def school_at(session: Session, code: str) -> UnitVersion:
    """The school that holds a code. Raises NotFound for an unknown code, and for what has no classes."""
    found = unit_by_code(session, code)
    if found.kind not in GRADES_AT:
        raise NotFound
    return found


def classes_of(session: Session, school: UnitVersion) -> list[ClassRow]:
    """Every class of a school, the newest year first, then by grade and name. Three queries."""
    query = _classes().where(Classroom.school_id == school.unit_id)
    return _rows(session, query)


def classes_kept_by(session: Session, actor: Actor) -> list[ClassRow]:
    """The classes that somebody keeps by a near post, the newest year first. Three queries, none without a post."""
    if not actor.is_staff:
        return []
    return _rows(session, _classes().where(within_reach(actor, Permission.CLASS_KEEP, UnitVersion.path)))


def schools_of(session: Session, actor: Actor) -> Sequence[UnitVersion]:
    """The schools where somebody may make classes by a near post: at it, above it, or at one of its classes."""
    near = tuple(post for post in actor.posts if post.near and post.grants(Permission.CLASS_MAKE))
    if not near:
        return []
    houses = {int(post.path.strip("/").split("/")[-2]) for post in near}
    reached = within_reach(Actor(actor.person_id, near), Permission.CLASS_MAKE, UnitVersion.path)
    query = select(UnitVersion).where(or_(reached, UnitVersion.unit_id.in_(houses)), CURRENT)
    return session.scalars(query.where(UnitVersion.kind.in_(GRADES_AT)).order_by(UnitVersion.code)).all()


def _classes() -> Select[Classroom, UnitVersion, UnitVersion]:
    return (
        select(Classroom, UnitVersion, _school)
        .join(UnitVersion, (UnitVersion.unit_id == Classroom.unit_id) & CURRENT)
        .join(_school, (_school.unit_id == Classroom.school_id) & _school.valid_to.is_(None))
    )


def _one(session: Session, wanted: ColumnElement[bool]) -> ClassAt:
    row = session.execute(_classes().where(wanted)).one_or_none()
    if row is None:
        raise NotFound
    return ClassAt(*row)


def _rows(session: Session, query: Select[Classroom, UnitVersion, UnitVersion]) -> list[ClassRow]:
    ordered = query.order_by(Classroom.school_year.desc(), Classroom.grade, Classroom.key)
    found = [ClassAt(*row) for row in session.execute(ordered)]
    ids = [one.room.id for one in found]
    counted = select(Seat.classroom_id, func.count()).join(Person, Person.id == Seat.person_id)
    counted = counted.where(Seat.classroom_id.in_(ids), SEATED, LIVING, Person.is_test.is_(False))
    pupils = dict(session.execute(counted.group_by(Seat.classroom_id)).all())
    held = select(Post.unit_id, Person.name).join(Person, Person.id == Post.person_id)
    held = held.where(Post.unit_id.in_([one.unit.unit_id for one in found]), Post.role == Role.TEACHER)
    names: dict[int, list[str]] = {}
    for unit_id, name in session.execute(held.where(Post.to_at.is_(None)).order_by(Post.id)):
        names.setdefault(unit_id, []).append(name)
    return [ClassRow(one, pupils.get(one.room.id, 0), tuple(names.get(one.unit.unit_id, ()))) for one in found]
