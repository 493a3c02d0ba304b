"""Classes, places in them from a day to a day, those who ask to come in, and the yearly move of a whole school."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.classrooms.rules.kinds import SeatEnd
from lms.db import Choice, Model

OPEN = text("to_on IS NULL")


class Classroom(Model):
    """A class of one school year; the next year's is another. Its name, code and place in the tree are its unit's.

    `key` is the name as classes are compared: a school has no two of one in a year. `join_code` leads to `/vao-lop/`.
    """

    __tablename__ = "classroom"
    __table_args__ = (
        UniqueConstraint("unit_id"),
        UniqueConstraint("join_code"),
        UniqueConstraint("school_id", "school_year", "key"),
        CheckConstraint("school_year BETWEEN 2020 AND 2200", "a_school_year"),
        CheckConstraint("grade BETWEEN 1 AND 12", "a_grade"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    school_year: Mapped[int] = mapped_column(SmallInteger)
    grade: Mapped[int] = mapped_column(SmallInteger)
    key: Mapped[str]
    join_code: Mapped[str]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class YearMove(Model):
    """Lên lớp: one act by which a school's pupils went on to the next school year; `plan` is what undoing needs."""

    __tablename__ = "year_move"
    __table_args__ = (UniqueConstraint("once_key"), Index(None, "school_id"))

    school_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    from_year: Mapped[int] = mapped_column(SmallInteger)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    once_key: Mapped[str | None]


class Seat(Model):
    """A pupil's place in a class, from a day to a day; `number` is the school's own (STT). One open per person.

    The pupil's membership is at the school: classes are no places of coverage.
    """

    __tablename__ = "seat"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", "runs_forward"),
        CheckConstraint("(to_on IS NULL) = (ended_as IS NULL)", "ended_somehow"),
        CheckConstraint("number BETWEEN 1 AND 999", "a_number"),
        Index("uq_seat_open", "person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(None, "classroom_id"),
        Index(None, "person_id"),
        Index(None, "year_move_id"),
    )

    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int | None] = mapped_column(SmallInteger)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    ended_as: Mapped[SeatEnd | None] = mapped_column(Choice(SeatEnd))
    year_move_id: Mapped[int | None] = mapped_column(ForeignKey("year_move.id"))


class JoinRequest(Model):
    """Somebody who came to `/vao-lop/<code>` and asks the teacher to let them in; `person_id` None: not known yet.

    `let_in` is the teacher's answer, None while nobody has answered.
    """

    __tablename__ = "join_request"
    __table_args__ = (
        UniqueConstraint("once_key"),
        CheckConstraint("(settled_at IS NULL) = (let_in IS NULL)", "settled_somehow"),
        CheckConstraint("birth_year BETWEEN 1850 AND 2200", "birth_year_possible"),
        Index(None, "classroom_id"),
        Index(None, "person_id"),
    )

    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    birth_year: Mapped[int] = mapped_column(SmallInteger)
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    let_in: Mapped[bool | None]
    once_key: Mapped[str | None]
