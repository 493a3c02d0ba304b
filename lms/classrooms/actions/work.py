"""Setting work for a class, changing its days and whom it is for, giving one pupil longer, withdrawing it.

Whatever pupils learn stays theirs: work only says what is asked, from when and until when.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.models.rosters import Classroom
from lms.classrooms.models.work import Assignment, AssignmentPupil
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.work import WorkAt
from lms.classrooms.rules.kinds import WorkKind
from lms.errors import Refused

MOST_AT_ONCE = 60
"""How many pieces of work a class may have that are not withdrawn and not past: more could not be read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set: `chosen` None is everybody who sits in the class, now or later."""

    kind: WorkKind
    target: str
    opens: date
    due: date | None
    chosen: frozenset[int] | None


def set_work(session: Session, origin: Origin, here: ClassAt, wanted: Wanted, *, once: str) -> Assignment:
    """Set work for a class, or find what the same form set: sending twice is setting once.

    Raises Refused for an archived class, for a last day gone by, for what the whole class is set already, and for more
    than anybody could read.
    """
    _hold(session, here)
    known = session.scalar(select(Assignment).where(Assignment.once_key == once))
    if known is not None:
        return known
    check_in_use(here)
    if wanted.due is not None and wanted.due < clock.today():
        raise Refused("Hạn làm đã qua rồi. Chọn hôm nay hoặc một ngày sau.", field="due")
    check_room(session, here, wanted)
    row = Assignment(
        classroom_id=here.room.id, kind=wanted.kind, target=wanted.target, for_all=wanted.chosen is None,
        opens_on=wanted.opens, due_on=wanted.due, made_by_id=_who(origin), made_at=clock.now(), once_key=once,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for person_id in sorted(wanted.chosen or ()):
        session.add(_part(origin, row, person_id, chosen=True))
    session.flush()
    record(session, origin, Act.WORK_SET, unit_id=here.unit.unit_id, work=row.id, kind=wanted.kind.value)
    return row


def check_room(session: Session, here: ClassAt, wanted: Wanted) -> None:
    """Raises Refused where the whole class has been set the same and it is not past, or has too much at once."""
    today = clock.today()
    open_now = Assignment.due_on.is_(None) | (Assignment.due_on >= today)
    query = select(Assignment.kind, Assignment.target, Assignment.for_all).where(
        Assignment.classroom_id == here.room.id, Assignment.withdrawn_at.is_(None), open_now
    )
    told = [(row.kind, row.target, row.for_all) for row in session.execute(query)]
    if wanted.chosen is None and (wanted.kind, wanted.target, True) in told:
        raise Refused("Bài này đang giao cho cả lớp rồi. Mở bài đã giao để đổi ngày.", field="target")
    if len(told) >= MOST_AT_ONCE:
        raise Refused("Lớp đang có %(n)s bài chưa hết hạn. Rút bớt vài bài rồi giao tiếp.", n=len(told))


def change_days(session: Session, origin: Origin, found: WorkAt, *, opens: date, due: date | None) -> None:
    """Give work other days; longer times that single pupils have stay theirs. Twice is once.

    Raises Refused for an archived class and for work withdrawn.
    """
    _check_stands(session, found)
    if (found.row.opens_on, found.row.due_on) != (opens, due):
        found.row.opens_on, found.row.due_on = opens, due
        _changed(session, origin, found)


def change_pupils(session: Session, origin: Origin, found: WorkAt, chosen: frozenset[int] | None) -> None:
    """Say whom work is for: everybody (None), or these alone. Longer times stay. Twice is once.

    Raises Refused for an archived class and for work withdrawn.
    """
    _check_stands(session, found)
    parts = _parts(session, found)
    for person_id, part in parts.items():
        part.chosen = person_id in (chosen or ())
    for person_id in sorted((chosen or frozenset()) - parts.keys()):
        session.add(_part(origin, found.row, person_id, chosen=True))
    found.row.for_all = chosen is None
    _changed(session, origin, found)


def extend(session: Session, origin: Origin, found: WorkAt, people: Collection[int], due: date) -> None:
    """Give some of those whom work is set for until a later day. Twice is once.

    Raises Refused for work without a last day or withdrawn, for a day that is not later, and in an archived class.
    """
    _check_stands(session, found)
    if found.row.due_on is None:
        raise Refused("Bài này không có hạn, em nào làm lúc nào cũng được.")
    if due <= found.row.due_on:
        raise Refused("Chọn ngày sau hạn của cả lớp.", field="until")
    parts = _parts(session, found)
    for person_id in sorted(people):
        if person_id not in parts:
            parts[person_id] = _part(origin, found.row, person_id, chosen=False)
            session.add(parts[person_id])
        part = parts[person_id]
        if part.due_on != due:
            part.due_on, part.set_by_id, part.set_at = due, _who(origin), clock.now()
            _changed(session, origin, found, person_id)
    session.flush()


def withdraw(session: Session, origin: Origin, found: WorkAt) -> None:
    """Ask for it no more; what pupils did of it stays theirs. Twice is once."""
    session.refresh(found.row, with_for_update=True)
    if found.row.withdrawn_at is None:
        found.row.withdrawn_at = clock.now()
        record(session, origin, Act.WORK_WITHDRAWN, unit_id=found.here.unit.unit_id, work=found.row.id)
        session.flush()


def _check_stands(session: Session, found: WorkAt) -> None:
    """Hold the work; raises Refused where nothing of it can be changed."""
    check_in_use(found.here)
    session.refresh(found.row, with_for_update=True)
    if found.row.withdrawn_at is not None:
        raise Refused("Bài này đã rút lại. Muốn giao nữa thì giao bài mới.")


def _hold(session: Session, here: ClassAt) -> None:
    """Have two forms of one class wait for each other; on SQLite the transaction itself does."""
    session.execute(select(Classroom.id).where(Classroom.id == here.room.id).with_for_update())


def _parts(session: Session, found: WorkAt) -> dict[int, AssignmentPupil]:
    query = select(AssignmentPupil).where(AssignmentPupil.assignment_id == found.row.id)
    return {part.person_id: part for part in session.scalars(query)}


def _part(origin: Origin, row: Assignment, person_id: int, *, chosen: bool) -> AssignmentPupil:
    return AssignmentPupil(
        assignment_id=row.id, person_id=person_id, chosen=chosen, set_by_id=_who(origin), set_at=clock.now()
    )


def _changed(session: Session, origin: Origin, found: WorkAt, person_id: int | None = None) -> None:
    session.flush()
    told = {"work": found.row.id}
    record(session, origin, Act.WORK_CHANGED, subject_person_id=person_id, unit_id=found.here.unit.unit_id, **told)


def _who(origin: Origin) -> int:
    if origin.person_id is None:
        raise RuntimeError("work is set by somebody")
    return origin.person_id
