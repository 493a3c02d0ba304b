"""What a paper handed in comes to, for whoever wrote it: skills, lessons for the gaps, what is next; never an item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.assessments.adapters import read_score, read_snapshot
from lms.assessments.models import Attempt
from lms.assessments.queries.tries import tries_of
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.papers import NextTry, Part, Score, next_try
from lms.confirmations.models import Confirmation
from lms.confirmations.queries.results import valid_confirmations
from lms.content.rules.library import Lesson, Library
from lms.skills.rules import CompletionRule, Evidence, Skill, band_named

MOST_LESSONS = 2
"""How many lessons are named for one gap: more would not be read."""


@dataclass(frozen=True, slots=True)
class SkillResult:
    """One skill of the paper: whether it is sure, and, when not, what to learn. `skill` None: no framework has it."""

    part: Part
    skill: Skill | None
    sure: bool
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A paper's result. `score` is None for one annulled before it was handed in; `why` is the reason it was.

    `at_sitting`: it belongs to a sitting, whether or not its evidence came to count there.
    """

    uid: str
    annulled: bool
    rule: CompletionRule
    score: Score | None
    skills: tuple[SkillResult, ...]
    low: tuple[str, ...]
    evidence: Evidence
    confirmation: Confirmation | None
    next: NextTry
    why: str | None
    at_sitting: bool

    @property
    def passed(self) -> bool:
        """Whether it reached the pass mark and every floor."""
        return self.score is not None and self.score.passed and not self.annulled

    @property
    def gaps(self) -> Sequence[SkillResult]:
        """The skills to look at again."""
        return [one for one in self.skills if not one.sure]


def result_of(session: Session, attempt: Attempt, library: Library, at: datetime) -> Result:
    """The result of a paper that is not open, with today's lessons and names. Two queries."""
    snapshot = read_snapshot(attempt.rule)
    score = read_score(attempt.outcome) if attempt.outcome is not None else None
    held = [one for one in valid_confirmations(session, attempt.person_id) if one.audience is attempt.audience]
    today = library.rule_for(attempt.audience, band_named(attempt.audience, attempt.band)) or snapshot.rule
    areas = {area.code: area.name for framework in library.book.frameworks for area in framework.areas}
    return Result(
        uid=attempt.uid,
        annulled=attempt.state is AttemptState.ANNULLED,
        rule=snapshot.rule,
        score=score,
        skills=tuple(skill_result(part, snapshot.rule, library) for part in (score.skills if score else ())),
        low=tuple(areas.get(code, code) for code in (score.low if score else ())),
        evidence=Evidence(attempt.evidence),
        confirmation=next((one for one in held if one.framework == attempt.framework), None),
        next=next_try(today, tries_of(session, attempt.person_id).get(attempt.audience, ()), at),
        why=attempt.annulled_why,
        at_sitting=attempt.sitting_id is not None,
    )


def skill_result(part: Part, rule: CompletionRule, library: Library) -> SkillResult:
    """One skill of what was asked, with today's name and lessons."""
    sure = part.reaches(rule.pass_mark)
    lessons = () if sure else library.lessons_for(rule.audience, part.code)[:MOST_LESSONS]
    return SkillResult(part, library.skill(part.code), sure, lessons)
