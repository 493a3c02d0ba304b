"""Persons, sign-ins, sessions, devices and counters, looked up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.access.rules import Actor, Held
from lms.errors import NotFound, Refused
from lms.people.models import FailureCounter, Membership, NoticeGiven, Person, Post, RememberedDevice, SignIn
from lms.people.rules import codes
from lms.people.rules.registration import NOTICE_VERSION
from lms.people.rules.secrets import Counter, SecretKind
from lms.skills.rules import Audience
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT

MOST_NAMES_ON_A_DEVICE = 6

_sign_in, _person, _post, _unit = (
    one.metadata.tables[one.__tablename__] for one in (SignIn, Person, Post, UnitVersion)
)
_held = (_post.c.from_at <= bindparam("at")) & or_(_post.c.to_at.is_(None), _post.c.to_at > bindparam("at"))
_staff = _sign_in.c.secret_kind == SecretKind.PASSWORD  # a PIN opens no post: docs/decisions/014
ACTOR = (
    select(_sign_in.c.person_id, _person.c.stopped_at, _post.c.role, _post.c.unit_id, _unit.c.path)
    .join_from(_sign_in, _person, _person.c.id == _sign_in.c.person_id)
    .outerjoin(_post, (_post.c.person_id == _sign_in.c.person_id) & _held & _staff)
    .outerjoin(_unit, (_unit.c.unit_id == _post.c.unit_id) & CURRENT)
    .where(_sign_in.c.person_id == bindparam("person_id"), _sign_in.c.epoch == bindparam("epoch"))
)
_open = Membership.person_id == bindparam("person_id"), Membership.to_on.is_(None)
OPEN_MEMBERSHIPS = select(Membership).where(*_open)
BANDS = select(Membership.band).where(*_open, Membership.audience == bindparam("audience")).order_by(Membership.id)
"""Built once: they are asked with nearly every request, and building them takes longer than asking."""


def person_by_id(session: Session, person_id: int) -> Person:
    """A person with their sign-in. Raises NotFound."""
    found = session.scalar(select(Person).options(joinedload(Person.sign_in)).where(Person.id == person_id))
    if found is None:
        raise NotFound
    return found


def sign_in_by_code(session: Session, typed: str) -> SignIn | None:
    """The sign-in that a typed code or name belongs to, however it was typed; None when nobody's.

    The code of a record that was merged into another leads to the one that was kept, and opens with its secret.
    """
    code = codes.folded(typed)
    found = session.scalar(select(SignIn).options(joinedload(SignIn.person)).where(SignIn.code == code))
    if found is None or found.person.merged_into_id is None:
        return found
    kept: Person | None = found.person
    while kept is not None and kept.merged_into_id is not None:
        kept = session.get(Person, kept.merged_into_id)
    of_kept = select(SignIn).options(joinedload(SignIn.person)).where(SignIn.person_id == (kept.id if kept else None))
    return session.scalar(of_kept)


def actor_of(session: Session | Connection, person_id: int, epoch: int, at: datetime) -> Actor | None:
    """The person of a session and the posts they hold at a moment; None when the session is over.

    Posts need a password: whoever signs in with a PIN holds them, and acts in them once a password is set. Loss of a
    post raises the epoch, so an old session cannot keep what was taken away.
    """
    rows = session.execute(ACTOR, {"person_id": person_id, "epoch": epoch, "at": at}).all()
    if not rows:
        return None
    posts = tuple(Held(row.role, row.unit_id, row.path) for row in rows if row.path)
    return Actor(person_id, posts, stopped=rows[0].stopped_at is not None)


def open_memberships(session: Session, person_id: int) -> Sequence[Membership]:
    """Where a person belongs now, residence first."""
    return sorted(
        session.scalars(OPEN_MEMBERSHIPS, {"person_id": person_id}),
        key=lambda one: (one.audience is not Audience.CITIZEN, one.id),
    )


def bands_in(session: Session | Connection, person_id: int, audience: Audience) -> Sequence[str | None]:
    """The band of each membership that a person has now in an audience; empty for whoever does not belong to it."""
    return session.scalars(BANDS, {"person_id": person_id, "audience": audience}).all()


def audiences_of(session: Session, person_id: int) -> tuple[Audience, ...]:
    """The audiences a person belongs to now; empty for somebody with a post only."""
    return tuple(membership.audience for membership in open_memberships(session, person_id))


def names_on_device(session: Session, device: str) -> Sequence[RememberedDevice]:
    """Who has kept their name on a household's device, last used first; at most six."""
    query = (
        select(RememberedDevice)
        .options(joinedload(RememberedDevice.person).joinedload(Person.sign_in))
        .join(RememberedDevice.person)
        .where(RememberedDevice.device == device, Person.merged_into_id.is_(None))
        .order_by(RememberedDevice.last_used_at.desc())
        .limit(MOST_NAMES_ON_A_DEVICE)
    )
    return session.scalars(query).all()


def is_remembered(session: Session, device: str | None, person_id: int) -> bool:
    """Whether a device has signed this person in before and kept their name."""
    if device is None:
        return False
    query = select(RememberedDevice.id).where(
        RememberedDevice.device == device, RememberedDevice.person_id == person_id
    )
    return session.scalar(query) is not None


def counter(session: Session, key: str, at: datetime) -> Counter:
    """The failures under a key, locked until the transaction ends; a fresh counter for a new key."""
    row = session.scalar(select(FailureCounter).where(FailureCounter.key == key).with_for_update())
    return Counter(row.failures, row.last_at, row.blocked_until) if row else Counter(0, at, None)


def locked_among(session: Session, keys: Mapping[int, str], at: datetime) -> set[int]:
    """Whose account has to wait after wrong tries: of people with the keys their failures are counted under."""
    query = select(FailureCounter.key).where(FailureCounter.key.in_(keys.values()), FailureCounter.blocked_until > at)
    blocked = set(session.scalars(query))
    return {person_id for person_id, key in keys.items() if key in blocked}


def holds_post(session: Session, person_id: int, at: datetime) -> bool:
    """Whether somebody holds any post at a moment."""
    held = select(Post.id).where(Post.person_id == person_id, Post.from_at <= at)
    return session.scalar(held.where(or_(Post.to_at.is_(None), Post.to_at > at)).limit(1)) is not None


def need_digits(session: Session, person_id: int) -> None:
    """Raises Refused for somebody who signs in by pictures: they are too weak for what cannot be undone.

    Asked before one's own data is exported or deleted, one's name or secret changed (design §4, Sign-in).
    """
    kind = session.scalar(select(SignIn.secret_kind).where(SignIn.person_id == person_id))
    if kind is SecretKind.PICTURES:
        raise Refused(
            "Việc này cần mã PIN 6 số. Đang đăng nhập bằng hình thì nhờ thầy cô hoặc Tổ chuyển đổi số cộng đồng đặt mã "
            "PIN số giúp, rồi quay lại đây."
        )


def knows_notice(session: Session, person_id: int) -> bool:
    """Whether somebody was shown the notice in force, or had it read out to them."""
    query = select(NoticeGiven.id).where(NoticeGiven.person_id == person_id, NoticeGiven.version == NOTICE_VERSION)
    return session.scalar(query.limit(1)) is not None


def without_notice(session: Session, ids: Iterable[int]) -> set[int]:
    """Of some people those who were neither shown the notice in force nor had it read out to them. One query."""
    wanted = set(ids)
    query = select(NoticeGiven.person_id).where(NoticeGiven.version == NOTICE_VERSION)
    return wanted - set(session.scalars(query.where(NoticeGiven.person_id.in_(wanted))))


def staff_among(session: Session, ids: Iterable[int], at: datetime) -> set[int]:
    """Of some people those who hold a post or a password: an invitation makes them a new secret. Two queries."""
    wanted = set(ids)
    held = select(Post.person_id).where(Post.from_at <= at, or_(Post.to_at.is_(None), Post.to_at > at))
    password = select(SignIn.person_id).where(SignIn.secret_kind == SecretKind.PASSWORD)
    return {
        *session.scalars(held.where(Post.person_id.in_(wanted))),
        *session.scalars(password.where(SignIn.person_id.in_(wanted))),
    }
