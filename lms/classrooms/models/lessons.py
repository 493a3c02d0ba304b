"""Lesson periods: for an hour or so a class signs in by tapping its names."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model

NOT_CLOSED = text("closed_at IS NULL")


class LessonPeriod(Model):
    """A lesson that a teacher opened (giờ học): until `ends_at`, or until it was closed. One not closed per class."""

    __tablename__ = "lesson_period"
    __table_args__ = (
        UniqueConstraint("once_key"),
        CheckConstraint("ends_at > opened_at", "runs_forward"),
        Index("uq_lesson_period_open", "classroom_id", unique=True, sqlite_where=NOT_CLOSED,
              postgresql_where=NOT_CLOSED),
    )  # fmt: skip

    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    once_key: Mapped[str | None]


class PeriodVisit(Model):
    """A pupil who signed in during a lesson period; `beside_id`: the pupil at whose screen they joined (hai bạn)."""

    __tablename__ = "period_visit"
    __table_args__ = (
        UniqueConstraint("period_id", "person_id"),
        CheckConstraint("beside_id <> person_id", "not_beside_oneself"),
        Index(None, "person_id"),
    )

    period_id: Mapped[int] = mapped_column(ForeignKey("lesson_period.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    beside_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    left_at: Mapped[datetime | None]
