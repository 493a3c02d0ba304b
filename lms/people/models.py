"""Persons, sign-ins, remembered devices, memberships, posts, and the counters that slow guessers down."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.access.rules import Role
from lms.db import Choice, Model
from lms.people.rules import codes
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.tally.rules import Sex

OPEN = text("to_on IS NULL")


class Person(Model):
    """Somebody we know of, with or without a sign-in. No e-mail; external ids only as keyed hashes."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("birth_year BETWEEN 1850 AND 2200", "birth_year_possible"),
        UniqueConstraint("once_key"),
        Index(None, "search_key"),
        Index(None, "sort_key"),
    )

    name: Mapped[str]
    given_name: Mapped[str]
    search_key: Mapped[str]
    sort_key: Mapped[str]
    birth_year: Mapped[int] = mapped_column(SmallInteger)
    born_on: Mapped[date | None]
    sex: Mapped[Sex | None] = mapped_column(Choice(Sex))
    phone: Mapped[str | None]
    is_test: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    once_key: Mapped[str | None]

    sign_in: Mapped["SignIn | None"] = relationship(back_populates="person", foreign_keys="SignIn.person_id")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="person")


class SignIn(Model):
    """How one person signs in, whatever their roles. `epoch` is raised to end every session there is."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("code"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str]
    shown_code: Mapped[str]
    secret_kind: Mapped[SecretKind] = mapped_column(Choice(SecretKind))
    secret_hash: Mapped[str]
    secret_set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secret_set_at: Mapped[datetime]
    epoch: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(back_populates="sign_in", foreign_keys=[person_id])

    @property
    def is_learner_code(self) -> bool:
        """Whether the code is one of ours, and not a name given to staff or the demo."""
        return codes.is_whole(self.code)


class NoticeGiven(Model):
    """Which notice on personal data a person was shown or read, and when. Source: Luật 91/2025/QH15."""

    __tablename__ = "notice_given"
    __table_args__ = (Index(None, "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[str]
    read_out_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ExternalId(Model):
    """A number that another system knows a person by, as a keyed hash: enough to find the same person twice."""

    __tablename__ = "external_id"
    __table_args__ = (UniqueConstraint("kind", "keyed_hash"), Index(None, "person_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    keyed_hash: Mapped[str]


class RememberedDevice(Model):
    """A household's own phone that keeps a person's name. The device is known by a keyed hash of its cookie."""

    __tablename__ = "remembered_device"
    __table_args__ = (UniqueConstraint("device", "person_id"), Index(None, "person_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    device: Mapped[str]
    last_used_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class Membership(Model):
    """A person belongs to an audience at a unit, from a day to a day. `unit_id` None: not known yet where.

    At most one is open per person and audience; several audiences at once are normal.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", "runs_forward"),
        Index("uq_membership_open", "person_id", "audience", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(None, "unit_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    audience: Mapped[Audience] = mapped_column(Choice(Audience))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    band: Mapped[str | None]
    verified: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="memberships")


class Post(Model):
    """A role held at a unit, from a moment to a moment; a class is a unit too."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("to_at IS NULL OR to_at >= from_at", "runs_forward"),
        Index(None, "person_id"),
        Index(None, "unit_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(Choice(Role))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class FailureCounter(Model):
    """Failures of one account, one device of an account, or one network, under a key that names nobody."""

    __tablename__ = "failure_counter"
    __table_args__ = (UniqueConstraint("key"), CheckConstraint("failures >= 0", "not_negative"), Index(None, "last_at"))

    key: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
