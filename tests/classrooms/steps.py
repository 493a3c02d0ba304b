"""Setting work and doing it, in tests: as rows, where the screens are not what is looked at."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.classrooms.models.work import Assignment, AssignmentPupil
from lms.classrooms.rules.kinds import WorkKind
from lms.db import Database
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound
from lms.skills.rules import Audience
from tests.builders import Member
from tests.classrooms.conftest import Schools

LESSON, OTHER, COURSE = "giu-tai-khoan", "ai-hoc-tu-du-lieu", "thcs-an-toan"


def today() -> date:
    """The day of the test."""
    return clock.today()


def in_days(number: int) -> date:
    """A day after today, or before."""
    return clock.today() + timedelta(days=number)


def work_set(
    database: Database,
    schools: Schools,
    target: str,
    *,
    kind: WorkKind = WorkKind.LESSON,
    opens: int = 0,
    due: int | None = None,
    chosen: frozenset[int] | None = None,
) -> int:
    """Work set for 7B by its teacher; days are counted from today. Its number."""
    with database.writing() as session:
        row = Assignment(
            classroom_id=schools.room.room.id,
            kind=kind,
            target=target,
            for_all=chosen is None,
            opens_on=in_days(opens),
            due_on=None if due is None else in_days(due),
            made_by_id=schools.teacher.id,
            made_at=clock.now(),
        )
        session.add(row)
        session.flush()
        for person_id in chosen or ():
            _own(session, row.id, person_id, schools.teacher.id, chosen=True)
        return row.id


def extended(database: Database, schools: Schools, work: int, who: Member, due: int) -> None:
    """Somebody has longer."""
    with database.writing() as session:
        _own(session, work, who.id, schools.teacher.id, chosen=False, due_on=in_days(due))


def _own(session: Session, work: int, person_id: int, by: int, **more: Any) -> None:
    told = {"assignment_id": work, "person_id": person_id, "set_by_id": by, "set_at": clock.now()}
    session.add(AssignmentPupil(**told, **more))


def learnt(database: Database, who: Member, lesson: str, *, days_ago: int = 0) -> None:
    """Somebody learnt a lesson."""
    with database.writing() as session:
        session.add(LessonDone(person_id=who.id, lesson=lesson, lesson_version="1", at=ago(days_ago)))


def practised(
    database: Database, who: Member, lesson: str, answers: dict[str, dict[str, Any]], *, days_ago: int = 0
) -> None:
    """Somebody began a round of practice: by question, what its answer's row says."""
    with database.writing() as session:
        found = PracticeRound(person_id=who.id, lesson=lesson, base=1, number=0, touched_at=ago(days_ago))
        for question, told in answers.items():
            found.answers.append(PracticeAnswer(**{"question": question, "question_version": "1", "tries": 1, **told}))
        session.add(found)


def handed_in(
    database: Database, who: Member, uid: str, *, days_ago: int | None = 0, passed: bool = False, **more: Any
) -> None:
    """Somebody handed a paper in, or (None) has it under way."""
    done = days_ago is not None
    with database.writing() as session:
        session.add(
            Attempt(**{
                "uid": uid, "person_id": who.id, "audience": Audience.SECONDARY, "band": "6-9", "framework": "x",
                "rule_digest": "x", "rule": {}, "seed": 1,
                "state": AttemptState.FINISHED if done else AttemptState.OPEN, "started_at": ago(days_ago or 0),
                "finished_at": ago(days_ago or 0) if done else None, "passed": passed if done else None, **more,
            })
        )  # fmt: skip


def ago(days: int) -> datetime:
    """The same time of day so many days ago."""
    return clock.now() - timedelta(days=days)
