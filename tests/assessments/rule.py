"""A completion rule made for a test: so many questions of each skill, all else as the shipped rules have it."""

from dataclasses import replace
from datetime import date

from lms.content.rules.library import Library
from lms.questions.rules import Kind
from lms.skills.rules import Audience, CompletionRule, Evidence, Proof, SkillDemand, Task


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


def five_kinds(library: Library) -> Library:
    """The same library, except that a citizen's paper asks one question of each kind."""
    shipped = [*library.assessment, *(one for lesson in library.book.lessons for one in lesson.practice)]
    rule = next(one for one in library.book.rules if one.audience is Audience.CITIZEN)
    skills = [skill.code for framework in library.book.frameworks for skill in framework.skills][: len(Kind)]
    items = tuple(
        replace(
            next(one for one in shipped if one.kind is kind),
            skill=skill, family=kind, audiences=(Audience.CITIZEN,), grades=None,
        )
        for kind, skill in zip(Kind, skills, strict=True)
    )  # fmt: skip
    demands = tuple(SkillDemand(skill, 1, "", (Proof.PAPER,)) for skill in skills)
    asked = replace(rule, questions=len(demands), skills=demands)
    return Library(replace(library.book, rules=(asked,)), items, "five kinds")


def observed(library: Library) -> Library:
    """The same library, except that citizens have three skills, and three tasks for the first of them."""
    rule = rule_of({"4.1": 1, "4.2": 1, "5.1": 1})
    shown = ("4.1", "4.1", "4.1", "4.2", "5.1")
    asked = replace(
        rule,
        skills=tuple(replace(one, proofs=(Proof.PAPER, Proof.OBSERVED)) for one in rule.skills),
        tasks=tuple(Task(f"Làm việc thứ {number}", (skill,)) for number, skill in enumerate(shown, start=1)),
    )
    others = (one for one in library.book.rules if one.audience is not Audience.CITIZEN)
    return Library(replace(library.book, rules=(asked, *others)), library.assessment, "observed")
