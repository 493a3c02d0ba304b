"""Invitations: a code handed over in person, by which somebody with a post opens their account or a new password.

The code is made from what only the inviter's form and the pepper know, so the same form sent twice makes the same one.
"""

import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, Refused
from lms.people.actions.registering import give_sign_in
from lms.people.adapters.hashing import Hasher
from lms.people.models import Invitation, NoticeGiven, Person, SignIn
from lms.people.queries.invitations import invitation_behind
from lms.people.queries.posts import actor_now, held_by
from lms.people.rules import codes
from lms.people.rules.posts import may_restore
from lms.people.rules.registration import NOTICE_VERSION
from lms.people.rules.secrets import SecretKind
from lms.tally.actions import advance
from lms.tally.rules import Stage

VALID_FOR = timedelta(days=7)
SHOWN_FOR = timedelta(minutes=30)
"""How long whoever made an invitation can read its code on their screen: long enough to print it."""


def invitation_code(keys: Hasher, inviter_id: int | None, person_id: int, once: str) -> str:
    """The code of the invitation that a form makes for somebody: 11 letters of chance, then their check."""
    drawn = int(keys.keyed(f"invitation:{inviter_id}:{person_id}:{once}"), 16)
    return codes.code_from(drawn, codes.INVITATION_LETTERS)


def new_once() -> str:
    """Chance for an invitation that no form makes."""
    return secrets.token_urlsafe(18)


def code_hash(keys: Hasher, typed: str) -> str:
    """What is kept of a code, however it was typed."""
    return keys.keyed(f"invitation-code:{codes.folded(typed)}")


def needs_invitation(sign_in: SignIn | None) -> bool:
    """Whether only an invitation opens the account: one in use with a PIN is its learner's alone."""
    return sign_in is None or sign_in.secret_hash is None or sign_in.secret_kind is SecretKind.PASSWORD


def waits_for_invitation(session: Session, person: Person) -> bool:
    """Whether nobody can sign in as this person yet."""
    sign_in = session.scalar(select(SignIn).where(SignIn.person_id == person.id))
    return sign_in is None or sign_in.secret_hash is None


def may_invite(session: Session, origin: Origin, person: Person) -> bool:
    """Whether somebody may make an invitation for a person: who may give each post that the person holds."""
    held = held_by(session, person.id, clock.now())
    own = origin.person_id == person.id or not held
    return not own and may_restore(actor_now(session, origin.person_id, clock.now()), held)


def invite(session: Session, origin: Origin, person: Person, kept: str) -> Invitation:
    """An invitation whose code has the keyed hash `kept`; whatever was made before for that person opens nothing more.

    Raises Forbidden for somebody who may not give each post that the person holds, Refused for a person without a
    post. Origin None, the operator at the server, may invite anybody with a post.
    """
    at = clock.now()
    known = session.scalar(select(Invitation).where(Invitation.code_hash == kept))
    if known is not None:
        return known
    held = held_by(session, person.id, at)
    if origin.person_id is not None and not may_restore(actor_now(session, origin.person_id, at), held):
        raise Forbidden
    if not held:
        raise Refused("Người này không còn giữ việc nào, nên không cần mã mời. Giao việc trước đã.")
    if origin.person_id == person.id:
        raise Refused("Không tự mời mình được. Đổi mật khẩu ở trang “Của tôi”, hoặc nhờ người phụ trách khác.")
    if not needs_invitation(session.scalar(select(SignIn).where(SignIn.person_id == person.id))):
        raise Refused("Người này vẫn vào được bằng mã PIN. Mời họ đăng nhập, rồi đặt mật khẩu ở trang “Của tôi”.")
    made = Invitation(
        person_id=person.id, code_hash=kept, made_by_id=origin.person_id, made_at=at, expires_at=at + VALID_FOR
    )
    session.add(made)
    session.flush()
    record(session, origin, Act.INVITATION_MADE, subject_person_id=person.id)
    return made


def accept(session: Session, origin: Origin, kept: str, *, name: str | None, secret_hash: str) -> SignIn:
    """The account of whoever was invited, with the password they chose: theirs, opened anew, or a new one by `name`.

    Of two sendings one takes the code. Raises Refused for a code that opens nothing (any more), or a name taken.
    """
    at = clock.now()
    found = invitation_behind(session, kept, at)
    if found is None or not _take(session, found[0].id):
        raise Refused("Mã mời chưa đúng, đã dùng hoặc đã quá hạn. Xem lại mã; chưa được thì xin mã mới.", field="code")
    person = found[1]
    mine = Origin(person.id, origin.network)
    sign_in = session.scalar(select(SignIn).where(SignIn.person_id == person.id).with_for_update())
    if sign_in is None:
        sign_in = _new_account(session, person, name or "", secret_hash)
    else:
        _open_anew(session, mine, sign_in, secret_hash)
    _note_notice(session, person)
    advance(session, person.id, Stage.LISTED, Stage.REGISTERED)
    record(session, mine, Act.INVITATION_USED, subject_person_id=person.id)
    session.flush()
    return sign_in


def _take(session: Session, invitation_id: int) -> bool:
    """Whether it was us who used the invitation: whoever comes second finds it used."""
    unused = update(Invitation).where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
    taken = session.execute(unused.values(used_at=clock.now()), execution_options={"synchronize_session": False})
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _new_account(session: Session, person: Person, name: str, secret_hash: str) -> SignIn:
    try:
        with session.begin_nested():
            return give_sign_in(session, person, kind=SecretKind.PASSWORD, secret_hash=secret_hash, name=name)
    except IntegrityError as taken:
        raise name_taken() from taken


def name_taken() -> Refused:
    """What is said of a sign-in name that somebody has."""
    return Refused("Tên này đã có người dùng. Thêm tên xã hoặc tên cơ quan, ví dụ lan.hongvan.", field="name")


def _open_anew(session: Session, mine: Origin, sign_in: SignIn, secret_hash: str) -> None:
    """A new password for an account there is; the lost device of the second step is asked no more."""
    if sign_in.second_factor is not None:
        record(session, mine, Act.SECOND_FACTOR_OFF, subject_person_id=sign_in.person_id, by_invitation=True)
    sign_in.secret_kind, sign_in.secret_hash = SecretKind.PASSWORD, secret_hash
    sign_in.secret_set_by_id, sign_in.secret_set_at = None, clock.now()
    sign_in.second_factor = sign_in.second_factor_step = sign_in.closed_at = None
    sign_in.epoch += 1


def _note_notice(session: Session, person: Person) -> None:
    """They have read the notice on the page itself."""
    query = select(NoticeGiven.id).where(NoticeGiven.person_id == person.id, NoticeGiven.version == NOTICE_VERSION)
    if session.scalar(query.limit(1)) is None:
        session.add(NoticeGiven(person_id=person.id, version=NOTICE_VERSION, at=clock.now()))
