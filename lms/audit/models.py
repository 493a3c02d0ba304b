"""The record's table."""

from datetime import datetime

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from lms.audit.rules import Act
from lms.db import Choice, Model


class AuditEntry(Model):
    """One act. Rows are only ever added, and removed as a whole when they are too old.

    People and units are plain numbers, not foreign keys: the record outlives what it speaks of.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "subject_person_id", "at"),
        Index(None, "person_id", "at"),
        Index(None, "unit_id", "at"),
    )

    at: Mapped[datetime]
    act: Mapped[Act] = mapped_column(Choice(Act))
    person_id: Mapped[int | None]
    subject_person_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    network: Mapped[str | None]
    details: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON, default=dict)
