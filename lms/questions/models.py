"""Question versions, published once by hash: what an attempt is graded by, whatever is deployed later."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class QuestionVersion(Model):
    """A question exactly as it was asked. Rows are added, never changed."""

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("version"), Index(None, "code"))

    version: Mapped[str]
    code: Mapped[str]
    body: Mapped[dict[str, object]] = mapped_column(JSON)
    published_at: Mapped[datetime]
