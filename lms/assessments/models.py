"""Sittings and who was there; attempts at papers, with each answer kept as it was given."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.assessments.rules.kinds import AttemptKind, AttemptState, KnownBy, Presence
from lms.db import Choice, Model
from lms.skills.rules import Audience

OPEN = text("state = 'open'")


class Sitting(Model):
    """A time and place, opened by somebody with a post, where people are seen to do what they do."""

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("once_key"),
        CheckConstraint("ends_at > opened_at", "runs_forward"),
        Index(None, "unit_id"),
        Index(None, "opened_by_id"),
    )

    code: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    place: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    once_key: Mapped[str | None]

    presences: Mapped[list["SittingPresence"]] = relationship(back_populates="sitting")


class SittingPresence(Model):
    """Somebody at a sitting: joined with the code, then ticked present or absent by whoever opened it.

    `known_by` is how the opener knows them; `witness` names the second witness where one is needed.
    """

    __tablename__ = "sitting_presence"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id"), Index(None, "person_id"))

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[Presence] = mapped_column(Choice(Presence))
    joined_at: Mapped[datetime]
    ticked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ticked_at: Mapped[datetime | None]
    known_by: Mapped[KnownBy | None] = mapped_column(Choice(KnownBy))
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    sitting: Mapped[Sitting] = relationship(back_populates="presences")


class ObservedTask(Model):
    """A task seen done in a sitting; `task` is a hash of its words, so that a new wording is a new task.

    `evidence` is what the sitting lent it when it was ticked: how the person is known, noted later, does not raise it.
    """

    __tablename__ = "observed_task"
    __table_args__ = (
        UniqueConstraint("sitting_id", "person_id", "audience", "task"),
        CheckConstraint("evidence BETWEEN 1 AND 3", "evidence_known"),
        Index(None, "person_id"),
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    audience: Mapped[Audience] = mapped_column(Choice(Audience))
    task: Mapped[str]
    evidence: Mapped[int] = mapped_column(SmallInteger)
    ticked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Attempt(Model):
    """One person's paper or short check: drawn, stored, and graded by what was stored, whatever is deployed meanwhile.

    `uid` is its address. `rule` is the rule as it stood at the start. `evidence` is settled when it is handed in: what
    the sitting lends a paper, or what a check raises proofs to. `check_tasks`, of a check by tasks only (None for all
    that has items), are the tasks drawn, each {task: its key, done: None until settled}.
    `interrupted_at`, of an open paper: since when nothing is taken until it is gone on with (docs/decisions/021).
    `carried` is the least that the parts before an interruption carry (None: it is of one piece).
    `annulled_why`: the reason that whoever opened the sitting gave; None where it was the house that annulled it.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("once_key"),
        Index(
            "uq_attempt_open", "person_id", "audience", "kind", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
        CheckConstraint("(state = 'open') = (finished_at IS NULL)", "finished_when_not_open"),
        CheckConstraint("evidence BETWEEN 0 AND 3", "evidence_known"),
        CheckConstraint("carried BETWEEN 0 AND 3", "carried_known"),
        Index(None, "person_id", "audience", "started_at"),
        Index(None, "sitting_id"),
    )

    uid: Mapped[str]
    kind: Mapped[AttemptKind] = mapped_column(Choice(AttemptKind), default=AttemptKind.PAPER)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    audience: Mapped[Audience] = mapped_column(Choice(Audience))
    band: Mapped[str | None]
    framework: Mapped[str]
    rule_digest: Mapped[str]
    rule: Mapped[dict[str, object]] = mapped_column(JSON)
    seed: Mapped[int]
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    read_aloud: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0)
    state: Mapped[AttemptState] = mapped_column(Choice(AttemptState))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    share: Mapped[float | None]
    passed: Mapped[bool | None]
    outcome: Mapped[dict[str, object] | None] = mapped_column(JSON)
    check_tasks: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    once_key: Mapped[str | None]
    interrupted_at: Mapped[datetime | None]
    carried: Mapped[int | None] = mapped_column(SmallInteger)
    annulled_why: Mapped[str | None]
    annulled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    items: Mapped[list["AttemptItem"]] = relationship(
        back_populates="attempt", order_by="AttemptItem.place", cascade="all, delete-orphan"
    )

    @property
    def source(self) -> str:
        """How results name what they come from."""
        return f"attempt:{self.uid}"


class AttemptItem(Model):
    """One question of a paper and the answer given to it, kept as given; `right` is settled when handed in."""

    __tablename__ = "attempt_item"
    __table_args__ = (
        UniqueConstraint("attempt_id", "place"),
        UniqueConstraint("attempt_id", "question"),
        CheckConstraint("place >= 1", "place_from_one"),
    )

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    place: Mapped[int] = mapped_column(SmallInteger)
    question: Mapped[str]
    version: Mapped[str]
    family: Mapped[str]
    skill: Mapped[str]
    answer: Mapped[list[int] | None] = mapped_column(JSON)
    saved_at: Mapped[datetime | None]
    right: Mapped[bool | None]

    attempt: Mapped[Attempt] = relationship(back_populates="items")
