"""Handing a paper or a check in, and annulling one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update
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
_attempts, _items, _versions = (
    one.metadata.tables[one.__tablename__] for one in (Attempt, AttemptItem, QuestionVersion)
)
_answers = (
    select(_items.c.id, _items.c.skill, _items.c.version, _items.c.answer, BODY.label("body"), _attempts.c.seed)
    .join_from(_items, _versions, _versions.c.version == _items.c.version)
    .join(_attempts, _attempts.c.id == _items.c.attempt_id)
)
ANSWERS = _answers.where(_items.c.attempt_id == bindparam("attempt_id"))
OWN_ANSWERS = _answers.where(_attempts.c.uid == bindparam("uid"), _attempts.c.person_id == bindparam("person_id"))
MARKED = update(_items).where(_items.c.id == bindparam("item")).values(right=bindparam("is_right"))


Marked = Mapping[tuple[int, tuple[int, ...]], bool]
"""By an item's id and the answer kept for it: whether that is right."""

NOTHING_MARKED: Marked = MappingProxyType({})


def looked_over(session: Session | Connection, uid: str, person_id: int) -> Marked:
    """Grade what is kept of a paper so far: done before `hand_in`, so that nobody who has to write waits for it.

    One query. Empty for no paper of that person's.
    """
    rows = session.execute(OWN_ANSWERS, {"uid": uid, "person_id": person_id})
    return {(row.id, _given(row)): _is_right(row) for row in rows}


def hand_in(
    session: Session, origin: Origin, uid: str, person_id: int, library: Library, *, marked: Marked = NOTHING_MARKED
) -> Attempt:
    """Settle a paper or a check by questions by what was stored; one that is settled already stays as it is.

    A paper passed proves every skill that it drew; one not passed proves none. `library` only names the skills on what
    is confirmed by it. `marked`: answers that were looked over; another one that has come since is graded now.
    Raises NotFound, also for a check by tasks, which the opener of the sitting settles; Refused for one that is
    interrupted.
    """
    attempt = session.scalar(LOCKED, {"uid": uid, "person_id": person_id})
    if attempt is None:
        raise NotFound
    if attempt.state is not AttemptState.OPEN:
        return attempt
    if attempt.interrupted_at is not None:
        raise Refused("Bài này đang tạm dừng nên chưa nộp được. Các câu đã lưu vẫn còn nguyên.")
    versions, marks = _grade(session, attempt, marked)
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


def _grade(session: Session, attempt: Attempt, marked: Marked) -> tuple[dict[str, list[str]], list[tuple[str, bool]]]:
    """The versions asked of each skill, and each answer's skill and whether it is right; the items are marked so."""
    items = session.execute(ANSWERS, {"attempt_id": attempt.id}).all()
    marks: list[tuple[str, bool]] = []
    versions: dict[str, list[str]] = {}
    for one in items:
        right = marked.get((one.id, _given(one)))
        marks.append((one.skill, _is_right(one) if right is None else right))
        versions.setdefault(one.skill, []).append(one.version)
    session.execute(MARKED, [{"item": one.id, "is_right": right} for one, (_, right) in zip(items, marks, strict=True)])
    return versions, marks


def _given(row: Row[Any]) -> tuple[int, ...]:
    return tuple(row.answer or ())


def _is_right(row: Row[Any]) -> bool:
    question = question_in(row.body)
    return grade(question, canonical(question, row.seed, _given(row))).right


def _proofs(attempt: Attempt, share: float, versions: dict[str, list[str]]) -> list[NewResult]:
    """One result for each skill drawn: the paper as a whole proves it, so the share is the paper's."""
    evidence, source = Evidence(attempt.evidence), attempt.source
    return [
        NewResult(skill, Proof.PAPER, True, share, evidence, source, tuple(asked)) for skill, asked in versions.items()
    ]
