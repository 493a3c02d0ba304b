"""Results that prove skills, confirmations and slips, adoptions of rules, and consents for children."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.confirmations.rules.kinds import Reason, State
from lms.db import Choice, Model
from lms.skills.rules import Audience, Proof

VALID = text("state = 'valid'")
ACTIVE = text("withdrawn_at IS NULL")


class ProofResult(Model):
    """One skill, proved or tried, by one kind of proof; handed down by whoever saw it, and never changed afterwards.

    `source` is opaque here (`attempt:…`, `sitting:…`): this package knows no paper and no lesson. `share` is 0–1 where
    there is a score. `versions` are the hashes of what it was made under. `rests_on` is the source of the result that a
    short check raised to this one (None: it stands by itself): annulled, that one takes this with it.
    """

    __tablename__ = "proof_result"
    __table_args__ = (
        UniqueConstraint("source", "skill"),
        CheckConstraint("evidence BETWEEN 0 AND 3", "evidence_known"),
        CheckConstraint("share IS NULL OR share BETWEEN 0 AND 1", "share_of_one"),
        Index(None, "person_id", "audience"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    audience: Mapped[Audience] = mapped_column(Choice(Audience))
    framework: Mapped[str]
    skill: Mapped[str]
    proof: Mapped[Proof] = mapped_column(Choice(Proof))
    passed: Mapped[bool]
    share: Mapped[float | None]
    evidence: Mapped[int] = mapped_column(SmallInteger)
    rule_digest: Mapped[str]
    source: Mapped[str]
    rests_on: Mapped[str | None]
    versions: Mapped[list[str]] = mapped_column(JSON, default=list)
    at: Mapped[datetime]
    annulled_at: Mapped[datetime | None]


class Adoption(Model):
    """A unit's document by which a completion rule binds it and the units below.

    It holds for every version of the rule; `rule_version` is the one at hand when it was entered.
    """

    __tablename__ = "adoption"
    __table_args__ = (
        Index("uq_adoption_active", "unit_id", "rule_code", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        UniqueConstraint("once_key"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    rule_code: Mapped[str]
    rule_version: Mapped[str]
    number: Mapped[str]
    signed_on: Mapped[date]
    signer: Mapped[str]
    file_name: Mapped[str | None]
    file_type: Mapped[str | None]
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    adopted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    once_key: Mapped[str | None]


class Confirmation(Model):
    """What was confirmed of a person, as it stood when it was issued: a snapshot that nothing rewrites.

    One valid one per person × audience × framework; a better one supersedes it. `adopted` decides the title and never
    changes. `places` are the memberships it counts for, `skills` what proved each skill, `basis` what it stands on, in
    words as they were: framework, rule, adopting document. `counts_for` are the counted groups of its rule.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        UniqueConstraint("serial"),
        Index(
            "uq_confirmation_valid", "person_id", "audience", "framework", unique=True, sqlite_where=VALID,
            postgresql_where=VALID,
        ),
        CheckConstraint("evidence BETWEEN 0 AND 3", "evidence_known"),
        CheckConstraint("(state = 'valid') = (ended_at IS NULL)", "ended_when_not_valid"),
        Index(None, "person_id"),
        Index(None, "adoption_id"),
    )  # fmt: skip

    serial: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    audience: Mapped[Audience] = mapped_column(Choice(Audience))
    band: Mapped[str | None]
    framework: Mapped[str]
    rule_code: Mapped[str]
    rule_version: Mapped[str]
    rule_digest: Mapped[str]
    evidence: Mapped[int] = mapped_column(SmallInteger)
    counted_evidence: Mapped[int] = mapped_column(SmallInteger)
    counts_for: Mapped[list[str]] = mapped_column(JSON)
    adopted: Mapped[bool]
    adoption_id: Mapped[int | None] = mapped_column(ForeignKey("adoption.id"))
    basis: Mapped[dict[str, Any]] = mapped_column(JSON)
    name: Mapped[str]
    birth_year: Mapped[int] = mapped_column(SmallInteger)
    places: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    skills: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    layout: Mapped[int] = mapped_column(SmallInteger)
    subject: Mapped[str]
    issued_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(Choice(State))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("confirmation.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[Reason | None] = mapped_column(Choice(Reason))


class ChildConsent(Model):
    """Leave to show a child's confirmation outside the school: the representative's and the child's own, on one paper.

    Source: Luật 91/2025/QH15, Điều 24; design §5, Children.
    """

    __tablename__ = "child_consent"
    __table_args__ = (
        Index("uq_child_consent_active", "person_id", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    representative: Mapped[str]
    document: Mapped[str]
    given_on: Mapped[date]
    child_agreed: Mapped[bool]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class NotMe(Model):
    """Somebody said of a confirmation that it is not theirs: to be looked at by those with a post over it.

    `network` keeps one household from saying it twice; nobody is shown it.
    """

    __tablename__ = "not_me"
    __table_args__ = (Index(None, "confirmation_id"),)

    confirmation_id: Mapped[int] = mapped_column(ForeignKey("confirmation.id"))
    at: Mapped[datetime]
    network: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
