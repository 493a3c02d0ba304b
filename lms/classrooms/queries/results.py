"""What the pupils of a class have reached: from the same standings that coverage is counted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.pupils import Pupil, pupils_of
from lms.classrooms.rules.results import Reached, reached
from lms.classrooms.rules.years import audience_of
from lms.confirmations.models import ChildConsent, Confirmation
from lms.confirmations.queries.checking import ACTIVE_CONSENT
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.openness import openness
from lms.content.rules.library import Library
from lms.coverage.queries.basis import levels_of
from lms.learning.models import LessonDone
from lms.tally.models import PersonStanding


@dataclass(frozen=True, slots=True)
class PupilResult:
    """A pupil with how far they have come, what holds of them now (None: nothing), lessons learnt and the best paper.

    `hidden`: the serial is answered like an unknown one outside, consents being not complete. `share` (0–1) is for the
    class's teacher alone; None where no paper was handed in.
    """

    pupil: Pupil
    reached: Reached
    confirmation: Confirmation | None
    hidden: bool
    lessons: int
    share: float | None


def results_of(session: Session, here: ClassAt, library: Library, today: date) -> list[PupilResult]:
    """Every pupil of a class with their results, in the order of its list. Six queries, however many pupils."""
    pupils = pupils_of(session, here.room.id)
    ids, audience = [one.person.id for one in pupils], audience_of(here.room.grade)
    standings = select(PersonStanding).where(PersonStanding.person_id.in_(ids), PersonStanding.audience == audience)
    stood = {one.person_id: one for one in session.scalars(standings)}
    level = levels_of(library).get(audience, 0)
    held = {one.person_id: one for one in confirmations_in(session, ids, here)}
    consented = set(
        session.scalars(select(ChildConsent.person_id).where(ChildConsent.person_id.in_(ids), ACTIVE_CONSENT))
    )
    done = (
        select(LessonDone.person_id, func.count()).where(LessonDone.person_id.in_(ids)).group_by(LessonDone.person_id)
    )
    lessons = dict(session.execute(done).all())
    best = select(Attempt.person_id, func.max(Attempt.share)).where(
        Attempt.person_id.in_(ids), Attempt.audience == audience, Attempt.kind == AttemptKind.PAPER,
        Attempt.state == AttemptState.FINISHED,
    )  # fmt: skip
    shares = dict(session.execute(best.group_by(Attempt.person_id)).all())
    return [
        PupilResult(
            one,
            reached(stood[one.person.id].standing if one.person.id in stood else None, level),
            (paper := held.get(one.person.id)),
            paper is not None and is_hidden(paper, one, consented, today),
            lessons.get(one.person.id, 0),
            shares.get(one.person.id),
        )
        for one in pupils
    ]


def confirmations_in(session: Session, ids: Sequence[int], here: ClassAt) -> Sequence[Confirmation]:
    """What holds now of some pupils, for the class's audience; the last where a new framework stands beside an old."""
    query = select(Confirmation).where(
        Confirmation.person_id.in_(ids), Confirmation.state == State.VALID,
        Confirmation.audience == audience_of(here.room.grade),
    )  # fmt: skip
    return session.scalars(query.order_by(Confirmation.id)).all()


def is_hidden(paper: Confirmation, pupil: Pupil, consented: set[int], today: date) -> bool:
    """Whether the paper's serial is closed outside the school until both consents are there."""
    years = paper.birth_year, pupil.person.birth_year
    return openness(years, consented=pupil.person.id in consented, today=today).hidden
