"""Short checks: drawing one for somebody present, ticking its tasks, and what follows from it once it is settled."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.papers import LONGEST_ONCE_KEY, lay_out
from lms.assessments.actions.presence import held_presence
from lms.assessments.actions.settling import finish, lent_to
from lms.assessments.adapters import kept_snapshot, read_snapshot
from lms.assessments.models import Attempt, Sitting
from lms.assessments.queries.sittings import PersonAt
from lms.assessments.queries.spot_checks import CheckAt, CheckOffer, checks_for
from lms.assessments.queries.tries import asked_lately
from lms.assessments.rules.drawing import pool_of
from lms.assessments.rules.kinds import AttemptKind, AttemptState, CheckBy
from lms.assessments.rules.spot_checks import draw_questions, draw_tasks, raises_to, task_marks, worth
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.issuing import hold
from lms.confirmations.actions.raising import Check, raise_proofs, take_raised_back
from lms.content.rules.library import Library
from lms.errors import Refused
from lms.questions.actions import publish
from lms.questions.rules import Question
from lms.skills.rules import Audience, Evidence


def begin_check(
    session: Session, origin: Origin, there: PersonAt, library: Library, *, audience: Audience, by: CheckBy, once: str
) -> Attempt:
    """Draw a check of a valid confirmation of somebody at a sitting; the open one, or the one of the same form, if any.

    Raises Forbidden for others than the opener; Refused when the sitting is over, the person not ticked present, a
    second witness wanting, a pause due, or when it could raise nothing.
    """
    presence, at = held_presence(session, origin, there), clock.now()
    _leave(session, there.person.id, at)
    if hold(session, there.person.id).stopped_at is not None:
        raise Refused("Người này đã dừng theo ý mình nên không kiểm tra lại được.")
    key = f"check:{origin.person_id}:{there.person.id}:{audience}:{once[:LONGEST_ONCE_KEY]}"
    begun = _begun_before(session, there, audience, key)
    if begun is not None:
        return begun
    offers = checks_for(session, there, library, at)
    offer = next((one for one in offers if one.confirmation.audience is audience), None)
    if offer is None or by not in offer.ways:
        raise Refused("Giấy của người này vừa đổi. Xem lại ở dưới rồi bấm lại.")
    if offer.refusal is not None:
        raise offer.refusal
    attempt = _draw(session, _blank(offer, presence.sitting_id, at, key), offer, by, library)
    about, where = there.person.id, presence.sitting_id
    record(session, origin, Act.CHECK_BEGUN, subject_person_id=about, sitting=where, attempt=attempt.id)
    session.flush()
    return attempt


def settle_tasks(session: Session, origin: Origin, found: CheckAt, done: Sequence[bool], library: Library) -> None:
    """Settle a check by tasks with what the opener saw, one for each task in their order; once, whatever is sent later.

    Raises Forbidden for others than the opener, Refused when the sitting is over.
    """
    held_presence(session, origin, found.there)
    attempt = found.attempt
    session.refresh(attempt, with_for_update=True)
    if attempt.state is not AttemptState.OPEN:
        return
    pairs = zip(found.tasks, done, strict=True)
    attempt.check_tasks = [{"task": task.key, "done": right} for task, right in pairs]
    settle_check(session, origin, attempt, task_marks(found.tasks, done), library)


def settle_check(
    session: Session, origin: Origin, attempt: Attempt, marks: Sequence[tuple[str, bool]], library: Library
) -> None:
    """Settle a check by its marks (skill, right): passed, it raises what the person's confirmation stands on.

    What it raises to is decided by the sitting, as it stands at this moment. Not passed, nothing changes.
    """
    snapshot = read_snapshot(attempt.rule)
    finish(attempt, worth(snapshot, marks))
    attempt.evidence = int(raises_to(lent_to(session, attempt)))
    session.flush()
    about, passed = attempt.person_id, bool(attempt.passed)
    record(session, origin, Act.CHECK_DONE, subject_person_id=about, attempt=attempt.id, passed=passed)
    session.flush()
    if passed and attempt.evidence > Evidence.SELF:
        framework = library.framework(attempt.framework)
        raise_proofs(session, origin, about, _as_check(attempt), framework=framework)


def undo_check(session: Session, origin: Origin, attempt: Attempt, library: Library | None) -> None:
    """Have what an annulled check raised count for nothing; what was confirmed before is issued again."""
    framework = library.framework(attempt.framework) if library else None
    take_raised_back(session, origin, attempt.person_id, _as_check(attempt), framework=framework)


def _as_check(attempt: Attempt) -> Check:
    return Check(read_snapshot(attempt.rule).rule, Evidence(attempt.evidence), attempt.source)


def _leave(session: Session, person_id: int, at: datetime) -> None:
    """Annul checks that were left lying when their sitting ended: they can raise nothing any more."""
    over = select(Sitting.id).where(or_(Sitting.ends_at <= at, Sitting.closed_at <= at))
    left = update(Attempt).where(
        Attempt.person_id == person_id,
        Attempt.kind == AttemptKind.CHECK,
        Attempt.state == AttemptState.OPEN,
        or_(Attempt.sitting_id.is_(None), Attempt.sitting_id.in_(over)),
    )
    values = {"state": AttemptState.ANNULLED, "finished_at": at}
    session.execute(left.values(values).execution_options(synchronize_session=False))


def _begun_before(session: Session, there: PersonAt, audience: Audience, key: str) -> Attempt | None:
    """The check that the same form began, else the open one: sending twice is beginning once."""
    mine = Attempt.person_id == there.person.id, Attempt.audience == audience, Attempt.kind == AttemptKind.CHECK
    same = Attempt.once_key == key
    query = select(Attempt).where(*mine, or_(same, Attempt.state == AttemptState.OPEN))
    found = session.scalar(query.order_by(same.desc()).limit(1).execution_options(populate_existing=True))
    if found is not None and found.sitting_id != there.here.sitting.id:
        raise Refused("Người này đang được kiểm tra lại ở một buổi khác. Chờ buổi ấy xong.")
    return found


def _blank(offer: CheckOffer, sitting_id: int, at: datetime, key: str) -> Attempt:
    held, rule = offer.confirmation, offer.snapshot.rule
    return Attempt(
        uid=str(uuid.uuid4()),
        kind=AttemptKind.CHECK,
        person_id=held.person_id,
        audience=held.audience,
        band=held.band,
        framework=held.framework,
        rule_digest=rule.digest,
        rule=kept_snapshot(offer.snapshot),
        seed=secrets.randbelow(2**31),
        sitting_id=sitting_id,
        state=AttemptState.OPEN,
        started_at=at,
        once_key=key,
    )


def _draw(session: Session, attempt: Attempt, offer: CheckOffer, by: CheckBy, library: Library) -> Attempt:
    """The attempt written with what was drawn for it by its seed."""
    rule, questions = offer.snapshot.rule, tuple[Question, ...]()
    if by is CheckBy.TASKS:
        attempt.check_tasks = [{"task": one.key, "done": None} for one in draw_tasks(rule.tasks, attempt.seed)]
    else:
        lately = asked_lately(session, attempt.person_id, attempt.audience)
        questions = draw_questions(pool_of(rule, library.assessment), lately, attempt.seed)
        publish(session, questions)
    session.add(attempt)
    session.flush()
    lay_out(session, attempt.id, questions)
    return attempt
