"""Sets of questions that a school's teachers bring, and pupils' tries at them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Quiz(Model):
    """A practice quiz private to a school (bài tập của trường); `questions` as they were read, harmless text only.

    Questions are never changed: bringing them again makes another quiz. `left_out`: what was not taken over, and why.
    """

    __tablename__ = "quiz"
    __table_args__ = (UniqueConstraint("uid"), UniqueConstraint("once_key"), Index(None, "school_id"))

    uid: Mapped[str]
    school_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    title: Mapped[str]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    once_key: Mapped[str | None]


class QuizTry(Model):
    """A pupil's turn at a quiz, the `number`-th: the order drawn from `seed`, each answer as first given.

    `answers`: by the question's code (`c1`), `given` (indexes of the question as written), `shown` (the same as places
    on the screen), `seed` (of the order on that screen) and `right`.
    """

    __tablename__ = "quiz_try"
    __table_args__ = (
        UniqueConstraint("quiz_id", "person_id", "number"),
        CheckConstraint("number >= 1", "number_from_one"),
        CheckConstraint("right_count BETWEEN 0 AND total", "right_within_total"),
        Index(None, "person_id"),
    )

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    seed: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    right_count: Mapped[int] = mapped_column(SmallInteger, default=0)
    total: Mapped[int] = mapped_column(SmallInteger)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
