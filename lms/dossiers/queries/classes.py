"""The classes a person sat in and what was done there, for their own copy: never a classmate's name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.classrooms.models.lessons import PeriodVisit
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.models.rosters import Classroom, JoinRequest, Seat
from lms.classrooms.models.work import Assignment, AssignmentPupil
from lms.units.queries import places

Part = list[dict[str, Any]]


def classes(session: Session, ids: Sequence[int]) -> dict[str, Part]:
    """Places in classes, requests to come in, lessons attended, work set for this person alone, tries at quizzes."""
    seats = session.execute(
        select(Seat, Classroom).join(Classroom, Classroom.id == Seat.classroom_id).where(Seat.person_id.in_(ids))
        .order_by(Seat.id)
    ).all()  # fmt: skip
    said = places(session, {room.unit_id for _, room in seats})
    return {
        "classes": [
            {"class": said.get(room.unit_id), "school_year": room.school_year, "number": seat.number,
             "from": seat.from_on, "to": seat.to_on, "ended_as": seat.ended_as}
            for seat, room in seats
        ],
        "class_requests": [
            {"name": one.name, "birth_year": one.birth_year, "asked_at": one.asked_at, "let_in": one.let_in}
            for one in session.scalars(select(JoinRequest).where(JoinRequest.person_id.in_(ids)))
        ],
        "class_lessons": [
            {"at": one.at, "left_at": one.left_at, "with_somebody": one.beside_id is not None}
            for one in session.scalars(select(PeriodVisit).where(PeriodVisit.person_id.in_(ids)))
        ],
        "class_work": _work(session, ids),
        "quizzes": _quizzes(session, ids),
    }  # fmt: skip


def _work(session: Session, ids: Sequence[int]) -> Part:
    query = select(AssignmentPupil, Assignment).join(Assignment, Assignment.id == AssignmentPupil.assignment_id)
    return [
        {"kind": work.kind, "what": work.target, "due_on": own.due_on or work.due_on, "set_at": own.set_at}
        for own, work in session.execute(query.where(AssignmentPupil.person_id.in_(ids)).order_by(AssignmentPupil.id))
    ]


def _quizzes(session: Session, ids: Sequence[int]) -> Part:
    query = select(QuizTry, Quiz.title).join(Quiz, Quiz.id == QuizTry.quiz_id).where(QuizTry.person_id.in_(ids))
    return [
        {"title": title, "number": one.number, "right": one.right_count, "total": one.total,
         "started_at": one.started_at, "finished_at": one.finished_at}
        for one, title in session.execute(query.order_by(QuizTry.id))
    ]  # fmt: skip
