"""What people ask about their data: noted, answered, put off once, ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.dossiers.models import DataRequest
from lms.dossiers.rules.asking import Ending, Wish, answer_by, check_asked_on, clean_told, due_on, extended
from lms.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: `person_id` None when it is not found yet who they are; then `told` says what is known."""

    wish: Wish
    person_id: int | None
    told: str
    asked_on: date


def note_request(session: Session, origin: Origin, unit_id: int, asked: Asked, *, once: str) -> DataRequest:
    """Keep a request with the days that the law sets; the same form sent twice is one request.

    Raises Refused for a day that cannot be, or when neither a person nor anything about them is told.
    """
    check_asked_on(asked.asked_on, clock.today())
    told = clean_told(asked.told)
    if asked.person_id is None and not told:
        raise Refused("Chọn một người, hoặc ghi những gì biết về người ấy.", field="told")
    made = DataRequest(
        person_id=asked.person_id,
        unit_id=unit_id,
        wish=asked.wish,
        told=told,
        asked_on=asked.asked_on,
        answer_by=answer_by(asked.asked_on),
        due_on=due_on(asked.wish, asked.asked_on),
        received_by_id=origin.person_id if origin.person_id != asked.person_id else None,
        once_key=once,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return session.scalars(select(DataRequest).where(DataRequest.once_key == once)).one()
    about = {"subject_person_id": asked.person_id, "unit_id": unit_id}
    record(session, origin, Act.DATA_REQUESTED, **about, wish=asked.wish.value, request=made.id)
    session.flush()
    return made


def found_to_be(session: Session, origin: Origin, request_id: int, person_id: int) -> None:
    """Say whose request it is; once said it stays, and what was noted to find them is forgotten."""
    held = _held(session, request_id)
    if held.person_id is None and held.ended_at is None:
        held.person_id, held.told = person_id, "" if held.wish is not Wish.CORRECT else held.told
        record(session, origin, Act.DATA_REQUESTED, subject_person_id=person_id, unit_id=held.unit_id, request=held.id)
        session.flush()


def note_answer(session: Session, origin: Origin, request_id: int) -> None:
    """Note that they were told: received, and what will be done when. Once; the first day stands."""
    held = _held(session, request_id)
    if held.answered_on is None and held.ended_at is None:
        held.answered_on = clock.today()
        _note(session, origin, held, "answered")


def extend(session: Session, origin: Origin, request_id: int) -> None:
    """Put the day off, once. Raises Refused the second time."""
    held = _held(session, request_id)
    if held.ended_at is not None:
        return
    if held.extended_on is not None:
        raise Refused("Yêu cầu này đã gia hạn một lần rồi, không gia hạn thêm được.")
    held.extended_on, held.due_on = clock.today(), extended(held.wish, held.due_on)
    _note(session, origin, held, "extended")


def end_request(session: Session, origin: Origin, request_id: int, ending: Ending) -> None:
    """Note how it ended, and forget what was told to find them. Ended already, it stays as it is."""
    held = _held(session, request_id)
    if held.ended_at is not None:
        return
    held.ended_at, held.ended_by_id, held.ending, held.told = clock.now(), origin.person_id, ending, ""
    held.answered_on = held.answered_on or clock.today()
    about = {"subject_person_id": held.person_id, "unit_id": held.unit_id}
    record(session, origin, Act.DATA_REQUEST_ENDED, **about, ending=ending.value, request=held.id)
    session.flush()


def _note(session: Session, origin: Origin, held: DataRequest, step: str) -> None:
    about, where = held.person_id, held.unit_id
    record(session, origin, Act.DATA_REQUESTED, subject_person_id=about, unit_id=where, request=held.id, step=step)
    session.flush()


def _held(session: Session, request_id: int) -> DataRequest:
    query = select(DataRequest).where(DataRequest.id == request_id).with_for_update()
    held = session.scalar(query.execution_options(populate_existing=True))
    if held is None:
        raise NotFound
    return held
