"""Stopping, going on, and asking to be deleted: by the person, or for them by somebody with a post.

Signing in takes the wish to be deleted back: `people.actions.signing_in.take_back_deletion`.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.dossiers.actions.holding import hold_one
from lms.dossiers.actions.standings import leave_count, settle
from lms.dossiers.rules.erasing import deleted_from
from lms.errors import Refused
from lms.people.models import Person, SignIn
from lms.people.queries.accounts import holds_post


def stop(session: Session, origin: Origin, person_id: int) -> None:
    """Record nothing more of somebody, and count them nowhere, until they go on; confirmations stay valid.

    Stopped already, nothing happens. Raises Refused for somebody who holds a post.
    """
    person = hold_one(session, person_id)
    if person.stopped_at is not None:
        return
    _check_no_post(session, person)
    person.stopped_at = clock.now()
    session.flush()
    leave_count(session, person.id)
    record(session, origin, Act.PERSON_STOPPED, subject_person_id=person.id)
    session.flush()


def resume(session: Session, origin: Origin, person_id: int) -> None:
    """Go on recording and counting, from what there is. Not stopped, nothing happens."""
    person = hold_one(session, person_id)
    if person.stopped_at is None:
        return
    person.stopped_at = None
    session.flush()
    settle(session, person)
    record(session, origin, Act.PERSON_RESUMED, subject_person_id=person.id)
    session.flush()


def ask_to_delete(session: Session, origin: Origin, person_id: int) -> datetime:
    """Note that somebody wants everything deleted, and end their sessions; returns from when it is done.

    Asked already, the first day stands. Raises Refused for somebody who holds a post.
    """
    person = hold_one(session, person_id)
    if person.delete_asked_at is None:
        _check_no_post(session, person)
        person.delete_asked_at = clock.now()
        session.execute(update(SignIn).where(SignIn.person_id == person.id).values(epoch=SignIn.epoch + 1))
        record(session, origin, Act.DELETE_ASKED, subject_person_id=person.id)
        session.flush()
    return deleted_from(person.delete_asked_at)


def _check_no_post(session: Session, person: Person) -> None:
    if holds_post(session, person.id, clock.now()):
        raise Refused("Đang giữ việc được giao nên chưa dừng hay xóa được. Xin đơn vị thu lại việc ấy rồi làm lại.")
