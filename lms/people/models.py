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
    """Somebody we know of, with or without a sign-in. No e-mail; external ids only as keyed hashes.

    `registered_by_id`: who registered them, None: they did. `stopped_at`: nothing more is recorded of them.
    `delete_asked_at`: deleted 7 days later unless they sign in; then `erased_at`, and what is left names nobody.
    `merged_into_id`: the same person as that one, found out later.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("birth_year BETWEEN 1850 AND 2200", "birth_year_possible"),
        UniqueConstraint("once_key"),
        CheckConstraint("merged_into_id <> id", "not_merged_into_itself"),
        Index(None, "search_key"),
        Index(None, "sort_key"),
        Index(None, "birth_year"),
        Index(None, "merged_into_id"),
        Index(None, "delete_asked_at"),
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
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stopped_at: Mapped[datetime | None]
    delete_asked_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    sign_in: Mapped["SignIn | None"] = relationship(back_populates="person", foreign_keys="SignIn.person_id")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="person")


class SignIn(Model):
    """How one person signs in, whatever their roles. `epoch` is raised to end every session there is.

    `secret_hash` None: a card was made, no secret chosen yet. `closed_at`: five wrong pictures closed it until somebody
    with a post opens it again. `second_factor` is the salt from which, with the pepper, the secret of one-time codes is
    made (None: not in use); `second_factor_step` the last step of time whose code was used, so that none is used twice.
    """

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("code"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str]
    shown_code: Mapped[str]
    secret_kind: Mapped[SecretKind] = mapped_column(Choice(SecretKind))
    secret_hash: Mapped[str | None]
    secret_set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secret_set_at: Mapped[datetime]
    epoch: Mapped[int] = mapped_column(default=1)
    closed_at: Mapped[datetime | None]
    second_factor: Mapped[str | None]
    second_factor_step: Mapped[int | None]

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
        UniqueConstraint("once_key"),
        Index(None, "person_id"),
        Index(None, "unit_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(Choice(Role))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    once_key: Mapped[str | None]


class Invitation(Model):
    """A code, handed over once, by which somebody given a post chooses a sign-in name and a password of their own.

    The code is kept as a keyed hash; the last one made for a person is the only one that works.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("code_hash"), Index(None, "person_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[str]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class StatedReason(Model):
    """Why somebody with a post above the commune wants to see names there: shown for an hour, read by the commune."""

    __tablename__ = "stated_reason"
    __table_args__ = (
        CheckConstraint("until > at", "runs_forward"),
        Index(None, "person_id"),
        Index(None, "unit_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    reason: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]


class FailureCounter(Model):
    """Failures of one account, one device of an account, or one network, under a key that names nobody."""

    __tablename__ = "failure_counter"
    __table_args__ = (UniqueConstraint("key"), CheckConstraint("failures >= 0", "not_negative"), Index(None, "last_at"))

    key: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
