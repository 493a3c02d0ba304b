"""Units and their dated versions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Choice, Model
from lms.units.rules import UnitKind, spoken


class Unit(Model):
    """A place or an organisation, for ever the same number whatever it is called.

    A merged unit stays, closed, with its successor named, so that nobody's rows are rewritten. `closed_at` is when that
    was entered, perhaps after the day it holds from.
    """

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("successor_id <> id", "not_its_own_successor"),
        UniqueConstraint("once_key"),
        Index(None, "successor_id"),
    )

    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    closed_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    once_key: Mapped[str | None]

    versions: Mapped[list["UnitVersion"]] = relationship(
        back_populates="unit", foreign_keys="UnitVersion.unit_id", order_by="UnitVersion.valid_from"
    )


class UnitVersion(Model):
    """How a unit stood from one day to another: name, kind, code, parent and place in the tree.

    `valid_to` is the last day, None while it holds. A code belongs to one unit at a time. `entered_at` is when a change
    that made this version was entered; None for a unit's first one.
    """

    __tablename__ = "unit_version"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", "runs_forward"),
        Index("uq_unit_version_current_unit", "unit_id", unique=True, sqlite_where=text("valid_to IS NULL"),
              postgresql_where=text("valid_to IS NULL")),
        Index("uq_unit_version_current_code", "code", unique=True, sqlite_where=text("valid_to IS NULL"),
              postgresql_where=text("valid_to IS NULL")),
        Index(None, "unit_id", "valid_from"),
        Index(None, "path"),
        Index(None, "parent_id"),
        Index(None, "search_key"),
    )  # fmt: skip

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[UnitKind] = mapped_column(Choice(UnitKind))
    code: Mapped[str]
    name: Mapped[str]
    search_key: Mapped[str]
    path: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    entered_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(default="")

    unit: Mapped[Unit] = relationship(back_populates="versions", foreign_keys=[unit_id])

    @property
    def spoken(self) -> str:
        """The name as said, with the word for its kind."""
        return spoken(self.kind, self.name)
