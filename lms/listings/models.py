"""Lines of the lists."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Choice, Model
from lms.listings.rules.states import Mark

LISTED = text("removed_at IS NULL")


class ListingLine(Model):
    """Somebody whom a unit counts. `group_name` is the village or class as the list says it; nothing more is kept.

    `mark` is what was set by hand (None: read from what the person did). A line taken off the list stays, with its end.
    """

    __tablename__ = "listing_line"
    __table_args__ = (
        UniqueConstraint("once_key"),
        Index(
            "uq_listing_line_listed", "unit_id", "person_id", unique=True, sqlite_where=LISTED, postgresql_where=LISTED
        ),
        Index(None, "person_id"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group_name: Mapped[str] = mapped_column(default="")
    mark: Mapped[Mark | None] = mapped_column(Choice(Mark))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime | None]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    once_key: Mapped[str | None]
