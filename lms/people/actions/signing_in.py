"""Signing in: charged before the secret is checked, the same words and the same time whoever asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Refused
from lms.people.actions.limits import Charge, charge, clear, take_back
from lms.people.adapters.hashing import Hasher
from lms.people.models import Person, SignIn
from lms.people.queries.accounts import counter, is_remembered, sign_in_by_code
from lms.people.rules import codes
from lms.people.rules.secrets import ACCOUNT, LESSON, NETWORK, PICTURES, SecretKind, minutes_of


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in: what was typed, and from where; `device` is the keyed hash of a device's cookie.

    `by_pictures`: pictures were tapped, not digits typed. `lesson`: at a class's lesson, where a name was tapped; wrong
    ones are then counted with that lesson's, and never keep a whole school waiting.
    """

    typed_code: str
    typed_secret: str
    network: str | None
    device: str | None
    by_pictures: bool = False
    lesson: int | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """A try that has been counted: whose account it names, if anybody's, and the keys it was counted under.

    `closed`: five wrong pictures had closed the account before this try; nothing opens it then.
    """

    sign_in: SignIn | None
    account_key: str
    network_key: str | None
    pictures_key: str | None = None
    closed: bool = False


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
        account_key = key_of_account(hasher, attempt.typed_code)
        network = hasher.keyed(attempt.network or "")
        together = attempt.lesson is not None
        network_key = f"lesson:{attempt.lesson}:{network}" if together else f"network:{network}"
        charges = [(account_key, ACCOUNT), (network_key, LESSON if together else NETWORK)]
    wait = charge(session, charges, at)
    if wait is not None:
        raise Refused(
            "Có nhiều lần gõ sai từ tài khoản hoặc mạng này. Đợi %(minutes)s phút rồi thử lại.",
            minutes=minutes_of(wait),
        )
    closed = found is not None and found.closed_at is not None
    pictures_key = _count_pictures(session, attempt, found, hasher, at)
    return Charged(found, account_key, network_key, pictures_key, closed)


def key_of_account(hasher: Hasher, code: str) -> str:
    """Under which the failures of an account from unknown devices are counted: it names nobody."""
    return f"account:{hasher.keyed(codes.folded(code))}"


def key_of_pictures(hasher: Hasher, code: str) -> str:
    """Under which wrong pictures of an account are counted, from whatever device."""
    return f"pictures:{hasher.keyed(codes.folded(code))}"


def _count_pictures(
    session: Session, attempt: Attempt, found: SignIn | None, hasher: Hasher, at: datetime
) -> str | None:
    """Count the try where pictures are concerned; the fifth in a row closes the account before it is looked at.

    Tapped pictures are counted for unknown codes too, so that both take as long.
    """
    guarded = found is not None and found.secret_kind is SecretKind.PICTURES
    if not (guarded or attempt.by_pictures):
        return None
    key = key_of_pictures(hasher, attempt.typed_code)
    charge(session, [(key, PICTURES)], at)
    if found is not None and guarded and counter(session, key, at).failures >= PICTURES.borne:
        found.closed_at = found.closed_at or at
    return key


def check_secret(charged: Charged, typed_secret: str, hasher: Hasher, *, tapped: bool = False) -> SignIn:
    """The account, when the secret is its own. Slow on purpose: runs outside any transaction.

    Raises Refused, in words that depend on nothing but whether pictures were `tapped`.
    """
    stored = charged.sign_in.secret_hash if charged.sign_in and not charged.closed else None
    if not hasher.fits(stored, typed_secret) or charged.sign_in is None:
        if tapped:
            raise Refused(
                "Mã hoặc hình chưa khớp. Xem lại mã trên thẻ, chạm lại từ hình đầu. Quên hình hoặc sai nhiều lần thì "
                "nhờ thầy cô, Tổ chuyển đổi số cộng đồng mở lại."
            )
        raise Refused("Mã hoặc mã PIN chưa khớp. Xem lại mã trên thẻ, gõ lại cả hai ô.")
    return charged.sign_in


def forgive(session: Session, charged: Charged) -> None:
    """Take the count of a try back that turned out right. Runs aside."""
    at: datetime = clock.now()
    clear(session, charged.account_key)
    if charged.pictures_key and charged.sign_in:
        clear(session, charged.pictures_key)
        session.execute(update(SignIn).where(SignIn.id == charged.sign_in.id).values(closed_at=None))
    if charged.network_key:
        take_back(session, charged.network_key, at)


def note_sign_in(session: Session, origin: Origin, sign_in: SignIn, *, own_device: bool) -> bool:
    """Put the sign-in on record; True when it takes back a wish to be deleted. Raises Refused for who is erased."""
    mine = Origin(sign_in.person_id, origin.network)
    record(session, mine, Act.SIGNED_IN, subject_person_id=sign_in.person_id, own_device=own_device)
    return take_back_deletion(session, mine, sign_in.person_id)


def take_back_deletion(session: Session, origin: Origin, person_id: int) -> bool:
    """Keep everything of somebody who asked to be deleted; False when they had not. Raises Refused when it is done."""
    query = select(Person).where(Person.id == person_id).with_for_update()
    person = session.scalars(query.execution_options(populate_existing=True)).one()
    if person.erased_at is not None:
        raise Refused("Dữ liệu của tài khoản này đã được xóa theo yêu cầu. Muốn học tiếp thì đăng ký mới.")
    if person.delete_asked_at is None:
        return False
    person.delete_asked_at = None
    record(session, origin, Act.DELETE_TAKEN_BACK, subject_person_id=person_id)
    session.flush()
    return True
