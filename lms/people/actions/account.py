"""What people change about their own account."""

import secrets
from contextlib import suppress
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.people.models import Person, RememberedDevice, SignIn
from lms.people.queries.accounts import MOST_NAMES_ON_A_DEVICE
from lms.people.rules.names import given_name, search_key, sort_key
from lms.people.rules.secrets import SecretKind


def rename(session: Session, origin: Origin, person: Person, name: str) -> None:
    """Give a person the name they say is theirs; `name` has been cleaned."""
    if name == person.name:
        return
    person.name, person.given_name = name, given_name(name)
    person.search_key, person.sort_key = search_key(name), sort_key(name)
    record(session, origin, Act.PERSON_RENAMED, subject_person_id=person.id)
    session.flush()


def change_secret(
    session: Session, origin: Origin, sign_in: SignIn, secret_hash: str, kind: SecretKind | None = None
) -> None:
    """A new secret, chosen by the person themselves, of the same kind unless another is named; every session ends."""
    sign_in.secret_hash, sign_in.secret_kind = secret_hash, kind or sign_in.secret_kind
    sign_in.secret_set_by_id, sign_in.secret_set_at = None, clock.now()
    sign_in.epoch += 1
    record(session, origin, Act.PIN_CHANGED, subject_person_id=sign_in.person_id)
    session.flush()


def sign_out_everywhere(session: Session, origin: Origin, sign_in: SignIn) -> None:
    """End every session and have every device forget the name."""
    sign_in.epoch += 1
    session.execute(delete(RememberedDevice).where(RememberedDevice.person_id == sign_in.person_id))
    record(session, origin, Act.SIGNED_OUT_EVERYWHERE, subject_person_id=sign_in.person_id)
    session.flush()


def new_device() -> str:
    """What a household's device keeps in its cookie, to be known by again."""
    return secrets.token_urlsafe(24)


def remember_on_device(session: Session, device: str, person_id: int) -> None:
    """Keep a person's name on a device (known by its keyed hash); the seventh name takes the place of the oldest."""
    held = session.scalars(
        select(RememberedDevice)
        .where(RememberedDevice.device == device)
        .order_by(RememberedDevice.last_used_at.desc(), RememberedDevice.id.desc())
    ).all()
    at: datetime = clock.now()
    mine = next((row for row in held if row.person_id == person_id), None)
    if mine is not None:
        mine.last_used_at = at
    else:
        for row in held[MOST_NAMES_ON_A_DEVICE - 1 :]:
            session.delete(row)
        with suppress(IntegrityError), session.begin_nested():  # pressed twice at once: the other has kept it
            session.add(RememberedDevice(device=device, person_id=person_id, last_used_at=at))
    session.flush()


def forget_on_device(session: Session, device: str, person_id: int) -> None:
    """Take a person's name off a device."""
    session.execute(
        delete(RememberedDevice).where(RememberedDevice.device == device, RememberedDevice.person_id == person_id)
    )
