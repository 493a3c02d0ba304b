"""Merging two records of one person: every row in one transaction, remembered so that it can be undone."""

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.kinds import AttemptState
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.kinds import Reason, State
from lms.dossiers.actions.holding import hold_people
from lms.dossiers.actions.rows import Changed, change, move
from lms.dossiers.actions.standings import settle
from lms.dossiers.models import Merger, NotTheSame
from lms.dossiers.queries.pairs import sides
from lms.dossiers.rules.keeping import better_place, may_be_kept
from lms.dossiers.rules.keys import moved
from lms.errors import Refused
from lms.people.models import Membership, Person, SignIn
from lms.people.queries.accounts import holds_post


def merge(session: Session, origin: Origin, kept_id: int, gone_id: int, *, unit_id: int | None, once: str) -> Merger:
    """Make one record part of another of the same person; the same form, or the same two, twice is one merger.

    No attempt and no confirmation is lost; of two that cannot stand side by side the better stands. Raises Refused when
    the two may not be merged, NotFound when one of them does not exist.
    """
    people = hold_people(session, kept_id, gone_id)
    kept, gone = people[kept_id], people[gone_id]
    if gone.merged_into_id == kept_id:
        return _in_force(session, gone_id)
    _check(session, origin, kept, gone)
    valid = [one.id for who in (kept_id, gone_id) for one in valid_confirmations(session, who)]
    changed = [
        *_end_places(session, kept_id, gone_id),
        *_end_papers(session, kept_id, gone_id),
        *_supersede(session, kept_id, gone_id),
    ]
    rows = move(session, moved(), gone_id, kept_id)
    _end_sessions(session, kept_id, gone_id, rows)
    people = hold_people(session, kept_id, gone_id)
    people[gone_id].merged_into_id = kept_id
    session.flush()
    for one in people.values():
        settle(session, one)
    told = {"rows": rows, "changed": changed, "valid": valid}
    return _write(session, origin, Merger(kept_id=kept_id, gone_id=gone_id, unit_id=unit_id, moved=told, once_key=once))


def _check(session: Session, origin: Origin, kept: Person, gone: Person) -> None:
    """Raises Refused when two records may not be merged, or not this way round."""
    both = (kept, gone)
    if origin.person_id is None or origin.person_id in (kept.id, gone.id):
        raise Refused("Không tự gộp hồ sơ của chính mình được. Nhờ người phụ trách khác.")
    if any(one.erased_at or one.merged_into_id for one in both):
        raise Refused("Một trong hai hồ sơ vừa được gộp hoặc xóa. Mở lại danh sách để xem hiện nay thế nào.")
    if any(one.stopped_at or one.delete_asked_at for one in both):
        raise Refused("Một trong hai người đã xin dừng hoặc xóa dữ liệu nên chưa gộp được. Làm xong yêu cầu ấy trước.")
    if kept.is_test != gone.is_test:
        raise Refused("Một hồ sơ dùng để thử, một hồ sơ thật: không gộp được.")
    if holds_post(session, gone.id, clock.now()):
        raise Refused("Hồ sơ sẽ gộp vào đang giữ việc được giao. Thu lại việc ấy trước, hoặc giữ hồ sơ kia.")
    found = sides(session, [kept.id, gone.id])
    if not may_be_kept(found[kept.id].held, found[gone.id].held):
        raise Refused("Chỉ hồ sơ kia có mã PIN để đăng nhập. Giữ hồ sơ kia.")
    first, second = sorted((kept.id, gone.id))
    query = select(NotTheSame.id).where(NotTheSame.first_id == first, NotTheSame.second_id == second)
    if session.scalar(query) is not None:
        raise Refused("Hai người này đã được ghi là khác nhau. Bỏ dòng ghi ấy trước rồi mới gộp được.")


def _in_force(session: Session, gone_id: int) -> Merger:
    return session.scalars(select(Merger).where(Merger.gone_id == gone_id, Merger.undone_at.is_(None))).one()


def _end_places(session: Session, kept_id: int, gone_id: int) -> list[Changed]:
    """Of two open memberships for one audience the one that says more stays open."""
    query = select(Membership).where(Membership.person_id.in_([kept_id, gone_id]), Membership.to_on.is_(None))
    rows = session.scalars(query.order_by(Membership.id)).all()
    kept = {one.audience: one for one in rows if one.person_id == kept_id}
    ended = []
    for other in rows:
        one = kept.get(other.audience)
        if other.person_id == gone_id and one is not None:
            stays = better_place(*((row.unit_id is not None, row.verified, row.id) for row in (one, other)))
            leaves = one if stays == other.id else other
            ended.append(change(session, leaves, to_on=max(clock.today(), leaves.from_on)))
    return ended


def _end_papers(session: Session, kept_id: int, gone_id: int) -> list[Changed]:
    """Of two papers under way of one kind the one with more answers goes on; the other is kept as annulled."""
    answered = select(func.count()).where(AttemptItem.attempt_id == Attempt.id, AttemptItem.saved_at.is_not(None))
    query = select(Attempt, answered.scalar_subquery()).where(
        Attempt.person_id.in_([kept_id, gone_id]), Attempt.state == AttemptState.OPEN
    )
    groups: dict[tuple[object, object], list[tuple[int, int, Attempt]]] = {}
    for attempt, count in session.execute(query):
        groups.setdefault((attempt.audience, attempt.kind), []).append((count, attempt.id, attempt))
    poorer = [min(group, key=lambda one: one[:2])[2] for group in groups.values() if len(group) > 1]
    at = clock.now()
    return [change(session, one, state=AttemptState.ANNULLED, finished_at=at) for one in poorer]


def _supersede(session: Session, kept_id: int, gone_id: int) -> list[Changed]:
    """Of two valid confirmations for one audience and framework the better stays valid; the other leads to it."""
    held = {(one.audience, one.framework): one for one in valid_confirmations(session, kept_id)}
    changed = []
    for other in valid_confirmations(session, gone_id):
        one = held.get((other.audience, other.framework))
        if one is not None:
            better, worse = sorted((one, other), key=_worth, reverse=True)
            ended = {"state": State.SUPERSEDED, "ended_at": clock.now(), "end_reason": Reason.MERGED}
            changed.append(change(session, worse, **ended, successor_id=better.id))
    return changed


def _worth(one: Confirmation) -> tuple[int, bool, int]:
    """More evidence, then the title of an adopted rule, then the newer."""
    return one.evidence, one.adopted, one.id


def _end_sessions(session: Session, kept_id: int, gone_id: int, rows: dict[str, list[int]]) -> None:
    """Whoever was signed in to the record that goes signs in again: its code now leads to the one that is kept."""
    owner = kept_id if "sign_in.person_id" in rows else gone_id
    session.execute(update(SignIn).where(SignIn.person_id == owner).values(epoch=SignIn.epoch + 1))


def _write(session: Session, origin: Origin, merger: Merger) -> Merger:
    """Put the merger on record. Raises Refused when the same form merged two others before."""
    merger.by_id, merger.at = origin.person_id or 0, clock.now()
    try:
        with session.begin_nested():
            session.add(merger)
    except IntegrityError as reason:
        raise Refused("Biểu mẫu này đã được gửi cho hai hồ sơ khác. Mở lại trang rồi làm lại.") from reason
    about = {"subject_person_id": merger.kept_id, "unit_id": merger.unit_id}
    record(session, origin, Act.MERGED, **about, merged=merger.gone_id, merger=merger.id)
    session.flush()
    return merger
