"""The rule applied to results: pure, in one place; the best proof of each skill counts, the least evidence decides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lms.confirmations.rules.completion import Result, evaluate
from lms.skills.rules import Audience, CompletionRule, Evidence, Proof, SkillDemand

P, W, R, Q = Proof.PAPER, Proof.OBSERVED, Proof.RECOGNISED, Proof.CLOSING_QUESTIONS
SELF, SEEN, KNOWN = Evidence.SELF, Evidence.SUPERVISED, Evidence.IDENTIFIED
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

RULE = CompletionRule(
    code="hoan-thanh", version="1", applies_from=date(2026, 1, 1), basis="lua-chon-san-pham", framework="khung",
    audience=Audience.CITIZEN, grades=None, name="Người dân", questions=4,
    skills=(SkillDemand("2.3", 2, "", (P, W, R)), SkillDemand("4.1", 2, "", (P, W))), tasks=(), pass_mark=0.7,
    area_floor=0.5, floor_from_questions=2, retry_pause_minutes=60, day_pause_from_attempt=4, shared_items_share=0.5,
    counted_evidence=SEEN, counts_for=("citizen", "adults"), reason="",
)  # fmt: skip


def result(
    skill="2.3", proof=P, evidence=SEEN, share=0.8, *, passed=True, annulled=False, minutes=0, source="a:1"
) -> Result:
    """A result with what matters."""
    return Result(skill, proof, passed, share, evidence, source, NOW + timedelta(minutes=minutes), annulled)


@pytest.mark.parametrize(
    ("results", "reached", "evidence"),
    [
        ([], 0, None),
        ([result()], 1, None),
        ([result(), result("4.1")], 2, SEEN),
        ([result(evidence=KNOWN), result("4.1", evidence=SELF)], 2, SELF),
        ([result(evidence=SELF), result(evidence=KNOWN, proof=W), result("4.1", evidence=KNOWN)], 2, KNOWN),
        ([result(passed=False), result("4.1")], 1, None),
        ([result(annulled=True), result("4.1")], 1, None),
        ([result(proof=Q), result("4.1")], 1, None),
        ([result(proof=R), result("4.1", proof=R)], 1, None),
        ([result("9.9"), result("4.1")], 1, None),
        ([result(), result("4.1"), result(evidence=SELF, share=1.0)], 2, SEEN),
    ],
)
def test_the_rule_is_met_when_each_skill_is_proved(results, reached, evidence):
    found = evaluate(RULE, results)

    assert (found.reached, found.evidence, found.met) == (reached, evidence, evidence is not None)
    assert [one.skill for one in found.conditions] == ["2.3", "4.1"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (result(evidence=KNOWN, share=0.7), result(evidence=SEEN, share=1.0, minutes=9)),
        (result(share=0.9), result(share=0.8, minutes=9)),
        (result(share=0.8, minutes=9), result(share=0.8)),
        (result(share=0.1), result(share=None, proof=W, minutes=9)),
    ],
)
def test_evidence_counts_first_then_share_then_the_newer(better, worse):
    better = replace(better, source="better")
    for results in ([better, worse], [worse, better]):
        (condition, _) = evaluate(RULE, results).conditions
        assert (condition.source, condition.on) == ("better", better.at)


def test_what_is_not_met_says_nothing_of_how():
    (condition, _) = evaluate(RULE, []).conditions

    assert (condition.proof, condition.evidence, condition.on, condition.source) == (None, None, None, None)


def test_a_rule_without_skills_is_never_met():
    assert evaluate(replace(RULE, skills=()), [result()]).met is False
