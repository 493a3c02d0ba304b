"""Handing a paper in, and annulling one."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.adapters import kept_score, read_snapshot
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.queries.sittings import paper_evidence
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.papers import Score, Snapshot, score
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.ending import revoke
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.models import ProofResult
from lms.confirmations.queries import valid_confirmations
from lms.confirmations.rules.completion import NewResult
from lms.confirmations.rules.kinds import Reason
from lms.content.rules.library import Library
from lms.errors import NotFound
from lms.questions.forms import canonical
from lms.questions.queries import questions_of
from lms.questions.rules import grade
from lms.skills.rules import Evidence, Proof
from lms.tally.actions import advance
from lms.tally.rules import Stage

LOCKED = (
    select(Attempt)
    .where(Attempt.uid == bindparam("uid"), Attempt.person_id == bindparam("person_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
ANSWERS = select(AttemptItem.id, AttemptItem.skill, AttemptItem.version, AttemptItem.answer).where(
    AttemptItem.attempt_id == bindparam("attempt_id")
)
_items = AttemptItem.metadata.tables[AttemptItem.__tablename__]
MARKED = update(_items).where(_items.c.id == bindparam("item")).values(right=bindparam("is_right"))


def hand_in(session: Session, origin: Origin, uid: str, person_id: int, library: Library) -> Attempt:
    """Settle a paper by what was stored; one that is settled already stays as it is. Raises NotFound.

    A paper passed proves every skill that it drew; one not passed proves none. `library` only names the skills on what
    is confirmed by it.
    """
    attempt = session.scalar(LOCKED, {"uid": uid, "person_id": person_id})
    if attempt is None:
        raise NotFound
    if attempt.state is not AttemptState.OPEN:
        return attempt
    snapshot = read_snapshot(attempt.rule)
    versions, worth = _grade(session, attempt, snapshot)
    attempt.finished_at = clock.now()
    attempt.state = AttemptState.FINISHED
    attempt.share, attempt.passed, attempt.outcome = worth.whole.share, worth.passed, kept_score(worth)
    attempt.evidence = int(_evidence(session, attempt))
    session.flush()
    record(session, origin, Act.PAPER_HANDED_IN, subject_person_id=person_id, attempt=attempt.id, passed=worth.passed)
    advance(session, person_id, Stage.REGISTERED, Stage.LEARNING)
    if worth.passed:
        results = _proofs(attempt, worth.whole.share, versions)
        framework = library.framework(attempt.framework)
        record_results(session, origin, person_id, attempt.audience, snapshot.rule, results, framework=framework)
    return attempt


def annul(session: Session, origin: Origin, uid: str) -> None:
    """Have a paper count for nothing, open or handed in: it proves no skill and is no try. Raises NotFound.

    A confirmation that stands on it is taken back.
    """
    attempt = session.scalar(select(Attempt).where(Attempt.uid == uid).with_for_update())
    if attempt is None:
        raise NotFound
    if attempt.state is AttemptState.ANNULLED:
        return
    attempt.state = AttemptState.ANNULLED
    attempt.finished_at = attempt.finished_at or clock.now()
    _take_back(session, origin, attempt)
    record(session, origin, Act.PAPER_ANNULLED, subject_person_id=attempt.person_id, attempt=attempt.id)


def _grade(session: Session, attempt: Attempt, snapshot: Snapshot) -> tuple[dict[str, list[str]], Score]:
    """The versions asked of each skill, and what the answers are worth; each item is marked right or not."""
    items = session.execute(ANSWERS, {"attempt_id": attempt.id}).all()
    questions = questions_of(session, [one.version for one in items])
    marks: list[tuple[str, bool]] = []
    versions: dict[str, list[str]] = {}
    for one in items:
        question = questions[one.version]
        right = grade(question, canonical(question, attempt.seed, tuple(one.answer or ()))).right
        marks.append((one.skill, right))
        versions.setdefault(one.skill, []).append(one.version)
    session.execute(MARKED, [{"item": one.id, "is_right": right} for one, (_, right) in zip(items, marks, strict=True)])
    return versions, score(snapshot, marks)


def _take_back(session: Session, origin: Origin, attempt: Attempt) -> None:
    source = _source(attempt)
    for held in valid_confirmations(session, attempt.person_id):
        if any(skill["source"] == source for skill in held.skills):
            revoke(session, origin, held, Reason.RESULTS_ANNULLED)
    proofs = update(ProofResult).where(ProofResult.source == source, ProofResult.annulled_at.is_(None))
    session.execute(proofs.values(annulled_at=clock.now()))


def _source(attempt: Attempt) -> str:
    """How results name the paper that they come from."""
    return f"attempt:{attempt.uid}"


def _proofs(attempt: Attempt, share: float, versions: dict[str, list[str]]) -> list[NewResult]:
    """One result for each skill drawn: the paper as a whole proves it, so the share is the paper's."""
    evidence, source = Evidence(attempt.evidence), _source(attempt)
    return [
        NewResult(skill, Proof.PAPER, True, share, evidence, source, tuple(asked)) for skill, asked in versions.items()
    ]


def _evidence(session: Session, attempt: Attempt) -> Evidence:
    """How it is known who answered: by themselves, unless the paper belongs to a sitting and they were seen there."""
    if attempt.sitting_id is None or attempt.finished_at is None:
        return Evidence.SELF
    begun, ended = attempt.started_at, attempt.finished_at
    return paper_evidence(session, attempt.sitting_id, attempt.person_id, begun, ended)
