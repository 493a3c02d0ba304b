"""Undoing a merger, and noting that two people who look like one are not."""

from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.rules.kinds import Reason, State
from lms.dossiers.actions.holding import hold_people
from lms.dossiers.actions.rows import change_back, put_back
from lms.dossiers.actions.standings import settle
from lms.dossiers.models import Merger, NotTheSame
from lms.dossiers.rules.keeping import UNDONE_WITHIN, may_undo
from lms.errors import NotFound, Refused
from lms.people.models import Person, SignIn


def undo_merger(session: Session, origin: Origin, merger_id: int) -> None:
    """Put every row back that is still there; what was made since the merger stays with the record that was kept.

    Undone already, nothing happens. Raises Refused after 30 days, after erasing, by those it is about, and while the
    record that was kept is itself part of another.
    """
    merger = session.get(Merger, merger_id)
    if merger is None:
        raise NotFound
    people = hold_people(session, merger.kept_id, merger.gone_id)
    session.refresh(merger)
    if merger.undone_at is not None:
        return
    kept, gone = people[merger.kept_id], people[merger.gone_id]
    _check(origin, merger, kept, gone)
    _raise_epochs(session, kept.id, gone.id)
    put_back(session, merger.moved["rows"], gone.id, kept.id)
    _end_what_rests_on(session, origin, merger, _sources(session, gone.id))
    change_back(session, merger.moved["changed"])
    _make_valid_again(session, merger.moved["valid"])
    people = hold_people(session, merger.kept_id, merger.gone_id)
    people[merger.gone_id].merged_into_id = None
    merger.undone_at, merger.undone_by_id = clock.now(), origin.person_id
    session.flush()
    for one in people.values():
        settle(session, one)
    about = {"subject_person_id": merger.kept_id, "unit_id": merger.unit_id}
    record(session, origin, Act.UNMERGED, **about, merged=merger.gone_id, merger=merger.id)
    session.flush()


def forget_old_mergers(session: Session) -> int:
    """Forget which rows were moved by mergers that can no longer be undone; returns of how many."""
    query = select(Merger).where(Merger.at < clock.now() - UNDONE_WITHIN)
    old = [one for one in session.scalars(query) if one.moved]
    for one in old:
        one.moved = {}
    session.flush()
    return len(old)


def tell_apart(session: Session, origin: Origin, one_id: int, other_id: int, *, unit_id: int | None) -> None:
    """Note that two who look like one are not: they are not shown as a pair again. Twice is once."""
    first, second = sorted((one_id, other_id))
    noted = NotTheSame(first_id=first, second_id=second, by_id=origin.person_id or 0, at=clock.now())
    try:
        with session.begin_nested():
            session.add(noted)
    except IntegrityError:
        return
    about = {"subject_person_id": first, "unit_id": unit_id}
    record(session, origin, Act.NOT_THE_SAME, **about, other=second)
    session.flush()


def compare_again(session: Session, origin: Origin, one_id: int, other_id: int, *, unit_id: int | None) -> None:
    """Take that note back: the two are shown as a pair again."""
    first, second = sorted((one_id, other_id))
    gone = session.execute(
        delete(NotTheSame).where(NotTheSame.first_id == first, NotTheSame.second_id == second).returning(NotTheSame.id)
    ).all()
    if gone:
        about = {"subject_person_id": first, "unit_id": unit_id}
        record(session, origin, Act.NOT_THE_SAME, **about, other=second, taken_back=True)
        session.flush()


def _check(origin: Origin, merger: Merger, kept: Person, gone: Person) -> None:
    if origin.person_id in (kept.id, gone.id):
        raise Refused("Không tự tách hồ sơ của chính mình được. Nhờ người phụ trách khác.")
    if kept.erased_at or gone.erased_at:
        raise Refused("Người này đã được xóa dữ liệu nên không còn gì để tách.")
    if kept.merged_into_id is not None:
        raise Refused("Hồ sơ này đã gộp tiếp vào một hồ sơ khác. Tách lần gộp sau trước.")
    if not may_undo(merger.at, clock.now()):
        raise Refused("Đã quá 30 ngày từ lúc gộp nên không tách lại được nữa.")


def _raise_epochs(session: Session, kept_id: int, gone_id: int) -> None:
    """Whoever came in by the code of one may have to come in again as the other."""
    theirs = SignIn.person_id.in_([kept_id, gone_id])
    session.execute(update(SignIn).where(theirs).values(epoch=SignIn.epoch + 1))


def _sources(session: Session, gone_id: int) -> set[str]:
    return set(session.scalars(select(ProofResult.source).where(ProofResult.person_id == gone_id)))


def _end_what_rests_on(session: Session, origin: Origin, merger: Merger, sources: set[str]) -> None:
    """Take back what was confirmed of the kept since the merger by results that were the other's."""
    query = select(Confirmation).where(
        Confirmation.person_id == merger.kept_id, Confirmation.state == State.VALID,
        Confirmation.issued_at >= merger.at, Confirmation.id.not_in(merger.moved["valid"]),
    )  # fmt: skip
    for one in session.scalars(query).all():
        if any(skill["source"] in sources for skill in one.skills):
            one.state, one.ended_at, one.end_reason = State.REVOKED, clock.now(), Reason.MISTAKE
            act, about, why = Act.CONFIRMATION_REVOKED, one.person_id, Reason.MISTAKE.value
            record(session, origin, act, subject_person_id=about, serial=one.serial, why=why)
    session.flush()


def _make_valid_again(session: Session, confirmation_ids: Iterable[int]) -> None:
    """What held before the merger holds again, where something took its place since and nothing does now."""
    for number in confirmation_ids:
        one = session.get(Confirmation, number)
        if one is None or one.state is not State.SUPERSEDED:
            continue
        values = {"state": State.VALID, "ended_at": None, "end_reason": None, "successor_id": None}
        try:
            with session.begin_nested():
                session.execute(update(Confirmation).where(Confirmation.id == number).values(**values))
        except IntegrityError:  # another one holds since
            continue
        session.refresh(one)
