"""Ticking tasks seen done, taking a mistaken tick back, and noting on a paper that it was read out."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.presence import held_presence
from lms.assessments.models import ObservedTask
from lms.assessments.queries.observing import rules_of, seen_tasks
from lms.assessments.queries.sittings import PersonAt, papers_at
from lms.assessments.rules.kinds import Presence
from lms.assessments.rules.sittings import evidence_of, skill_evidence
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.annulling import annul_observed
from lms.confirmations.actions.issuing import hold, record_results
from lms.confirmations.models import ProofResult
from lms.confirmations.rules.completion import NewResult
from lms.content.rules.library import Library
from lms.errors import NotFound, Refused
from lms.skills.rules import Audience, CompletionRule, Evidence, Proof, Task
from lms.tally.actions import advance
from lms.tally.rules import Stage


def see_task(
    session: Session, origin: Origin, there: PersonAt, library: Library, *, audience: Audience, key: str
) -> None:
    """Note that somebody present was seen doing a task; once all tasks that show a skill were, the skill is proved.

    Ticked in this sitting already: nothing changes. Raises Forbidden for others than the opener; Refused when the
    sitting is over, the person not ticked present, a second witness wanting, or the task no longer one of theirs.
    """
    presence = held_presence(session, origin, there)
    rule, task = _task(session, there.person.id, audience, key, library)
    if _row(session, there, audience, key) is not None:
        return
    at = clock.now()
    evidence = evidence_of(presence, there.here.sitting, at, at, there.opener_set_pin)
    if evidence is Evidence.SELF:
        raise _why_not(presence.state)
    person = hold(session, there.person.id)
    columns = {"ticked_by_id": presence.ticked_by_id, "at": at, "evidence": int(evidence)}
    row = ObservedTask(sitting_id=presence.sitting_id, person_id=person.id, audience=audience, task=key, **columns)
    session.add(row)
    record(session, origin, Act.TASK_SEEN, subject_person_id=person.id, sitting=presence.sitting_id, task=key)
    session.flush()
    advance(session, person.id, Stage.REGISTERED, Stage.LEARNING)
    _prove(session, origin, there, rule, task.skills, library=library)


def untick_task(
    session: Session, origin: Origin, there: PersonAt, library: Library, *, audience: Audience, key: str
) -> None:
    """Take a mistaken tick of this sitting back, and the results it made.

    Raises Forbidden for others than the opener, Refused when the sitting is over or something was confirmed by it.
    """
    held_presence(session, origin, there)
    row = _row(session, there, audience, key)
    if row is None:
        return
    skills = annul_observed(session, there.person.id, audience, key, row.at)
    session.delete(row)
    record(session, origin, Act.TASK_UNTICKED, subject_person_id=there.person.id, sitting=row.sitting_id, task=key)
    session.flush()
    rule = rules_of(session, there.person.id, library).get(audience)
    if rule is not None:  # it may have been seen in an earlier sitting as well
        _prove(session, origin, there, rule, skills, library=library)


def note_read_aloud(session: Session, origin: Origin, there: PersonAt, uid: str, *, read_aloud: bool) -> None:
    """Note on a paper of this sitting, and nowhere else, that it was read out to whoever wrote it; or that it was not.

    No confirmation, result or record of acts tells. Raises Forbidden, Refused, NotFound.
    """
    held_presence(session, origin, there)
    papers = papers_at(session, there.here.sitting.id, there.person.id)
    paper = next((one for one in papers if one.uid == uid), None)
    if paper is None:
        raise NotFound
    paper.read_aloud = read_aloud
    session.flush()


def _task(
    session: Session, person_id: int, audience: Audience, key: str, library: Library
) -> tuple[CompletionRule, Task]:
    rule = rules_of(session, person_id, library).get(audience)
    task = next((one for one in rule.tasks if one.key == key), None) if rule else None
    if rule is None or task is None:
        raise Refused("Danh sách việc vừa được sửa. Xem lại danh sách rồi ghi lại.")
    return rule, task


def _row(session: Session, there: PersonAt, audience: Audience, key: str) -> ObservedTask | None:
    query = select(ObservedTask).where(
        ObservedTask.sitting_id == there.here.sitting.id,
        ObservedTask.person_id == there.person.id,
        ObservedTask.audience == audience,
        ObservedTask.task == key,
    )
    return session.scalar(query)


def _why_not(state: Presence) -> Refused:
    if state is not Presence.PRESENT:
        return Refused("Điểm danh “Có mặt” trước, rồi mới ghi việc làm được.")
    return Refused("Số bí mật của người này do người mở buổi đặt. Chọn người chứng kiến thứ hai trước, rồi mới ghi.")


def _prove(
    session: Session,
    origin: Origin,
    there: PersonAt,
    rule: CompletionRule,
    skills: Sequence[str],
    *,
    library: Library,
) -> None:
    """Hand down a result for each of the skills all of whose tasks have been seen done, under a source of its own."""
    seen = seen_tasks(session, there.person.id, rule.audience)
    source = _source(session, there)
    results = []
    for skill in dict.fromkeys(skills):
        evidence = skill_evidence(rule.tasks, skill, seen)
        if evidence is not None and rule.demand(skill) is not None:
            keys = tuple(task.key for task in rule.tasks if skill in task.skills)
            results.append(NewResult(skill, Proof.OBSERVED, True, None, evidence, source, keys))
    if results:
        framework = library.framework(rule.framework)
        record_results(session, origin, there.person.id, rule.audience, rule, results, framework=framework)


def _source(session: Session, there: PersonAt) -> str:
    """`sitting:5:person:7:2`: the last number keeps what was annulled apart from what was seen again."""
    start = f"sitting:{there.here.sitting.id}:person:{there.person.id}:"
    made = func.count(ProofResult.source.distinct())
    query = select(made).where(ProofResult.person_id == there.person.id, ProofResult.source.startswith(start))
    return f"{start}{session.scalars(query).one() + 1}"
