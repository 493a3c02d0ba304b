"""The pupils whom a school knows, to be compared with a file or a request; whom learner codes belong to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.queries.classes import SEATED
from lms.classrooms.rules.roster_matching import KnownPupil
from lms.classrooms.rules.roster_rows import PupilRow
from lms.classrooms.rules.years import school_year, year_words
from lms.people.models import Membership, Person, SignIn
from lms.people.queries.finding import LIVING
from lms.people.rules.places import is_pupil
from lms.skills.rules import Audience
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT

PUPILS = tuple(one for one in Audience if is_pupil(one))


@dataclass(frozen=True, slots=True)
class Codes:
    """Whom the learner codes of a file belong to, and the school of those who are at another one."""

    owners: Mapping[str, tuple[int, str, int]]
    elsewhere: Mapping[str, str]


def known_pupils(
    session: Session, school: UnitVersion, rows: Sequence[PupilRow], year: int, also: Collection[int] = ()
) -> list[KnownPupil]:
    """The pupils of a school who were born in the rows' years or sit in the rows' classes, and some more. One query.

    `year`: the school year whose classes are current.
    """
    years = {row.birth_year for row in rows if row.problem is None}
    rooms = {row.spot.room_id for row in rows if row.spot is not None and row.spot.room_id}
    if not years and not rooms:
        return []
    wanted = or_(
        Person.birth_year.in_(years),
        Seat.classroom_id.in_(rooms) if rooms else false(),
        Person.id.in_(also) if also else false(),
    )
    found = session.execute(_pupils(school).where(wanted).order_by(Person.id)).all()
    return [_known(row, year) for row in {row.id: row for row in found}.values()]


def alike_pupils(session: Session, school: UnitVersion, keys: Collection[str], today: date) -> list[KnownPupil]:
    """The pupils of a school whose names are among some, as they are searched for. One query."""
    found = session.execute(_pupils(school).where(Person.search_key.in_(keys)).order_by(Person.id)).all()
    return [_known(row, school_year(today)) for row in {row.id: row for row in found}.values()]


def codes_in(session: Session, school: UnitVersion, codes: Collection[str]) -> Codes:
    """Whom learner codes belong to: id, name and year of birth by code. One query, none without a code."""
    if not codes:
        return Codes({}, {})
    query = (
        select(SignIn.code, Person.id, Person.name, Person.birth_year, UnitVersion)
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(Membership, and_(Membership.person_id == Person.id, Membership.to_on.is_(None),
                                    Membership.audience.in_(PUPILS)))
        .outerjoin(UnitVersion, and_(UnitVersion.unit_id == Membership.unit_id, CURRENT))
        .where(SignIn.code.in_(codes), LIVING, Person.is_test.is_(False))
    )  # fmt: skip
    owners: dict[str, tuple[int, str, int]] = {}
    elsewhere: dict[str, str] = {}
    for code, person_id, name, born, unit in session.execute(query):
        owners[code] = (person_id, name, born)
        if unit is not None and unit.unit_id != school.unit_id:
            elsewhere[code] = unit.spoken
    return Codes(owners, elsewhere)


def _pupils(school: UnitVersion) -> Select[int, str, int, int, int | None, int, datetime | None, str]:
    """Everybody who belongs to a school as a pupil, or sits in one of its classes, with where they sit."""
    members = select(Membership.person_id).where(
        Membership.unit_id == school.unit_id, Membership.to_on.is_(None), Membership.audience.in_(PUPILS)
    )
    sitting = select(Seat.person_id).join(Classroom, Classroom.id == Seat.classroom_id)
    sitting = sitting.where(Classroom.school_id == school.unit_id, SEATED)
    return (
        select(Person.id, Person.name, Person.birth_year, Seat.classroom_id, Seat.number, Classroom.school_year,
               Classroom.archived_at, UnitVersion.name.label("class_name"))
        .outerjoin(Seat, and_(Seat.person_id == Person.id, SEATED))
        .outerjoin(Classroom, Classroom.id == Seat.classroom_id)
        .outerjoin(UnitVersion, and_(UnitVersion.unit_id == Classroom.unit_id, CURRENT))
        .where(Person.id.in_(members.union_all(sitting)), LIVING, Person.is_test.is_(False))
    )  # fmt: skip


def _known(row: Row[int, str, int, int, int | None, int, datetime | None, str], year: int) -> KnownPupil:
    current = row.school_year == year and row.archived_at is None
    name = row.class_name or ""
    told = name if current or not name else f"{name} ({year_words(row.school_year)})"
    return KnownPupil(row.id, row.name, row.birth_year, row.classroom_id or 0, told, current, row.number)
