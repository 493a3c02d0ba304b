"""Raising the proofs a confirmation stands on, once a short check has been passed; and taking that back."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.confirmations.actions.ending import annul_results, end, stands_on
from lms.confirmations.actions.issuing import hold, record_results
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.completion import NewResult
from lms.confirmations.rules.kinds import Reason
from lms.skills.rules import CompletionRule, Evidence, Framework


@dataclass(frozen=True, slots=True)
class Check:
    """A short check as results name it: the rule it was drawn from, what it raises proofs to, and its source."""

    rule: CompletionRule
    evidence: Evidence
    source: str


def raise_proofs(
    session: Session, origin: Origin, person_id: int, check: Check, *, framework: Framework | None
) -> Confirmation | None:
    """Raise every proof on which a person's valid confirmation stands, and supersede it; returns the new one.

    The raised results keep skill, kind of proof and share. None when nothing holds that was issued under the check's
    rule, or nothing of it is below the check's evidence.
    """
    hold(session, person_id)
    held = next((one for one in valid_confirmations(session, person_id) if one.rule_digest == check.rule.digest), None)
    if held is None:
        return None
    raised = [_raised(row, check) for row in _standing(session, held) if row.evidence < check.evidence]
    rule = check.rule
    return record_results(session, origin, person_id, rule.audience, rule, raised, framework=framework)


def take_raised_back(
    session: Session, origin: Origin, person_id: int, check: Check, *, framework: Framework | None
) -> None:
    """Have what a check raised count for nothing. A confirmation that stands on it is revoked; what is left is issued.

    The results that were raised stand as they stood before.
    """
    person = hold(session, person_id)
    gone = annul_results(session, person_id, {check.source})
    for held in valid_confirmations(session, person_id):
        if stands_on(held, gone):
            end(session, origin, person, held, Reason.RESULTS_ANNULLED)
            record_results(session, origin, person_id, check.rule.audience, check.rule, [], framework=framework)


def _standing(session: Session, held: Confirmation) -> list[ProofResult]:
    """The results that a confirmation stands on, as they are now; annulled ones are left out."""
    sources = {skill["source"] for skill in held.skills}
    query = select(ProofResult).where(
        ProofResult.person_id == held.person_id, ProofResult.source.in_(sources), ProofResult.annulled_at.is_(None)
    )
    wanted = {(skill["source"], skill["code"]) for skill in held.skills}
    return [row for row in session.scalars(query) if (row.source, row.skill) in wanted]


def _raised(row: ProofResult, check: Check) -> NewResult:
    """The same result with more evidence; it rests on the first of its line, whatever checks came between."""
    first = row.rests_on or row.source
    return NewResult(
        row.skill, row.proof, row.passed, row.share, check.evidence, check.source, tuple(row.versions), first
    )
