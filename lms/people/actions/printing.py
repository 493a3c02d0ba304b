"""Secrets made for many people at once, to be printed and handed over: a class has no time to tap one after another."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record_many
from lms.audit.rules import Act
from lms.people.actions.registering_for import give_cards
from lms.people.actions.signing_in import key_of_account, key_of_pictures
from lms.people.adapters.hashing import Hasher
from lms.people.models import FailureCounter, RememberedDevice, SignIn
from lms.people.rules.secrets import SecretKind
from lms.tally.actions import advance_many
from lms.tally.rules import Stage

NO_CODE = 0
"""The epoch that stands for somebody who has no learner code yet."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A secret made for somebody, hashed; `epoch` is their account's as whoever asked for it saw it."""

    kind: SecretKind
    secret_hash: str
    epoch: int


def set_printed(session: Session, origin: Origin, made: Mapping[int, Printed], hasher: Hasher) -> set[int]:
    """Give people (by id) the secrets made for them; returns who got theirs. A few statements in all.

    Left as they are: whoever's secret changed, or whose sessions were ended, since it was asked for. So the same form
    sent twice, or two at once, make one secret. A code is made for who has none. Every session ends, every device
    forgets the name; as in `set_secret_for` the secret carries its maker's id until its owner changes it. Never for
    accounts with a password.
    """
    give_cards(session, origin, [one for one, new in made.items() if new.epoch == NO_CODE])
    query = select(SignIn).where(SignIn.person_id.in_(made)).order_by(SignIn.person_id).with_for_update()
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    fitting = [one for one in rows if is_as_seen(one, made[one.person_id].epoch)]
    told: dict[tuple[bool, SecretKind], list[int]] = defaultdict(list)
    at = clock.now()
    for one in fitting:
        new = made[one.person_id]
        told[one.secret_hash is None, new.kind].append(one.person_id)
        one.secret_kind, one.secret_hash = new.kind, new.secret_hash
        one.secret_set_by_id, one.secret_set_at = origin.person_id, at
        one.epoch, one.closed_at = one.epoch + 1, None
    ids = {one.person_id for one in fitting}
    session.flush()
    forget_failures(session, fitting, hasher)
    session.execute(delete(RememberedDevice).where(RememberedDevice.person_id.in_(ids)))
    advance_many(session, ids, Stage.LISTED, Stage.REGISTERED)
    for (first, kind), some in told.items():
        record_many(session, origin, Act.PIN_RESET, [(one, None) for one in some], first=first, kind=kind.value)
    return ids


def is_as_seen(sign_in: SignIn | None, epoch: int) -> bool:
    """Whether an account is still as whoever asked for a new secret saw it, and may be given one here."""
    if sign_in is None:
        return epoch == NO_CODE
    if sign_in.secret_kind is SecretKind.PASSWORD:
        return False
    fresh = epoch == NO_CODE and sign_in.epoch == 1 and sign_in.secret_hash is None
    return fresh or sign_in.epoch == epoch


def unlock_many(session: Session, origin: Origin, sign_ins: Collection[SignIn], hasher: Hasher) -> None:
    """Forget the failures of many accounts and open what wrong pictures have closed; the secrets stay."""
    for one in sign_ins:
        one.closed_at = None
    session.flush()
    forget_failures(session, list(sign_ins), hasher)
    record_many(session, origin, Act.UNLOCKED, [(one.person_id, None) for one in sign_ins])


def forget_failures(session: Session, sign_ins: Sequence[SignIn], hasher: Hasher) -> None:
    """Forget what was counted against some accounts, from wherever it was tried. One statement."""
    if not sign_ins:
        return
    keys = [key(hasher, one.code) for one in sign_ins for key in (key_of_account, key_of_pictures)]
    devices = [FailureCounter.key.startswith(f"device:{one.person_id}:") for one in sign_ins]
    session.execute(delete(FailureCounter).where(or_(FailureCounter.key.in_(keys), *devices)))
