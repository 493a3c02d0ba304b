"""The classes and pupils of a school year that ends, the draft of its move, and moves made before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.classrooms.models.rosters import Classroom, Seat, YearMove
from lms.classrooms.queries.classes import SEATED
from lms.classrooms.rules.moving_on import Going, Plan, Step, plan_of
from lms.errors import NotFound
from lms.people.models import Person
from lms.people.queries.finding import LIVING
from lms.sheets.models import ImportDraft
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, unit_by_code

KIND = "year"


@dataclass(frozen=True, slots=True)
class YearDraftAt:
    """The school of a draft's address, and a class where it names one; whose draft it is, is asked behind the door."""

    unit: UnitVersion
    uid: str
    room: int

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.unit.path


@dataclass(frozen=True, slots=True)
class YearMoveAt:
    """A move made before, and its school."""

    unit: UnitVersion
    move: YearMove

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.unit.path


def year_draft_at(session: Session, code: str, uid: str, room: int = 0) -> YearDraftAt:
    """The school, the draft's name and one class out of an address. Raises NotFound for an unknown unit."""
    return YearDraftAt(unit_by_code(session, code), uid, room)


def year_move_at(session: Session, code: str, move: int) -> YearMoveAt:
    """A move of the school that an address names. Raises NotFound."""
    unit = unit_by_code(session, code)
    found = session.get(YearMove, move) if move < 2**62 else None
    if found is None or found.school_id != unit.unit_id:
        raise NotFound
    return YearMoveAt(unit, found)


def going(session: Session, school_id: int, year: int) -> list[Going]:
    """The classes of a school year that are in use, by grade and name, with who sits there now. Two queries."""
    rooms = session.execute(
        select(Classroom, UnitVersion.name)
        .join(UnitVersion, (UnitVersion.unit_id == Classroom.unit_id) & CURRENT)
        .where(Classroom.school_id == school_id, Classroom.school_year == year, Classroom.archived_at.is_(None))
        .order_by(Classroom.grade, Classroom.key)
    ).all()
    seated: dict[int, list[int]] = {}
    query = select(Seat.classroom_id, Seat.person_id).join(Person, Person.id == Seat.person_id)
    query = query.where(Seat.classroom_id.in_([room.id for room, _ in rooms]), SEATED, LIVING)
    for room_id, person_id in session.execute(query.order_by(Person.sort_key, Person.id)):
        seated.setdefault(room_id, []).append(person_id)
    return [Going(room.id, name, room.grade, tuple(seated.get(room.id, ()))) for room, name in rooms]


def years_in_use(session: Session, school_id: int) -> Sequence[int]:
    """The school years of which classes are in use, the oldest first."""
    query = select(Classroom.school_year).where(Classroom.school_id == school_id, Classroom.archived_at.is_(None))
    return session.scalars(query.distinct().order_by(Classroom.school_year)).all()


def steps_of(draft: ImportDraft) -> dict[int, Step]:
    """What the draft says of pupils who do not simply go up."""
    return {int(key): Step(value) for key, value in draft.choices.get("steps", {}).items()}


def names_of(draft: ImportDraft) -> dict[int, str]:
    """What the draft calls next year's classes where it is not the usual name, by the old class."""
    return {int(key): value for key, value in draft.choices.get("names", {}).items()}


def plan_now(session: Session, unit: UnitVersion, draft: ImportDraft) -> tuple[list[Going], Plan]:
    """The classes as they are now, and what the draft would do with them. Two queries."""
    classes = going(session, unit.unit_id, draft.choices["year"])
    return classes, plan_of(classes, unit.kind, steps_of(draft), names_of(draft))


def moves_of(session: Session, school_id: int) -> Sequence[YearMove]:
    """The moves of a school, the newest first."""
    query = select(YearMove).where(YearMove.school_id == school_id)
    return session.scalars(query.order_by(YearMove.id.desc())).all()


def named(session: Session, ids: Sequence[int]) -> Sequence[Person]:
    """People by their numbers, in the order of class lists."""
    return session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.sort_key, Person.id)).all()
