"""Saying who is at a sitting, how they are known, and who else saw it: the opener's word, kept with its moment."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.sittings import own
from lms.assessments.models import SittingPresence
from lms.assessments.queries.lending import settled_at
from lms.assessments.queries.sittings import LARGEST_ID, PersonAt, SittingAt, attending
from lms.assessments.queries.witnesses import witnesses
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.assessments.rules.sittings import check_open
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import NotFound, Refused
from lms.people.models import Person
from lms.people.queries.finding import LIVING


def tick(
    session: Session,
    origin: Origin,
    here: SittingAt,
    person_ids: Iterable[int],
    state: Presence,
    *,
    known_by: KnownBy | None = None,
) -> None:
    """Say of people on the list whether they are there, and, of those there, how they are known if that is not noted.

    Whoever is ticked already keeps the moment; who was erased meanwhile is passed over. Raises Forbidden for others
    than the opener, NotFound for somebody not on the list, Refused when it is over, or to undo a presence that
    something rests on.
    """
    if state is Presence.EXPECTED:
        raise NotFound
    sitting, at, wanted = own(origin, here), clock.now(), sorted(set(person_ids))
    check_open(sitting, at)
    rows = _locked(session, sitting.id, wanted, but_gone=True)
    leaving = [one.person_id for one in rows if one.state is Presence.PRESENT and state is not Presence.PRESENT]
    if leaving and settled_at(session, sitting.id, leaving):
        raise Refused("Đã nộp bài hoặc đã ghi việc làm được khi đang có mặt, nên không đổi điểm danh được nữa.")
    for row in rows:
        if row.state is not state:
            _set(row, state, origin.person_id, at)
            _note(session, origin, row, Act.PRESENCE_TICKED, state=state.value)
        if state is Presence.PRESENT and known_by is not None and row.known_by is None:
            _note_known(session, origin, row, known_by)
    session.flush()


def know(session: Session, origin: Origin, there: PersonAt, known_by: KnownBy | None) -> None:
    """Note how the opener knows somebody; None takes it back as long as nothing rests on it.

    Nothing is copied or kept but which of the ways it was. Raises Forbidden, Refused.
    """
    row = held_presence(session, origin, there)
    if known_by is row.known_by:
        return
    if known_by is None and settled_at(session, row.sitting_id, [row.person_id]):
        raise Refused("Kết quả trong buổi này đã dựa vào ý này, nên chỉ đổi được, không bỏ trống được.")
    _note_known(session, origin, row, known_by)
    session.flush()


def name_witness(session: Session, origin: Origin, there: PersonAt, witness_id: int | None) -> None:
    """Name the second witness of somebody; None takes the name back as long as nothing rests on it.

    Raises Forbidden for others than the opener, Refused for whoever cannot be one, or when it is over.
    """
    row = held_presence(session, origin, there)
    if witness_id == row.witness_id:
        return
    if witness_id is None and settled_at(session, row.sitting_id, [row.person_id]):
        raise Refused("Kết quả trong buổi này đã dựa vào người chứng kiến, nên chỉ đổi được, không bỏ trống được.")
    if witness_id is not None and witness_id not in witnesses(session, there.here, row.person_id, clock.now()):
        raise Refused("Chọn một người đang có mặt, hoặc người có trách nhiệm ở đơn vị này.", field="witness")
    row.witness_id = witness_id
    _note(session, origin, row, Act.WITNESS_NAMED, witness=witness_id)
    session.flush()


def name_witness_for_all(session: Session, origin: Origin, here: SittingAt, witness_id: int) -> int:
    """Name one second witness of everybody present who wants one; returns of how many.

    Raises Forbidden for others than the opener, Refused for whoever cannot be one, or when it is over.
    """
    sitting, at = own(origin, here), clock.now()
    check_open(sitting, at)
    if witness_id not in witnesses(session, here, 0, at):
        raise Refused("Chọn một người đang có mặt, hoặc người có trách nhiệm ở đơn vị này.", field="witness")
    wanting = [one.presence.person_id for one in attending(session, sitting) if one.wants_witness]
    rows = _locked(session, sitting.id, sorted(one for one in wanting if one != witness_id))
    for row in rows:
        row.witness_id = witness_id
        _note(session, origin, row, Act.WITNESS_NAMED, witness=witness_id)
    session.flush()
    return len(rows)


def held_presence(session: Session, origin: Origin, there: PersonAt) -> SittingPresence:
    """Somebody's presence, for the opener's changes alone until the transaction ends.

    Raises Forbidden for others than the opener, Refused when the sitting is over, NotFound when it is gone.
    """
    sitting = own(origin, there.here)
    check_open(sitting, clock.now())
    return _locked(session, sitting.id, [there.person.id])[0]


def _locked(
    session: Session, sitting_id: int, person_ids: Sequence[int], *, but_gone: bool = False
) -> Sequence[SittingPresence]:
    if any(one > LARGEST_ID for one in person_ids):
        raise NotFound
    mine = SittingPresence.sitting_id == sitting_id, SittingPresence.person_id.in_(person_ids)
    query = select(SittingPresence).where(*mine).order_by(SittingPresence.id).with_for_update()
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    missing = set(person_ids) - {one.person_id for one in rows}
    if missing and not (but_gone and rows and missing <= _gone(session, missing)):
        raise NotFound
    return rows


def _gone(session: Session, person_ids: Collection[int]) -> set[int]:
    """Of some people those who are no longer known: erased, or found to be the same as another."""
    return set(session.scalars(select(Person.id).where(Person.id.in_(person_ids), ~LIVING)))


def _set(row: SittingPresence, state: Presence, opener_id: int | None, at: datetime) -> None:
    ticked = state in (Presence.PRESENT, Presence.ABSENT)
    row.state = state
    row.ticked_by_id, row.ticked_at = (opener_id, at) if ticked else (None, None)


def _note_known(session: Session, origin: Origin, row: SittingPresence, known_by: KnownBy | None) -> None:
    row.known_by = known_by
    _note(session, origin, row, Act.PERSON_KNOWN, by=known_by.value if known_by else None)


def _note(session: Session, origin: Origin, row: SittingPresence, act: Act, **details: int | str | None) -> None:
    record(session, origin, act, subject_person_id=row.person_id, unit_id=None, sitting=row.sitting_id, **details)
