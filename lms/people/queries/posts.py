"""Who holds which post where, and whether they can act in it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from lms import clock
from lms.access.queries import under
from lms.access.rules import NOBODY, Actor, Held, Role
from lms.errors import NotFound
from lms.people.models import Invitation, Person, Post, SignIn
from lms.people.queries.accounts import actor_of
from lms.people.queries.finding import LIVING
from lms.people.rules.posts import LED, NEVER_NONE, Others
from lms.people.rules.secrets import SecretKind
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, unit_by_code

MOST_BELOW = 200
LARGEST_ID = 2**62
RANKS = {
    role: place
    for place, role in enumerate((Role.ADMIN, Role.MANAGER, Role.FACILITATOR, Role.TEACHER, Role.DRAFTER, Role.VIEWER))
}
ACTING: ColumnElement[bool] = and_(SignIn.secret_kind == SecretKind.PASSWORD, SignIn.secret_hash.is_not(None))
"""Whoever signs in with a password of their own: only they act in their posts (docs/decisions/014)."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A post, its unit as it stands today, who holds it, who gave it (None: nobody on record), until when a code waits.

    `invited_until` is the end of the holder's invitation, None when none opens anything now.
    """

    post: Post
    unit: UnitVersion
    person: Person
    giver: str | None
    invited_until: datetime | None

    @property
    def path(self) -> str:
        """The unit's place in the tree: what a guard asks about."""
        return self.unit.path

    @property
    def acting(self) -> bool:
        """Whether the holder signs in with a password, and so can act in the post."""
        return is_acting(self.person.sign_in)


def is_acting(sign_in: SignIn | None) -> bool:
    """Whether somebody with this account acts in their posts; the same rule as `ACTING`."""
    return sign_in is not None and sign_in.secret_kind is SecretKind.PASSWORD and sign_in.secret_hash is not None


def held_at(at: datetime) -> ColumnElement[bool]:
    """Posts held at a moment."""
    return and_(Post.from_at <= at, or_(Post.to_at.is_(None), Post.to_at > at))


def posts_at(session: Session, unit: UnitVersion, at: datetime) -> Sequence[Holding]:
    """Who holds which post at a unit itself, by role, then name."""
    query = _query(at).where(held_at(at), UnitVersion.unit_id == unit.unit_id)
    return [Holding(*row) for row in session.execute(query)]


def posts_below(session: Session, unit: UnitVersion, at: datetime) -> tuple[int, Sequence[Holding]]:
    """How many posts are held below a unit, and the first 200 of them in the order of units."""
    below = and_(held_at(at), LIVING, under(unit.path, UnitVersion.path), UnitVersion.unit_id != unit.unit_id)
    counted = select(func.count()).select_from(Post).join(Person, Person.id == Post.person_id)
    count = session.scalar(counted.join(UnitVersion, (UnitVersion.unit_id == Post.unit_id) & CURRENT).where(below))
    return count or 0, [Holding(*row) for row in session.execute(_query(at).where(below).limit(MOST_BELOW))]


def past_posts(session: Session, unit: UnitVersion, at: datetime, most: int = 20) -> Sequence[Holding]:
    """Who held a post at a unit and no longer does, last first."""
    over = (Post.to_at <= at, UnitVersion.unit_id == unit.unit_id)
    last_first = _query(at).where(*over).order_by(None).order_by(Post.to_at.desc(), Post.id.desc())
    rows = session.execute(last_first.limit(most))
    return [Holding(*row) for row in rows]


def post_at(session: Session, code: str, post: int) -> Holding:
    """A post held at the unit with that code, or once held. Raises NotFound for another unit's."""
    unit = unit_by_code(session, code)
    query = _query(clock.now()).where(Post.id == min(post, LARGEST_ID), UnitVersion.unit_id == unit.unit_id)
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    return Holding(*found)


def unmanaged_below(session: Session, unit: UnitVersion, at: datetime) -> Sequence[UnitVersion]:
    """The units directly below one that should have a manager and have none now, in the order of codes."""
    led = exists().where(Post.unit_id == UnitVersion.unit_id, Post.role == Role.MANAGER, held_at(at))
    query = select(UnitVersion).where(UnitVersion.parent_id == unit.unit_id, CURRENT, UnitVersion.kind.in_(LED), ~led)
    return session.scalars(query.order_by(func.length(UnitVersion.code), UnitVersion.code)).all()


def actor_now(session: Session, person_id: int | None, at: datetime) -> Actor:
    """Somebody with the posts they hold at this moment, read anew within a transaction; `NOBODY` without an account."""
    if person_id is None:
        return NOBODY
    epoch = session.scalar(select(SignIn.epoch).where(SignIn.person_id == person_id))
    return (actor_of(session, person_id, epoch, at) if epoch is not None else None) or Actor(person_id)


def held_by(session: Session, person_id: int, at: datetime) -> tuple[Held, ...]:
    """Every post that somebody holds at a moment, whether or not they can act in it yet."""
    query = (
        select(Post.role, Post.unit_id, UnitVersion.path)
        .join(UnitVersion, (UnitVersion.unit_id == Post.unit_id) & CURRENT)
        .where(Post.person_id == person_id, held_at(at))
        .order_by(Post.id)
    )
    return tuple(Held(row.role, row.unit_id, row.path) for row in session.execute(query))


def others_in(session: Session, post: Post, at: datetime) -> Others:
    """Who else holds the same role at the same unit."""
    query = (
        select(Post.person_id, SignIn.id)
        .join(Person, Person.id == Post.person_id)
        .outerjoin(SignIn, (SignIn.person_id == Post.person_id) & ACTING)
        .where(LIVING, held_at(at), Post.role == post.role, Post.unit_id == post.unit_id)
        .where(Post.person_id != post.person_id)
        .distinct()
    )
    rows = session.execute(query).all() if post.role in NEVER_NONE else []
    return Others(len(rows), sum(row.id is not None for row in rows))


def _query(at: datetime) -> Select[Post, UnitVersion, Person, str | None, datetime | None]:
    giver, later = aliased(Person), aliased(Invitation)
    newer = exists().where(later.person_id == Invitation.person_id, later.id > Invitation.id)
    open_one = and_(Invitation.used_at.is_(None), Invitation.expires_at > at, ~newer)
    return (
        select(Post, UnitVersion, Person, giver.name, Invitation.expires_at)
        .join(UnitVersion, (UnitVersion.unit_id == Post.unit_id) & CURRENT)
        .join(Person, Person.id == Post.person_id)
        .outerjoin(giver, giver.id == Post.given_by_id)
        .outerjoin(Invitation, (Invitation.person_id == Person.id) & open_one)
        .where(LIVING)
        .options(joinedload(Person.sign_in))
        .order_by(UnitVersion.path, case(RANKS, value=Post.role), Person.sort_key, Post.id)
    )
