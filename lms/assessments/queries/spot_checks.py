"""Short checks: what may be checked of somebody at a sitting, one under way, and what one came to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.adapters import read_score, read_snapshot
from lms.assessments.models import Attempt
from lms.assessments.queries.results import SkillResult, skill_result
from lms.assessments.queries.sittings import PersonAt, person_at
from lms.assessments.rules.drawing import pool_of
from lms.assessments.rules.kinds import AttemptKind, AttemptState, CheckBy
from lms.assessments.rules.papers import Snapshot
from lms.assessments.rules.sittings import evidence_of
from lms.assessments.rules.spot_checks import hindrance, next_check, ways
from lms.confirmations.models import Confirmation
from lms.confirmations.queries.results import valid_confirmations
from lms.content.rules.library import Library
from lms.errors import NotFound, Refused
from lms.skills.rules import Evidence, Task


@dataclass(frozen=True, slots=True)
class CheckOffer:
    """A valid confirmation of somebody present, and whether it can be checked: `refusal` says why not.

    `under_way` is the check begun in this sitting, `last` the one settled here last.
    """

    confirmation: Confirmation
    snapshot: Snapshot
    ways: tuple[CheckBy, ...]
    refusal: Refused | None
    under_way: Attempt | None
    last: Attempt | None


@dataclass(frozen=True, slots=True)
class CheckAt:
    """A check by tasks, of somebody at a sitting, and the tasks drawn for it."""

    there: PersonAt
    attempt: Attempt
    tasks: tuple[Task, ...]

    @property
    def path(self) -> str:
        """The sitting's place in the tree."""
        return self.there.path


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check came to, for whoever was checked: never which question was right. `next_at` None: now.

    `raised`: whether what holds of the person now has at least the check's evidence, since it was passed.
    """

    passed: bool
    raised: bool
    annulled: bool
    evidence: Evidence
    gaps: tuple[SkillResult, ...]
    next_at: datetime | None


def checks_for(session: Session, there: PersonAt, library: Library, at: datetime) -> Sequence[CheckOffer]:
    """The valid confirmations of somebody at a sitting that a check can raise, or has raised here. Three queries.

    One for each audience, the newest; left out: one whose rule is not known any more, or has nothing to draw.
    """
    checks = _checks(session, there.person.id)
    held = {one.audience: one for one in valid_confirmations(session, there.person.id)}
    snapshots = _snapshots(session, held.values(), library)
    offers = []
    for audience, one in held.items():
        mine = [check for check in checks if check.audience is audience]
        here = [check for check in mine if check.sitting_id == there.here.sitting.id]
        under_way = next((check for check in here if check.state is AttemptState.OPEN), None)
        last = next((check for check in here if check.state is AttemptState.FINISHED), None)
        snapshot = snapshots.get(one.rule_digest)
        if snapshot is None or (one.evidence >= Evidence.SAMPLED and last is None):
            continue
        if found := ways(snapshot.rule, pool_of(snapshot.rule, library.assessment)):
            refusal = _refusal(there, Evidence(one.evidence), mine, at)
            offers.append(CheckOffer(one, snapshot, found, refusal, under_way, last))
    return offers


def check_at(session: Session, code: str, person: int, uid: str) -> CheckAt:
    """A check by tasks at a sitting. Four queries. Raises NotFound, also for one of another sitting or person."""
    there = person_at(session, code, person)
    attempt = session.scalar(select(Attempt).where(Attempt.uid == uid, Attempt.kind == AttemptKind.CHECK))
    mine = there.here.sitting.id, there.person.id
    if attempt is None or attempt.check_tasks is None or (attempt.sitting_id, attempt.person_id) != mine:
        raise NotFound
    known = {task.key: task for task in read_snapshot(attempt.rule).rule.tasks}
    return CheckAt(there, attempt, tuple(known[drawn["task"]] for drawn in attempt.check_tasks))


def check_result(session: Session, attempt: Attempt, library: Library, at: datetime) -> CheckResult:
    """What a check that is not open came to, with today's lessons and names. Two queries."""
    rule = read_snapshot(attempt.rule).rule
    score = read_score(attempt.outcome) if attempt.outcome is not None else None
    results = [skill_result(part, rule, library) for part in (score.skills if score else ())]
    mine = [one for one in _checks(session, attempt.person_id) if one.audience is attempt.audience]
    passed = bool(attempt.passed) and attempt.state is AttemptState.FINISHED
    held = [one.evidence for one in valid_confirmations(session, attempt.person_id) if one.audience is attempt.audience]
    return CheckResult(
        passed=passed,
        raised=passed and Evidence.SELF < attempt.evidence <= max(held, default=Evidence.SELF),
        annulled=attempt.state is AttemptState.ANNULLED,
        evidence=Evidence(attempt.evidence),
        gaps=tuple(one for one in results if not one.sure),
        next_at=next_check(_failed_at(mine), at),
    )


def _checks(session: Session, person_id: int) -> Sequence[Attempt]:
    """A person's checks, the last begun first."""
    query = select(Attempt).where(Attempt.person_id == person_id, Attempt.kind == AttemptKind.CHECK)
    return session.scalars(query.order_by(Attempt.id.desc()).execution_options(populate_existing=True)).all()


def _failed_at(checks: Sequence[Attempt]) -> datetime | None:
    failed = (one.finished_at for one in checks if one.state is AttemptState.FINISHED and not one.passed)
    return max((moment for moment in failed if moment is not None), default=None)


def _refusal(there: PersonAt, held: Evidence, checks: Sequence[Attempt], at: datetime) -> Refused | None:
    sitting, presence = there.here.sitting, there.presence
    lent = evidence_of(presence, sitting, at, at, there.opener_set_pin)
    until = next_check(_failed_at(checks), at)
    if (found := hindrance(presence.state, lent, held)) is not None or until is None:
        return found
    return Refused("Lần vừa rồi chưa đạt, nghỉ đã. Kiểm tra lại được từ %(time)s.", time=clock.time_of_day(until))


def _snapshots(session: Session, held: Collection[Confirmation], library: Library) -> Mapping[str, Snapshot]:
    """The rules that confirmations were issued under, by digest: today's, else as a paper of the person keeps them."""
    wanted = {one.rule_digest for one in held}
    areas = {skill.code: skill.area for framework in library.book.frameworks for skill in framework.skills}
    found = {rule.digest: Snapshot(rule, areas) for rule in library.book.rules if rule.digest in wanted}
    missing = wanted - set(found)
    mine = Attempt.person_id.in_({one.person_id for one in held}), Attempt.rule_digest.in_(missing)
    first = select(func.min(Attempt.id)).where(*mine).group_by(Attempt.rule_digest)
    rows = session.execute(select(Attempt.rule_digest, Attempt.rule).where(Attempt.id.in_(first))) if missing else ()
    return found | {digest: read_snapshot(kept) for digest, kept in rows}
