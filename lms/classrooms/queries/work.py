"""Work set for classes: a class's, one piece by its address, what is due for a pupil, the grid of a class."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from lms import clock
from lms.classrooms.models.quizzes import Quiz
from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.models.work import Assignment, AssignmentPupil
from lms.classrooms.queries.classes import SEATED, ClassAt, class_at
from lms.classrooms.queries.deeds import deeds_of
from lms.classrooms.queries.pupils import LARGEST_ID, Pupil, pupils_of
from lms.classrooms.rules.kinds import WorkKind
from lms.classrooms.rules.standing import Deeds, State, next_address, standing
from lms.classrooms.rules.things import thing_of
from lms.classrooms.rules.work import REMEMBERED, Due, Grid, GridRow, Own, Phase, Work, in_order
from lms.content.rules.library import Library
from lms.errors import NotFound

DUE = (
    select(Assignment, AssignmentPupil.due_on.label("own_due"))
    .join(Seat, Seat.classroom_id == Assignment.classroom_id)
    .join(Classroom, Classroom.id == Assignment.classroom_id)
    .outerjoin(
        AssignmentPupil,
        (AssignmentPupil.assignment_id == Assignment.id) & (AssignmentPupil.person_id == Seat.person_id),
    )
    .where(
        Seat.person_id == bindparam("person_id"),
        SEATED,
        Classroom.archived_at.is_(None),
        Assignment.withdrawn_at.is_(None),
        Assignment.opens_on <= bindparam("today"),
        or_(Assignment.for_all, AssignmentPupil.chosen),
    )
    .order_by(Assignment.id)
)
"""Built once: everybody's own page asks it, and nothing more where it finds nothing."""


@dataclass(frozen=True, slots=True)
class WorkAt:
    """A piece of work that an address names, and its class."""

    here: ClassAt
    row: Assignment

    @property
    def path(self) -> str:
        """The class's place in the tree."""
        return self.here.path

    @property
    def house(self) -> str:
        """The school's place in the tree."""
        return self.here.house


def work_at(session: Session, code: str, work: int) -> WorkAt:
    """A piece of work of the class of a code, withdrawn or not. Raises NotFound, also for another class's."""
    here = class_at(session, code)
    row = session.get(Assignment, work) if work <= LARGEST_ID else None
    if row is None or row.classroom_id != here.room.id:
        raise NotFound
    return WorkAt(here, row)


def works_of(session: Session, classroom_id: int, library: Library, *, withdrawn: bool = False) -> list[Work]:
    """Every piece of work of a class, the first set first; what was withdrawn only when asked for. Three queries."""
    query = select(Assignment).where(Assignment.classroom_id == classroom_id).order_by(Assignment.id)
    wanted = query if withdrawn else query.where(Assignment.withdrawn_at.is_(None))
    return _works(session, session.scalars(wanted).all(), library)


def work_of(session: Session, found: WorkAt, library: Library) -> Work:
    """One piece of work as a plain value. At most two queries."""
    return _works(session, [found.row], library)[0]


def due_for(session: Session, person_id: int, today: date, library: Library) -> Sequence[Due]:
    """What a pupil's class has set them: to do, the nearest last day first; then what was done within two weeks.

    Nothing before its opening day, nothing that is gone. One query for somebody without a class; six at most.
    """
    rows = session.execute(DUE, {"person_id": person_id, "today": today}).all()
    if not rows:
        return []
    titles = _quiz_titles(session, [row.Assignment for row in rows])
    works = [_work(row.Assignment, library, titles, {person_id: Own(chosen=True, due=row.own_due)}) for row in rows]
    deeds = deeds_of(session, [person_id], [one.thing for one in works])
    found = [_due(one, person_id, deeds, today, library) for one in works]
    shown = [one for one in found if one.standing.state is not State.GONE and _is_of_late(one, today)]
    return sorted(shown, key=lambda one: (one.standing.is_done, one.due or date.max, one.work_id))


def grid_of(session: Session, here: ClassAt, today: date, library: Library) -> Grid:
    """Who of a class has come how far with the work that has opened and is still there. At most eight queries."""
    every = in_order(works_of(session, here.room.id, library), today)
    works = [one for one in every if one.thing.there and one.phase(today) is not Phase.TO_COME]
    return Grid(tuple(works), grid_rows(session, pupils_of(session, here.room.id), works, today))


def grid_rows(session: Session, pupils: Sequence[Pupil], works: Sequence[Work], today: date) -> tuple[GridRow, ...]:
    """A row for each pupil, with a standing for each piece of work. At most four queries."""
    deeds = deeds_of(session, [one.person.id for one in pupils], [one.thing for one in works])
    return tuple(
        GridRow(
            one.person.id,
            one.number,
            one.person.name,
            tuple(work.standing_of(one.person.id, deeds, today) for work in works),
        )
        for one in pupils
    )


def _works(session: Session, rows: Sequence[Assignment], library: Library) -> list[Work]:
    if not rows:
        return []
    owns: dict[int, dict[int, Own]] = defaultdict(dict)
    parts = select(AssignmentPupil).where(AssignmentPupil.assignment_id.in_([one.id for one in rows]))
    for part in session.scalars(parts):
        owns[part.assignment_id][part.person_id] = Own(part.chosen, part.due_on)
    titles = _quiz_titles(session, rows)
    return [_work(row, library, titles, owns[row.id]) for row in rows]


def _quiz_titles(session: Session, rows: Iterable[Assignment]) -> dict[str, str]:
    """The titles of the quizzes among work set, those put away as well: what was set stays what it was."""
    uids = {row.target for row in rows if row.kind is WorkKind.QUIZ}
    if not uids:
        return {}
    return dict(session.execute(select(Quiz.uid, Quiz.title).where(Quiz.uid.in_(uids))).all())


def _work(row: Assignment, library: Library, titles: dict[str, str], owns: dict[int, Own]) -> Work:
    withdrawn = clock.day_of(row.withdrawn_at) if row.withdrawn_at else None
    thing = thing_of(row.kind, row.target, library, titles)
    return Work(row.id, thing, row.for_all, row.opens_on, row.due_on, withdrawn, owns)


def _due(work: Work, person_id: int, deeds: Deeds, today: date, library: Library) -> Due:
    due = work.due_for(person_id)
    found = standing(work.thing, person_id, deeds, opens=work.opens, due=due, today=today)
    lessons = {code: lesson.address for code in work.thing.lessons if (lesson := library.lesson(code))}
    address = next_address(work.thing, person_id, deeds, lessons)
    return Due(work.id, work.kind, work.thing.title, address, due, found)


def _is_of_late(due: Due, today: date) -> bool:
    """Whether it is still to do, or was done not long ago."""
    return due.standing.on is None or due.standing.on >= today - REMEMBERED
