"""Which lessons somebody need not learn any more. Source: design §5, “an area passed closes its lessons”."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lms.assessments.rules.papers import Score, Snapshot
from lms.content.rules.library import Lesson
from lms.skills.rules import Audience

Shown = tuple[Audience, str]
"""An audience and a skill of which somebody has shown, for that audience, that they can."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A paper that was handed in: for whom, under which rule, and what it was worth."""

    audience: Audience
    snapshot: Snapshot
    score: Score


def shown_on(paper: Settled) -> set[Shown]:
    """The skills of the areas that a paper passed: all that it drew when it passed as a whole.

    Else those of each area with the rule's pass mark, out of as many questions as its floor is asked of: a single
    question right says little.
    """
    rule, score = paper.snapshot.rule, paper.score
    enough = {
        area.code for area in score.areas if area.total >= rule.floor_from_questions and area.reaches(rule.pass_mark)
    }
    areas = paper.snapshot.areas
    return {
        (paper.audience, one.code) for one in score.skills if score.passed or areas.get(one.code, one.code) in enough
    }


def closed_by(shown: Collection[Shown], lessons: Iterable[Lesson]) -> frozenset[str]:
    """The codes of the lessons whose main skill has been shown, for an audience that the lesson is for."""
    return frozenset(
        lesson.code for lesson in lessons if any((audience, lesson.skills[0]) in shown for audience in lesson.audiences)
    )
