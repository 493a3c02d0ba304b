"""Signing in: charged before the secret is checked, the same words and the same time whoever asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Refused
from lms.people.actions.limits import Charge, charge, clear, take_back
from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from lms.people.queries import is_remembered, sign_in_by_code
from lms.people.rules import codes
from lms.people.rules.secrets import ACCOUNT, NETWORK


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in: what was typed, and from where; `device` is the keyed hash of a device's cookie."""

    typed_code: str
    typed_secret: str
    network: str | None
    device: str | None


@dataclass(frozen=True, slots=True)
class Charged:
    """A try that has been counted: whose account it names, if anybody's, and the keys it was counted under."""

    sign_in: SignIn | None
    account_key: str
    network_key: str | None


def count_try(session: Session, attempt: Attempt, hasher: Hasher) -> Charged:
    """Count the try as a failure for now. Runs aside, before the secret is looked at.

    A device that has signed this person in before has a counter of its own and does not ask about the network, so
    nobody elsewhere can lock them out. Raises Refused while waiting is due.
    """
    at = clock.now()
    found = sign_in_by_code(session, attempt.typed_code)
    charges: list[Charge]
    if found is not None and is_remembered(session, attempt.device, found.person_id):
        account_key, network_key = f"device:{found.person_id}:{attempt.device}", None
        charges = [(account_key, ACCOUNT)]
    else:
        account_key = f"account:{hasher.keyed(codes.folded(attempt.typed_code))}"
        network_key = f"network:{hasher.keyed(attempt.network or '')}"
        charges = [(account_key, ACCOUNT), (network_key, NETWORK)]
    wait = charge(session, charges, at)
    if wait is not None:
        raise Refused(
            "Có nhiều lần gõ sai từ tài khoản hoặc mạng này. Đợi %(minutes)s phút rồi thử lại.", minutes=_minutes(wait)
        )
    return Charged(found, account_key, network_key)


def check_secret(charged: Charged, typed_secret: str, hasher: Hasher) -> SignIn:
    """The account, when the secret is its own. Slow on purpose: runs outside any transaction. Raises Refused."""
    stored = charged.sign_in.secret_hash if charged.sign_in else None
    if not hasher.fits(stored, typed_secret) or charged.sign_in is None:
        raise Refused("Mã hoặc mã PIN chưa khớp. Xem lại mã trên thẻ, gõ lại cả hai ô.")
    return charged.sign_in


def forgive(session: Session, charged: Charged) -> None:
    """Take the count of a try back that turned out right. Runs aside."""
    at: datetime = clock.now()
    clear(session, charged.account_key)
    if charged.network_key:
        take_back(session, charged.network_key, at)


def note_sign_in(session: Session, origin: Origin, sign_in: SignIn, *, own_device: bool) -> None:
    """Put the sign-in on record."""
    mine = Origin(sign_in.person_id, origin.network)
    record(session, mine, Act.SIGNED_IN, subject_person_id=sign_in.person_id, own_device=own_device)


def _minutes(wait: timedelta) -> int:
    """Whole minutes, never fewer than there are to wait."""
    return max(1, -(-int(wait.total_seconds()) // 60))
