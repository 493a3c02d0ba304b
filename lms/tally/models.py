"""The ledger, its folded sums, and each person's present standing."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from lms.db import Choice, Model
from lms.tally.rules import Sex, Stage, Standing


class Counted:
    """The columns by which people are counted, the same in all three tables."""

    audience: Mapped[str]
    stage: Mapped[Stage] = mapped_column(Choice(Stage))
    birth_year: Mapped[int] = mapped_column(SmallInteger)
    sex: Mapped[Sex | None] = mapped_column(Choice(Sex))
    framework: Mapped[str | None]
    evidence: Mapped[int | None] = mapped_column(SmallInteger)

    @declared_attr
    def unit_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy's form
        """The unit of the membership; None: not known."""
        return mapped_column(ForeignKey("unit.id"))

    @property
    def standing(self) -> Standing:
        """The same as a plain value."""
        return Standing(
            self.audience, self.unit_id, self.stage, self.birth_year, self.sex, self.framework, self.evidence
        )


class PersonStanding(Counted, Model):
    """Where a person stands now, for one audience: their last +1 row, kept so that a move asks nothing above."""

    __tablename__ = "person_standing"
    __table_args__ = (UniqueConstraint("person_id", "audience"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class LedgerRow(Counted, Model):
    """One person more (+1) or fewer (−1) in a group of equals. Only ever inserted, never dated back.

    `day` is the day of `at` in Việt Nam: what was recorded by the end of a day is asked again and again.
    """

    __tablename__ = "ledger_row"
    __table_args__ = (
        CheckConstraint("change IN (-1, 1)", "one_person"),
        Index(None, "at"),
        Index(None, "day"),
        Index(None, "unit_id"),
    )

    at: Mapped[datetime]
    day: Mapped[date]
    change: Mapped[int] = mapped_column(SmallInteger)
