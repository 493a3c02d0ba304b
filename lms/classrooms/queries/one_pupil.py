"""How one pupil gets on, for the teacher of their class: work, lessons learnt, what holds them up, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.adapters import read_score, read_snapshot
from lms.assessments.models import Attempt
from lms.assessments.queries.results import SkillResult, skill_result
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.rules.papers import Part
from lms.classrooms.queries.deeds import deeds_of
from lms.classrooms.queries.pupils import PupilAt
from lms.classrooms.queries.work import works_of
from lms.classrooms.rules.standing import Standing
from lms.classrooms.rules.work import Phase, Work, in_order
from lms.classrooms.rules.years import audience_of
from lms.content.rules.library import Lesson, Library
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound

MOST_PAPERS = 5
STUCK_FROM = 2
"""A question tried so often and still not right is told."""


@dataclass(frozen=True, slots=True)
class LearntOn:
    """The lessons learnt on a day; a lesson that is gone is told by its code."""

    on: date
    lessons: tuple[Lesson | str, ...]


@dataclass(frozen=True, slots=True)
class StuckAt:
    """A practice question tried several times and not right yet."""

    stem: str
    lesson: Lesson
    tries: int


@dataclass(frozen=True, slots=True)
class PaperDone:
    """A paper handed in: its day, what it was worth and for which skills; `whole` None: annulled beforehand."""

    on: date
    annulled: bool
    passed: bool
    whole: Part | None
    skills: Sequence[SkillResult]


def work_done(session: Session, found: PupilAt, today: date, library: Library) -> list[tuple[Work, Standing]]:
    """The work that is asked of a pupil and has opened, what is due first at the front. At most seven queries."""
    every = works_of(session, found.here.room.id, library)
    works = [one for one in in_order(every, today) if one.phase(today) is not Phase.TO_COME]
    deeds = deeds_of(session, [found.person.id], [one.thing for one in works])
    told = [(one, one.standing_of(found.person.id, deeds, today)) for one in works]
    return [(one, where) for one, where in told if where is not None]


def learnt_by_day(session: Session, person_id: int, library: Library) -> list[LearntOn]:
    """What somebody has learnt, day by day, the last day first. One query."""
    days: dict[date, list[Lesson | str]] = {}
    query = select(LessonDone.lesson, LessonDone.at).where(LessonDone.person_id == person_id)
    for code, at in session.execute(query.order_by(LessonDone.at.desc(), LessonDone.id.desc())):
        days.setdefault(clock.day_of(at), []).append(library.lesson(code) or code)
    return [LearntOn(day, tuple(lessons)) for day, lessons in days.items()]


def stuck_at(session: Session, person_id: int, library: Library) -> list[StuckAt]:
    """The practice questions somebody tried more than once and has not got right, the most tries first. One query."""
    query = (
        select(PracticeAnswer.question, PracticeAnswer.tries)
        .join(PracticeRound, PracticeRound.id == PracticeAnswer.round_id)
        .where(
            PracticeRound.person_id == person_id, PracticeAnswer.right_at.is_(None), PracticeAnswer.tries >= STUCK_FROM
        )
        .order_by(PracticeAnswer.tries.desc(), PracticeAnswer.id)
    )
    found = [(library.question(code), tries) for code, tries in session.execute(query)]
    told = [(question, library.lesson(question.lesson), tries) for question, tries in found if question is not None]
    return [StuckAt(question.stem, lesson, tries) for question, lesson, tries in told if lesson is not None]


def papers_done(session: Session, found: PupilAt, library: Library) -> list[PaperDone]:
    """The last papers that a pupil handed in as one of their grade, with a result for each skill. One query."""
    query = (
        select(Attempt)
        .where(
            Attempt.person_id == found.person.id,
            Attempt.audience == audience_of(found.here.room.grade),
            Attempt.kind == AttemptKind.PAPER,
            Attempt.state != AttemptState.OPEN,
        )
        .order_by(Attempt.finished_at.desc(), Attempt.id.desc())
        .limit(MOST_PAPERS)
    )
    return [_paper(row, library) for row in session.scalars(query)]


def _paper(row: Attempt, library: Library) -> PaperDone:
    annulled = row.state is AttemptState.ANNULLED
    score = read_score(row.outcome) if row.outcome is not None else None
    skills = []
    if score is not None:
        rule = read_snapshot(row.rule).rule
        skills = [skill_result(part, rule, library) for part in score.skills]
    on = clock.day_of(row.finished_at or row.started_at)
    return PaperDone(on, annulled, bool(row.passed) and not annulled, score.whole if score else None, skills)
