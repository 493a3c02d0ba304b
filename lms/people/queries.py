"""Looking people up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.access.rules import Actor, Held
from lms.errors import NotFound
from lms.people.models import FailureCounter, Membership, Person, Post, RememberedDevice, SignIn
from lms.people.rules import codes
from lms.people.rules.secrets import Counter
from lms.skills.rules import Audience
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT

MOST_NAMES_ON_A_DEVICE = 6

_sign_in, _post, _unit = (one.metadata.tables[one.__tablename__] for one in (SignIn, Post, UnitVersion))
_held = (_post.c.from_at <= bindparam("at")) & or_(_post.c.to_at.is_(None), _post.c.to_at > bindparam("at"))
ACTOR = (
    select(_sign_in.c.person_id, _post.c.role, _post.c.unit_id, _unit.c.path)
    .outerjoin_from(_sign_in, _post, (_post.c.person_id == _sign_in.c.person_id) & _held)
    .outerjoin(_unit, (_unit.c.unit_id == _post.c.unit_id) & CURRENT)
    .where(_sign_in.c.person_id == bindparam("person_id"), _sign_in.c.epoch == bindparam("epoch"))
)
OPEN_MEMBERSHIPS = select(Membership).where(Membership.person_id == bindparam("person_id"), Membership.to_on.is_(None))
"""Built once: they are asked with nearly every request, and building them takes longer than asking."""


def person_by_id(session: Session, person_id: int) -> Person:
    """A person with their sign-in. Raises NotFound."""
    found = session.scalar(select(Person).options(joinedload(Person.sign_in)).where(Person.id == person_id))
    if found is None:
        raise NotFound
    return found


def sign_in_by_code(session: Session, typed: str) -> SignIn | None:
    """The sign-in that a typed code or name belongs to, however it was typed; None when nobody's."""
    code = codes.folded(typed)
    return session.scalar(select(SignIn).options(joinedload(SignIn.person)).where(SignIn.code == code))


def actor_of(session: Session, person_id: int, epoch: int, at: datetime) -> Actor | None:
    """The person of a session and the posts they hold at a moment; None when the session is over.

    Loss of a post raises the epoch, so an old session cannot keep what was taken away.
    """
    rows = session.execute(ACTOR, {"person_id": person_id, "epoch": epoch, "at": at}).all()
    if not rows:
        return None
    return Actor(person_id, tuple(Held(row.role, row.unit_id, row.path) for row in rows if row.path))


def open_memberships(session: Session, person_id: int) -> Sequence[Membership]:
    """Where a person belongs now, residence first."""
    return sorted(
        session.scalars(OPEN_MEMBERSHIPS, {"person_id": person_id}),
        key=lambda one: (one.audience is not Audience.CITIZEN, one.id),
    )


def audiences_of(session: Session, person_id: int) -> tuple[Audience, ...]:
    """The audiences a person belongs to now; empty for somebody with a post only."""
    return tuple(membership.audience for membership in open_memberships(session, person_id))


def names_on_device(session: Session, device: str) -> Sequence[RememberedDevice]:
    """Who has kept their name on a household's device, last used first; at most six."""
    query = (
        select(RememberedDevice)
        .options(joinedload(RememberedDevice.person).joinedload(Person.sign_in))
        .where(RememberedDevice.device == device)
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
