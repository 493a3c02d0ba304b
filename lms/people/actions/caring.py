"""What staff do for somebody on the spot: a new secret, unlocking, moving, checking where they belong."""

from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Refused
from lms.people.actions.limits import clear
from lms.people.actions.signing_in import key_of_account, key_of_pictures
from lms.people.adapters.hashing import Hasher
from lms.people.models import FailureCounter, Membership, Person, RememberedDevice, SignIn
from lms.people.rules.secrets import SecretKind
from lms.tally.actions import advance, restate
from lms.tally.queries import standing_of
from lms.tally.rules import Stage


def set_secret_for(
    session: Session, origin: Origin, sign_in: SignIn, *, kind: SecretKind, secret_hash: str, hasher: Hasher
) -> None:
    """A secret that the person tapped on a helper's device: the first one, or a new one.

    Every session ends, every device forgets the name, every failure is forgotten. `secret_set_by_id` names the helper
    until the person changes the secret in a session of their own: whoever held the device while it was tapped attests
    that person only with a second witness (design §5, Evidence).
    """
    first = sign_in.secret_hash is None
    sign_in.secret_kind, sign_in.secret_hash = kind, secret_hash
    sign_in.secret_set_by_id, sign_in.secret_set_at = origin.person_id, clock.now()
    sign_in.epoch += 1
    _open_again(session, sign_in, hasher)
    session.execute(delete(RememberedDevice).where(RememberedDevice.person_id == sign_in.person_id))
    advance(session, sign_in.person_id, Stage.LISTED, Stage.REGISTERED)
    record(session, origin, Act.PIN_RESET, subject_person_id=sign_in.person_id, first=first, kind=kind.value)
    session.flush()


def unlock(session: Session, origin: Origin, sign_in: SignIn, hasher: Hasher) -> None:
    """Forget the failures of an account and open what wrong pictures have closed; the secret stays."""
    _open_again(session, sign_in, hasher)
    record(session, origin, Act.UNLOCKED, subject_person_id=sign_in.person_id)
    session.flush()


def move(session: Session, origin: Origin, person: Person, membership: Membership, unit_id: int | None) -> Membership:
    """End a membership today and open the same one elsewhere, checked; `unit_id` None: gone, where to is not known.

    What is counted of the person moves along. A move to where they are already only checks it. Confirmations stay as
    they were issued. Raises Refused when the membership has just been ended.
    """
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())  # two helpers at once
    session.refresh(membership)
    if membership.to_on is not None:
        raise Refused("Người này vừa được chuyển nơi rồi. Mở lại hồ sơ để xem.")
    if membership.unit_id == unit_id:
        return verify(session, origin, person, membership)
    from_unit, today = membership.unit_id, clock.today()
    _close(membership, today)
    session.flush()
    moved = Membership(
        person_id=person.id,
        audience=membership.audience,
        unit_id=unit_id,
        band=membership.band,
        verified=unit_id is not None,
        from_on=today,
    )
    session.add(moved)
    standing = standing_of(session, person.id, membership.audience)
    if standing is not None:
        restate(session, person.id, membership.audience, replace(standing, unit_id=unit_id))
    told = {"audience": membership.audience.value, "from_unit": from_unit}
    record(session, origin, Act.PERSON_MOVED, subject_person_id=person.id, unit_id=unit_id, **told)
    session.flush()
    return moved


def verify(session: Session, origin: Origin, person: Person, membership: Membership) -> Membership:
    """Say that somebody really belongs where they told us; once is enough."""
    if membership.unit_id is not None and not membership.verified:
        membership.verified = True
        told = {"audience": membership.audience.value}
        record(session, origin, Act.PERSON_VERIFIED, subject_person_id=person.id, unit_id=membership.unit_id, **told)
        session.flush()
    return membership


def _close(membership: Membership, today: date) -> None:
    membership.to_on = max(today, membership.from_on)


def _open_again(session: Session, sign_in: SignIn, hasher: Hasher) -> None:
    sign_in.closed_at = None
    for key in (key_of_account(hasher, sign_in.code), key_of_pictures(hasher, sign_in.code)):
        clear(session, key)
    devices = f"device:{sign_in.person_id}:"
    session.execute(delete(FailureCounter).where(FailureCounter.key.startswith(devices)))
