"""The second step of signing in: a one-time code after the password, and turning it on and off.

Between the two steps there is no session: the form carries who came through the first, signed, for five minutes.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Refused
from lms.people.actions.limits import charge
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.one_time_codes import OneTimeCodes
from lms.people.models import SignIn
from lms.people.queries.accounts import is_remembered
from lms.people.rules.secrets import ACCOUNT, minutes_of

GOOD_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Who came through the first step: the account as it was then, and whether the device is their own."""

    person_id: int
    epoch: int
    own_device: bool


def first_step_done(keys: Hasher, sign_in: SignIn, *, own_device: bool) -> str:
    """The signed text that the second step's form carries."""
    until = int((clock.now() + GOOD_FOR).timestamp())
    told = f"{sign_in.person_id}.{sign_in.epoch}.{int(own_device)}.{until}"
    return f"{told}.{_signed(keys, told)}"


def read_first_step(keys: Hasher, token: str) -> FirstStep | None:
    """Who came through the first step; None for a text that we did not sign, or one too old."""
    told, _, signature = token.rpartition(".")
    if not token.isascii() or not hmac.compare_digest(_signed(keys, told), signature):
        return None
    person_id, epoch, own_device, until = (int(part) for part in told.split("."))
    return FirstStep(person_id, epoch, bool(own_device)) if clock.now().timestamp() < until else None


def count_code(session: Session, person_id: int, device: str | None) -> str:
    """Count a typed code as a failure for now, as passwords are; returns the key to clear once it is right.

    Runs aside. Raises Refused while waiting is due.
    """
    own = is_remembered(session, device, person_id)
    key = f"second:{person_id}:{device}" if own else f"second:{person_id}"
    wait = charge(session, [(key, ACCOUNT)], clock.now())
    if wait is not None:
        raise Refused(
            "Gõ sai mã nhiều lần. Đợi %(minutes)s phút rồi thử lại.", field="digits", minutes=minutes_of(wait)
        )
    return key


def second_step_of(session: Session, first: FirstStep) -> SignIn | None:
    """The account that waits for its second step; None when its sessions have been ended since, or it asks for none."""
    query = select(SignIn).where(SignIn.person_id == first.person_id, SignIn.epoch == first.epoch)
    return session.scalar(query.where(SignIn.second_factor.is_not(None)))


def step_typed(keys: Hasher, salt: str, typed: str, at: datetime) -> int:
    """The step that a typed code belongs to. Raises Refused, beside field `digits`, for a wrong one."""
    step = OneTimeCodes(keys, salt).step_of(typed, at)
    if step is None:
        raise wrong_code()
    return step


def use_step(session: Session, sign_in: SignIn, step: int) -> None:
    """Take a step's code; none is used twice, nor one before it. Raises Refused in the words for a wrong one."""
    fresh = or_(SignIn.second_factor_step.is_(None), SignIn.second_factor_step < step)
    used = update(SignIn).where(SignIn.id == sign_in.id, SignIn.second_factor == sign_in.second_factor, fresh)
    taken = session.execute(used.values(second_factor_step=step), execution_options={"synchronize_session": False})
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise wrong_code()


def wrong_code() -> Refused:
    """The same words for a code that is wrong, used, or of another time."""
    return Refused("Mã chưa đúng hoặc đã dùng. Chờ mã mới hiện trên điện thoại rồi gõ lại.", field="digits")


def turn_on(session: Session, origin: Origin, sign_in: SignIn, salt: str, step: int) -> None:
    """Ask for a code from now on; `step` has shown that the owner's phone makes them. Sent twice is once."""
    if sign_in.second_factor == salt:
        return
    if sign_in.second_factor is not None:
        raise Refused("Lớp bảo vệ thứ hai đã bật rồi. Muốn đổi điện thoại thì tắt đi, rồi bật lại.")
    sign_in.second_factor, sign_in.second_factor_step = salt, step
    record(session, origin, Act.SECOND_FACTOR_ON, subject_person_id=sign_in.person_id)
    session.flush()


def turn_off(session: Session, origin: Origin, sign_in: SignIn) -> None:
    """Ask for the password alone again. Sent twice is once."""
    if sign_in.second_factor is None:
        return
    sign_in.second_factor = sign_in.second_factor_step = None
    record(session, origin, Act.SECOND_FACTOR_OFF, subject_person_id=sign_in.person_id)
    session.flush()


def _signed(keys: Hasher, told: str) -> str:
    return keys.keyed(f"second-step:{told}")
