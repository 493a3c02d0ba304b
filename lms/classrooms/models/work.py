"""Work set for a class: what, from when, until when, for whom."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.classrooms.rules.kinds import WorkKind
from lms.db import Choice, Model


class Assignment(Model):
    """Work set (giao bài). `target` names it: a course's or lesson's code, a paper's audience, a quiz's uid.

    `for_all` False: for the pupils chosen in `assignment_pupil` alone. Late work is marked late, never refused.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("once_key"),
        CheckConstraint("due_on IS NULL OR due_on >= opens_on", "runs_forward"),
        Index(None, "classroom_id"),
    )

    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    kind: Mapped[WorkKind] = mapped_column(Choice(WorkKind))
    target: Mapped[str]
    for_all: Mapped[bool] = mapped_column(default=True)
    opens_on: Mapped[date]
    due_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    once_key: Mapped[str | None]


class AssignmentPupil(Model):
    """One pupil's own part in work set: chosen for it, or given a later day; `due_on` None: the class's day."""

    __tablename__ = "assignment_pupil"
    __table_args__ = (UniqueConstraint("assignment_id", "person_id"), Index(None, "person_id"))

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chosen: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
