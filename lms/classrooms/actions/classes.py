"""Making a class, archiving it and opening it again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.models.rosters import Classroom
from lms.classrooms.queries.classes import ClassAt, class_of
from lms.classrooms.rules.names import folded_class
from lms.errors import Refused
from lms.people.rules import codes
from lms.sources.rules import fold
from lms.units.actions import add_below, hold_tree
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import UnitKind

JOIN_LETTERS = 8


def make_class(
    session: Session, origin: Origin, school: UnitVersion, *, name: str, school_year: int, grade: int, once: str
) -> ClassAt:
    """A new class of a school and a school year, or the one that the same form made: sending twice is making once.

    `name` has been cleaned. Raises Refused, beside `name`, when the school has one of that name in that year.
    """
    hold_tree(session)
    same = select(Classroom.id).join(Unit, Unit.id == Classroom.unit_id).where(Unit.once_key == once)
    if (known := session.scalar(same)) is not None:
        return class_of(session, known)
    key = folded_class(name)
    twin = select(Classroom.id).where(
        Classroom.school_id == school.unit_id, Classroom.school_year == school_year, Classroom.key == key
    )
    if session.scalar(twin) is not None:
        raise Refused("Năm học này trường đã có lớp %(name)s. Đặt tên khác, hoặc mở lớp đã có.", field="name",
                      name=name)  # fmt: skip
    unit = add_below(session, origin, school, kind=UnitKind.CLASS, name=name, since=clock.today(), once=once)
    return class_for(session, origin, unit, school, school_year=school_year, grade=grade)


def class_for(
    session: Session, origin: Origin, unit: UnitVersion, school: UnitVersion, *, school_year: int, grade: int
) -> ClassAt:
    """The class that a unit of that kind stands for; one that is there already stays as it is."""
    known = session.scalar(select(Classroom.id).where(Classroom.unit_id == unit.unit_id))
    if known is not None:
        return class_of(session, known)
    room = Classroom(
        unit_id=unit.unit_id,
        school_id=school.unit_id,
        school_year=school_year,
        grade=grade,
        key=folded_class(unit.name),
        join_code=_unused_code(session),
        made_by_id=origin.person_id,
        made_at=clock.now(),
    )
    session.add(room)
    session.flush()
    record(session, origin, Act.CLASS_MADE, unit_id=unit.unit_id, year=school_year, grade=grade)
    return ClassAt(room, unit, school)


def rename_class(session: Session, origin: Origin, here: ClassAt, name: str) -> None:
    """Give a class another name, cleaned; its code, pupils and work stay. Raises Refused, beside `name`, for a twin."""
    hold_tree(session)
    key = folded_class(name)
    twin = select(Classroom.id).where(
        Classroom.school_id == here.room.school_id, Classroom.school_year == here.room.school_year,
        Classroom.key == key, Classroom.id != here.room.id,
    )  # fmt: skip
    if session.scalar(twin) is not None:
        raise Refused("Năm học này trường đã có lớp %(name)s. Đặt tên khác.", field="name", name=name)
    version = session.scalars(select(UnitVersion).where(UnitVersion.unit_id == here.unit.unit_id, CURRENT)).one()
    if version.name != name:
        version.name, version.search_key, here.room.key = name, fold(name), key
        record(session, origin, Act.UNIT_CHANGED, unit_id=version.unit_id, code=version.code)
    session.flush()


def archive(session: Session, origin: Origin, here: ClassAt) -> None:
    """Put a class away: no lessons, no new work, off the lists; everything learnt stays. Twice is once."""
    if here.room.archived_at is None:
        here.room.archived_at = clock.now()
        record(session, origin, Act.CLASS_ARCHIVED, unit_id=here.unit.unit_id)
        session.flush()


def reopen(session: Session, origin: Origin, here: ClassAt) -> None:
    """Take an archived class out again."""
    if here.room.archived_at is not None:
        here.room.archived_at = None
        record(session, origin, Act.CLASS_REOPENED, unit_id=here.unit.unit_id)
        session.flush()


def check_in_use(here: ClassAt) -> None:
    """Raises Refused for an archived class: nothing new is begun there."""
    if here.archived:
        raise Refused("Lớp này đã cất vào kho lưu. Mở lại lớp rồi làm tiếp.")


def _unused_code(session: Session) -> str:
    """A join code that no class has; the first draw nearly always is."""
    while True:
        code = codes.new_code(JOIN_LETTERS)
        if session.scalar(select(Classroom.id).where(Classroom.join_code == code)) is None:
            return code
