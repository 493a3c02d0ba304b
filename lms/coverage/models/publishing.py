"""Which units show their totals to everybody, since when, until when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model

OPEN = text("off_at IS NULL")


class PublicPage(Model):
    """From when to when a unit's totals stand on its public page; without an open row there is no page."""

    __tablename__ = "public_page"
    __table_args__ = (
        Index("uq_public_page_open", "unit_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        CheckConstraint("off_at IS NULL OR off_at >= on_at", "runs_forward"),
        Index(None, "unit_id"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    on_at: Mapped[datetime]
    on_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    off_at: Mapped[datetime | None]
    off_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
