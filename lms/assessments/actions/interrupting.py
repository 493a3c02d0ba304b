"""Interrupting papers of a sitting, and going on with them there, in a later sitting, or alone.

What a paper of several parts carries is in docs/decisions/021: the least of its parts.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.settling import begun_here
from lms.assessments.actions.sittings import own
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.queries.lending import lent_now
from lms.assessments.queries.sitting_papers import waiting_here
from lms.assessments.queries.sittings import SittingAt
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.rules.sittings import check_open, interrupted_from, least
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import NotFound, Refused
from lms.skills.rules import Evidence


def interrupt(session: Session, origin: Origin, here: SittingAt, uid: str | None = None) -> int:
    """Interrupt a paper of a sitting, or (None) all that are under way there; returns how many it interrupted.

    What the sitting lends each until then is settled. Of all, those who have nothing to keep are left as they are; of
    one it is said why: Refused. Interrupted already: nothing changes. Raises Forbidden for others than the opener,
    Refused on a later day, NotFound for a paper that is not of this sitting.
    """
    sitting, at = own(origin, here), clock.now()
    papers = _locked(session, sitting.id, uid)
    if uid is not None and not papers:
        raise NotFound
    under_way = [one for one in papers if one.state is AttemptState.OPEN and one.interrupted_at is None]
    saved = _last_saved(session, [one.id for one in under_way])
    moments: dict[int, datetime] = {}
    for one in under_way:
        try:
            moments[one.id] = interrupted_from(sitting, saved.get(one.id), at)
        except Refused:
            if uid is not None:
                raise
    wanted = [one for one in under_way if one.id in moments]
    spans = {one.id: (one.person_id, begun_here(one, moments[one.id]), moments[one.id]) for one in wanted}
    lent = lent_now(session, sitting, spans) if spans else {}
    carried = {one.id: least(one.carried, lent[one.id]) for one in wanted}
    kept = [one for one in wanted if carried[one.id] > Evidence.SELF]
    if uid is not None and wanted and not kept:
        raise Refused(
            "Chưa điểm danh “Có mặt”, hoặc còn thiếu người chứng kiến thứ hai, nên chưa có gì để giữ cho buổi sau. "
            "Ghi ở trên trước, rồi tạm dừng."
        )
    for one in kept:
        one.interrupted_at, one.carried = moments[one.id], int(carried[one.id])
        _note(session, origin, one, Act.PAPER_INTERRUPTED, sitting=sitting.id, carried=one.carried)
    session.flush()
    return len(kept)


def resume(session: Session, origin: Origin, here: SittingAt, uid: str | None = None) -> int:
    """Let an interrupted paper of somebody ticked present go on in a sitting, or (None) all of them; returns how many.

    One that goes on here already stays as it is. Raises Forbidden for others than the opener; Refused when the sitting
    is over and, for one paper, when it does not wait to be gone on with here.
    """
    sitting, at = own(origin, here), clock.now()
    check_open(sitting, at)
    found = [one.attempt.uid for one in waiting_here(session, sitting, at)]
    wanted = [one for one in found if uid in (None, one)]
    if uid is not None and not wanted:
        if any(one.interrupted_at is None for one in _locked(session, sitting.id, uid)):
            return 0
        raise Refused(
            "Chưa cho làm tiếp ở đây được: em phải được điểm danh “Có mặt”, và buổi làm dở lần trước đã kết thúc."
        )
    papers = [one for one in _by_uid(session, wanted) if one.state is AttemptState.OPEN and one.interrupted_at]
    for one in papers:
        one.interrupted_at, one.sitting_id = None, sitting.id
        _note(session, origin, one, Act.PAPER_RESUMED, sitting=sitting.id, alone=False)
    session.flush()
    return len(papers)


def go_on_alone(session: Session, origin: Origin, uid: str, person_id: int) -> None:
    """Let somebody go on with their own interrupted paper by themselves: it is their own word from now on.

    One that is not interrupted stays as it is. Raises NotFound, also for somebody else's.
    """
    attempt = next((one for one in _by_uid(session, [uid]) if one.person_id == person_id), None)
    if attempt is None:
        raise NotFound
    if attempt.state is not AttemptState.OPEN or attempt.interrupted_at is None:
        return
    attempt.interrupted_at, attempt.sitting_id, attempt.carried = None, None, int(Evidence.SELF)
    _note(session, origin, attempt, Act.PAPER_RESUMED, sitting=None, alone=True)
    session.flush()


def _locked(session: Session, sitting_id: int, uid: str | None) -> Sequence[Attempt]:
    """The papers of a sitting that are not annulled, or the one asked for; nobody else settles them meanwhile."""
    query = select(Attempt).where(Attempt.sitting_id == sitting_id, Attempt.kind == AttemptKind.PAPER)
    query = query.where(Attempt.uid == uid) if uid is not None else query.where(Attempt.state == AttemptState.OPEN)
    query = query.order_by(Attempt.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _by_uid(session: Session, uids: Collection[str]) -> Sequence[Attempt]:
    query = select(Attempt).where(Attempt.uid.in_(uids)).order_by(Attempt.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _last_saved(session: Session, ids: Collection[int]) -> dict[int, datetime | None]:
    query = select(AttemptItem.attempt_id, func.max(AttemptItem.saved_at)).where(AttemptItem.attempt_id.in_(ids))
    return dict(session.execute(query.group_by(AttemptItem.attempt_id)).all())


def _note(session: Session, origin: Origin, attempt: Attempt, act: Act, **details: int | bool | None) -> None:
    record(session, origin, act, subject_person_id=attempt.person_id, attempt=attempt.id, **details)
