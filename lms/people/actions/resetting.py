"""Taking a forgotten secret away, so that its owner can choose another beside a helper."""

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Refused
from lms.people.models import SignIn
from lms.people.rules.secrets import SecretKind


def forget_secret(session: Session, origin: Origin, sign_in: SignIn) -> None:
    """Leave the account with its code and no secret, as when the card was made; every session ends.

    Raises Refused for an account with a password: an invitation opens that one anew.
    """
    if sign_in.secret_kind is SecretKind.PASSWORD:
        raise Refused("Tài khoản này dùng mật khẩu, không có mã PIN. Dùng lệnh “lms people invite” để tạo mã mời.")
    if sign_in.secret_hash is None:
        return
    sign_in.secret_kind, sign_in.secret_hash = SecretKind.PIN, None
    sign_in.secret_set_by_id, sign_in.secret_set_at, sign_in.closed_at = None, clock.now(), None
    sign_in.epoch += 1
    record(session, origin, Act.PIN_RESET, subject_person_id=sign_in.person_id, emptied=True)
    session.flush()
