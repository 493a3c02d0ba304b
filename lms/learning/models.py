"""What people have practised and learnt, with the versions it was made under."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model


class LessonDone(Model):
    """A lesson learnt by a person, the first time."""

    __tablename__ = "lesson_done"
    __table_args__ = (UniqueConstraint("person_id", "lesson"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lesson: Mapped[str]
    lesson_version: Mapped[str]
    at: Mapped[datetime]
    on_device_before: Mapped[bool] = mapped_column(default=False)


class PracticeRound(Model):
    """A person's round of practice in a lesson: the one under way, one at a time per lesson."""

    __tablename__ = "practice_round"
    __table_args__ = (UniqueConstraint("person_id", "lesson"), CheckConstraint("number >= 0", "number_counts_up"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lesson: Mapped[str]
    base: Mapped[int]
    number: Mapped[int]
    touched_at: Mapped[datetime]

    answers: Mapped[list["PracticeAnswer"]] = relationship(back_populates="round", cascade="all, delete-orphan")


class PracticeAnswer(Model):
    """One question of a round: how often it was tried, when it was first right, and what was answered first.

    `first_given` is the first answer by the places of the question as written, not as shuffled: whoever teaches a class
    sees what was chosen by mistake.
    """

    __tablename__ = "practice_answer"
    __table_args__ = (
        UniqueConstraint("round_id", "question"),
        CheckConstraint("tries >= 1", "tried"),
        Index(None, "question"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("practice_round.id"))
    question: Mapped[str]
    question_version: Mapped[str]
    tries: Mapped[int] = mapped_column(default=1)
    first_given: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    right_at: Mapped[datetime | None]

    round: Mapped[PracticeRound] = relationship(back_populates="answers")
