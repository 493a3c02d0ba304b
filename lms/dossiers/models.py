"""Mergers of two records into one, pairs that are not the same person, and what people ask about their data."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Choice, Model
from lms.dossiers.rules.asking import Ending, Wish

IN_FORCE = text("undone_at IS NULL")


class Merger(Model):
    """Two records found to be one person: `gone` became part of `kept`. It can be undone for 30 days.

    `moved` names, table by table, the rows that were moved and what was ended, so that undoing puts each back.
    """

    __tablename__ = "merger"
    __table_args__ = (
        CheckConstraint("kept_id <> gone_id", "two_records"),
        UniqueConstraint("once_key"),
        Index("uq_merger_in_force", "gone_id", unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
        Index(None, "kept_id"),
    )

    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    gone_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    once_key: Mapped[str | None]


class NotTheSame(Model):
    """Two people who look like one and are not: twins, or two of one name. They are not shown as a pair again."""

    __tablename__ = "not_the_same"
    __table_args__ = (
        CheckConstraint("first_id < second_id", "in_order"),
        UniqueConstraint("first_id", "second_id"),
        Index(None, "second_id"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class DataRequest(Model):
    """What somebody asks about their data, on the screen or on paper, with the days by which the law wants an answer.

    `person_id` None: not found yet who it is; then `told` says what is known, and is emptied when the request ends.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        UniqueConstraint("once_key"),
        Index(None, "person_id"),
        Index(None, "unit_id"),
        CheckConstraint("due_on >= asked_on", "due_after_asked"),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    wish: Mapped[Wish] = mapped_column(Choice(Wish))
    told: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date]
    answer_by: Mapped[date]
    due_on: Mapped[date]
    extended_on: Mapped[date | None]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ending: Mapped[Ending | None] = mapped_column(Choice(Ending))
    once_key: Mapped[str | None]
