"""Drafts of imports."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class ImportDraft(Model):
    """What a file held, for its owner to look at before it is applied; forgotten after 24 hours.

    `kind` names the screen it belongs to (`listing`, `units`, …). `rows` is what was read, cell by cell, as text;
    `choices` what the owner corrected (columns, sheet). `outcome` is what applying it brought: applied once only.
    """

    __tablename__ = "import_draft"
    __table_args__ = (UniqueConstraint("uid"), Index(None, "owner_id"), Index(None, "unit_id"), Index(None, "made_at"))

    uid: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    file_name: Mapped[str]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
