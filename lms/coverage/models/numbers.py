"""How many people a share is of, as several sources say; which of them is used and why; and what is to be reached."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.coverage.rules.kinds import HandCounted, NumberSource, TargetCount
from lms.db import Choice, Model


class EligibleNumber(Model):
    """One source's number of people of a group at a unit in a year; several may stand side by side.

    `counting` is how they were counted, in words. For pupils `year` is the one in which the school year begins.
    `entered_above_id`: the unit above at which it was entered for this one; None: at the unit itself.
    """

    __tablename__ = "eligible_number"
    __table_args__ = (
        CheckConstraint("number > 0", "somebody"),
        UniqueConstraint("once_key"),
        Index(None, "unit_id", "group_code", "year"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    group_code: Mapped[str]
    year: Mapped[int] = mapped_column(SmallInteger)
    number: Mapped[int]
    source: Mapped[NumberSource] = mapped_column(Choice(NumberSource))
    counting: Mapped[str]
    document: Mapped[str] = mapped_column(default="")
    document_on: Mapped[date | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_above_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    once_key: Mapped[str | None]


class EligibleUse(Model):
    """From which moment on a number is the one that rates are taken of, and why. Only ever inserted: the last holds.

    `number_id` None: from then on none is used.
    """

    __tablename__ = "eligible_use"
    __table_args__ = (Index(None, "unit_id", "group_code", "year"), Index(None, "number_id"))

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    group_code: Mapped[str]
    year: Mapped[int] = mapped_column(SmallInteger)
    number_id: Mapped[int | None] = mapped_column(ForeignKey("eligible_number.id"))
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Target(Model):
    """What a unit is to reach in a year, in the words of a document: a share of a group, which holds below as well, or
    an amount of people, which is the unit's alone.

    `share` is 0–1. `counts` says which of our figures the words are compared with. Targets of the country come with the
    product, from its own file, and are not here.
    """

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("share > 0 AND share <= 1", "a_share"),
        CheckConstraint("amount > 0", "an_amount"),
        CheckConstraint("(share IS NULL) <> (amount IS NULL)", "one_measure"),
        UniqueConstraint("once_key"),
        Index(None, "unit_id", "year"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    group_code: Mapped[str]
    year: Mapped[int] = mapped_column(SmallInteger)
    share: Mapped[float | None]
    amount: Mapped[int | None]
    counts: Mapped[TargetCount] = mapped_column(Choice(TargetCount))
    words: Mapped[str]
    document: Mapped[str]
    document_on: Mapped[date]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    once_key: Mapped[str | None]


class HandCount(Model):
    """A number that was counted elsewhere and typed in here: compared with targets, never added to figures of ours.

    `counted_on`: the day as of which it was counted. The last one that was not taken back holds.
    """

    __tablename__ = "hand_count"
    __table_args__ = (
        CheckConstraint("number >= 0", "not_negative"),
        UniqueConstraint("once_key"),
        Index(None, "unit_id", "year"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    group_code: Mapped[str]
    year: Mapped[int] = mapped_column(SmallInteger)
    about: Mapped[HandCounted] = mapped_column(Choice(HandCounted))
    number: Mapped[int]
    counted_on: Mapped[date]
    document: Mapped[str]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    once_key: Mapped[str | None]
