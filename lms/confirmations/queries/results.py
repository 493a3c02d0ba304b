"""Results and confirmations of a person, and where they belong."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.rules.completion import Completion, Result, evaluate
from lms.confirmations.rules.kinds import State
from lms.people.models import Membership
from lms.skills.rules import Audience, CompletionRule, Evidence
from lms.units.queries import living_by_id

_proof = ProofResult.metadata.tables[ProofResult.__tablename__].c
PROVED = select(
    _proof.audience, _proof.framework, _proof.skill, _proof.proof, _proof.passed, _proof.share, _proof.evidence,
    _proof.source, _proof.at, _proof.annulled_at,
).where(_proof.person_id == bindparam("person_id"))  # fmt: skip
VALID = (
    select(Confirmation)
    .where(Confirmation.person_id == bindparam("person_id"), Confirmation.state == State.VALID)
    .order_by(Confirmation.id)
    .execution_options(populate_existing=True)
)
"""Built once: they are asked with every paper handed in, and building them takes longer than asking."""


def proved_skills(session: Session, person_id: int) -> set[tuple[Audience, str]]:
    """The skills of which a result holds, by whatever proof, with the audience it was shown for. One query."""
    rows = session.execute(PROVED, {"person_id": person_id})
    return {(row.audience, row.skill) for row in rows if row.passed and row.annulled_at is None}


def completion_of(session: Session, person_id: int, rule: CompletionRule) -> Completion:
    """How far a person has come under a rule, by the results they have for its audience and framework."""
    return completions_of(session, person_id, [rule])[0]


def completions_of(session: Session, person_id: int, rules: Sequence[CompletionRule]) -> list[Completion]:
    """How far a person has come under each of several rules. One query."""
    rows = session.execute(PROVED, {"person_id": person_id}).all()
    return [
        evaluate(
            rule, (_result(row) for row in rows if (row.audience, row.framework) == (rule.audience, rule.framework))
        )
        for rule in rules
    ]


def confirmations_of(session: Session, person_id: int) -> Sequence[Confirmation]:
    """Everything ever confirmed of a person, newest first."""
    query = select(Confirmation).where(Confirmation.person_id == person_id)
    return session.scalars(query.order_by(Confirmation.id.desc())).all()


def valid_confirmations(session: Session, person_id: int) -> Sequence[Confirmation]:
    """What holds of a person now: at most one for each audience and framework. Read anew, not from memory."""
    return session.scalars(VALID, {"person_id": person_id}).all()


def paths_of(session: Session, person_id: int) -> list[str]:
    """Where in the tree a person belongs now: whoever reaches one of these reaches them."""
    query = select(Membership.unit_id).where(Membership.person_id == person_id, Membership.to_on.is_(None))
    units = living_by_id(session, [one for one in session.scalars(query) if one is not None])
    return [one.path for one in units.values()]


def _result(row: Any) -> Result:
    annulled = row.annulled_at is not None
    return Result(
        row.skill, row.proof, row.passed, row.share, Evidence(row.evidence), row.source, row.at, annulled=annulled
    )
