"""The ledger, summed: what is read instead of millions of rows. Nothing here is entered by anybody."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.coverage.rules.checks import CheckKind
from lms.db import Choice, Model
from lms.tally.rules import Stage

CELL = ("audience", "stage", "evidence", "framework", "birth_year", "sex")
"""The columns by which a sum is found, beside its place and its time."""


class Cell:
    """A group of equals at a place. What is not known is `""` or −1 here, so that one key finds each sum.

    `place_id` is a unit's number, 0 where the place is not known: no foreign key, since 0 is nobody's.
    """

    place_id: Mapped[int]
    audience: Mapped[str]
    stage: Mapped[Stage] = mapped_column(Choice(Stage))
    evidence: Mapped[int] = mapped_column(SmallInteger)
    framework: Mapped[str]
    birth_year: Mapped[int] = mapped_column(SmallInteger)
    sex: Mapped[str]
    n: Mapped[int]


class FoldedSum(Cell, Model):
    """How many people stand in a cell now, as far as the ledger has been folded.

    `own`: those of the unit itself; else everybody in its subtree, the unit's own included.
    """

    __tablename__ = "folded_sum"
    __table_args__ = (UniqueConstraint("place_id", "own", *CELL, name="uq_folded_sum_cell"),)

    own: Mapped[bool]


class FoldedDay(Cell, Model):
    """By how many a cell of a subtree changed on a day, in Việt Nam."""

    __tablename__ = "folded_day"
    __table_args__ = (UniqueConstraint("place_id", "since", *CELL, name="uq_folded_day_cell"),)

    since: Mapped[date]


class FoldedMonth(Cell, Model):
    """By how many a cell of a subtree changed in the month that begins on a day."""

    __tablename__ = "folded_month"
    __table_args__ = (UniqueConstraint("place_id", "since", *CELL, name="uq_folded_month_cell"),)

    since: Mapped[date]


class FoldedPlace(Model):
    """In which subtrees a unit's people have been counted: its own, and those of the units above it at that time."""

    __tablename__ = "folded_place"
    __table_args__ = (UniqueConstraint("unit_id", "above_id"),)

    unit_id: Mapped[int]
    above_id: Mapped[int]


class FoldMark(Model):
    """Up to which row the ledger has been folded; there is one mark."""

    __tablename__ = "fold_mark"
    __table_args__ = (CheckConstraint("id = 1", "only_one"),)

    ledger_id: Mapped[int]


class FoldedCheck(Model):
    """What checking the figures against people found in a subtree, and when: counted beside the fold, not at the read.

    `out_of` is of how many (None: it is not a share). `place_id` as in the sums.
    """

    __tablename__ = "folded_check"
    __table_args__ = (UniqueConstraint("place_id", "kind"),)

    place_id: Mapped[int]
    kind: Mapped[CheckKind] = mapped_column(Choice(CheckKind))
    n: Mapped[int]
    out_of: Mapped[int | None]
    made_at: Mapped[datetime]
