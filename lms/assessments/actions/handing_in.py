"""Handing a paper or a check in, and annulling one."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.settling import finish, lent_to
from lms.assessments.actions.spot_checks import settle_check, undo_check
from lms.assessments.adapters import read_snapshot
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.rules.papers import score
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.ending import take_back
from lms.confirmations.actions.issuing import hold, record_results
from lms.confirmations.rules.completion import NewResult
from lms.content.rules.library import Library
from lms.errors import NotFound, Refused
from lms.questions.adapters.bodies import question_in
from lms.questions.forms import canonical
from lms.questions.models import QuestionVersion
from lms.questions.queries import BODY
from lms.questions.rules import grade
from lms.skills.rules import Evidence, Proof
from lms.tally.actions import advance
from lms.tally.rules import Stage

LOCKED = (
    select(Attempt)
    .where(
        Attempt.uid == bindparam("uid"),
        Attempt.person_id == bindparam("person_id"),
        Attempt.check_tasks.is_(None),
    )
    .with_for_update()
    .execution_options(populate_existing=True)
)
_items, _versions = (one.metadata.tables[one.__tablename__] for one in (AttemptItem, QuestionVersion))
ANSWERS = (
    select(_items.c.id, _items.c.skill, _items.c.version, _items.c.answer, BODY.label("body"))
    .join_from(_items, _versions, _versions.c.version == _items.c.version)
    .where(_items.c.attempt_id == bindparam("attempt_id"))
)
MARKED = update(_items).where(_items.c.id == bindparam("item")).values(right=bindparam("is_right"))


def hand_in(session: Session, origin: Origin, uid: str, person_id: int, library: Library) -> Attempt:
    """Settle a paper or a check by questions by what was stored; one that is settled already stays as it is.

    A paper passed proves every skill that it drew; one not passed proves none. `library` only names the skills on what
    is confirmed by it. Raises NotFound, also for a check by tasks, which the opener of the sitting settles; Refused for
    one that is interrupted.
    """
    attempt = session.scalar(LOCKED, {"uid": uid, "person_id": person_id})
    if attempt is None:
        raise NotFound
    if attempt.state is not AttemptState.OPEN:
        return attempt
    if attempt.interrupted_at is not None:
        raise Refused("Bài này đang tạm dừng nên chưa nộp được. Các câu đã lưu vẫn còn nguyên.")
    versions, marks = _grade(session, attempt)
    if attempt.kind is AttemptKind.CHECK:
        settle_check(session, origin, attempt, marks, library)
        return attempt
    snapshot = read_snapshot(attempt.rule)
    worth = score(snapshot, marks)
    finish(attempt, worth)
    attempt.evidence = int(lent_to(session, attempt))
    session.flush()
    record(session, origin, Act.PAPER_HANDED_IN, subject_person_id=person_id, attempt=attempt.id, passed=worth.passed)
    if worth.passed:
        results = _proofs(attempt, worth.whole.share, versions)
        framework = library.framework(attempt.framework)
        record_results(session, origin, person_id, attempt.audience, snapshot.rule, results, framework=framework)
    advance(session, person_id, Stage.REGISTERED, Stage.LEARNING)  # wherever it has not brought them further
    return attempt


def annul(
    session: Session, origin: Origin, uid: str, library: Library | None = None, *, why: str | None = None
) -> None:
    """Have a paper or a check count for nothing, open or settled: it proves and raises nothing. Raises NotFound.

    A confirmation that stands on it is taken back; what still holds by other results is issued again (`library` names
    its skills; of a paper only with it). `why` is the reason that its writer reads.
    """
    locked = select(Attempt).where(Attempt.uid == uid).with_for_update().execution_options(populate_existing=True)
    attempt = session.scalar(locked)
    if attempt is None:
        raise NotFound
    if attempt.state is AttemptState.ANNULLED:
        return
    attempt.state = AttemptState.ANNULLED
    attempt.finished_at = attempt.finished_at or clock.now()
    attempt.annulled_why, attempt.annulled_by_id = why, origin.person_id if why else None
    if attempt.kind is AttemptKind.CHECK:
        undo_check(session, origin, attempt, library)
    else:
        take_back(session, origin, attempt.person_id, attempt.source)
        _issue_what_is_left(session, origin, attempt, library)
    record(session, origin, Act.PAPER_ANNULLED, subject_person_id=attempt.person_id, attempt=attempt.id)


def _issue_what_is_left(session: Session, origin: Origin, attempt: Attempt, library: Library | None) -> None:
    """Issue anew what holds by results that the annulled paper had no part in, if anything does."""
    if library is None or hold(session, attempt.person_id).stopped_at is not None:
        return
    rule, framework = read_snapshot(attempt.rule).rule, library.framework(attempt.framework)
    record_results(session, origin, attempt.person_id, attempt.audience, rule, [], framework=framework)


def _grade(session: Session, attempt: Attempt) -> tuple[dict[str, list[str]], list[tuple[str, bool]]]:
    """The versions asked of each skill, and each answer's skill and whether it is right; the items are marked so."""
    items = session.execute(ANSWERS, {"attempt_id": attempt.id}).all()
    marks: list[tuple[str, bool]] = []
    versions: dict[str, list[str]] = {}
    for one in items:
        question = question_in(one.body)
        right = grade(question, canonical(question, attempt.seed, tuple(one.answer or ()))).right
        marks.append((one.skill, right))
        versions.setdefault(one.skill, []).append(one.version)
    session.execute(MARKED, [{"item": one.id, "is_right": right} for one, (_, right) in zip(items, marks, strict=True)])
    return versions, marks


def _proofs(attempt: Attempt, share: float, versions: dict[str, list[str]]) -> list[NewResult]:
    """One result for each skill drawn: the paper as a whole proves it, so the share is the paper's."""
    evidence, source = Evidence(attempt.evidence), attempt.source
    return [
        NewResult(skill, Proof.PAPER, True, share, evidence, source, tuple(asked)) for skill, asked in versions.items()
    ]
