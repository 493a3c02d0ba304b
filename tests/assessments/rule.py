"""A completion rule made for a test: so many questions of each skill, all else as the shipped rules have it."""

from datetime import date

from lms.skills.rules import Audience, CompletionRule, Evidence, Proof, SkillDemand


def rule_of(skills: dict[str, int]) -> CompletionRule:
    """A citizen's rule that asks for these skills."""
    return CompletionRule(
        code="hoan-thanh",
        version="1",
        applies_from=date(2026, 1, 1),
        basis="lua-chon-san-pham",
        framework="khung-lam-viec",
        audience=Audience.CITIZEN,
        grades=None,
        name="Người dân",
        questions=sum(skills.values()),
        skills=tuple(SkillDemand(code, count, "", (Proof.PAPER,)) for code, count in skills.items()),
        tasks=(),
        pass_mark=0.7,
        area_floor=0.5,
        floor_from_questions=2,
        retry_pause_minutes=60,
        day_pause_from_attempt=4,
        shared_items_share=0.5,
        counted_evidence=Evidence.SUPERVISED,
        counts_for=("citizen", "adults"),
        reason="",
    )
