"""What a change of the tree starts from, and what hangs on the units it touches."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Actor, Role
from lms.confirmations.models import Adoption
from lms.coverage.queries.numbers import kept_at
from lms.listings.models import ListingLine
from lms.offices.rules.plans import Change, Place, Plan, Ref
from lms.people.models import Membership, Person, Post
from lms.people.queries.finding import LIVING
from lms.people.rules.posts import HELD_AT, may_give
from lms.people.rules.registration import is_child
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, subtree_ids
from lms.units.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Scene:
    """Some units as they stand today, by id, and what stands directly below each of them."""

    places: Mapping[int, Place]
    below: Mapping[int, Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Ending:
    """A post held at a unit that closes; `may_go_on`: the actor may give it at the heir, so it can go on there."""

    post: Post
    name: str
    unit: Place
    may_go_on: bool

    @property
    def role(self) -> Role:
        """The post's role."""
        return self.post.role


@dataclass(frozen=True, slots=True)
class Effects:
    """What a plan does beside the tree.

    `people` counted at each unit that it closes, renames or moves; `lines` of lists, `posts` and documents in force at
    those that close. `figures`: of each unit that closes or is divided, how many numbers of people are used and
    how many targets it has this year. `seen` is another when any of the units, posts or documents is.
    """

    people: Mapping[int, int]
    lines: int
    posts: Sequence[Ending]
    adoptions: Sequence[Adoption]
    figures: Mapping[int, tuple[int, int]]
    seen: str


def place_of(version: UnitVersion) -> Place:
    """A unit's present version as a plain value."""
    return Place(version.unit_id, version.code, version.kind, version.name, version.parent_id, version.path,
                 version.valid_from)  # fmt: skip


def scene_of(session: Session, unit_ids: Iterable[int], changing: Iterable[int]) -> Scene:
    """The open ones of some units, and what stands directly below those that are to change. Two queries."""
    asked = set(unit_ids)
    order = (func.length(UnitVersion.code), UnitVersion.code)
    standing = session.scalars(select(UnitVersion).where(UnitVersion.unit_id.in_(asked), CURRENT).order_by(*order))
    places = {one.unit_id: place_of(one) for one in standing}
    below: dict[int, list[Place]] = {unit_id: [] for unit_id in changing}
    query = select(UnitVersion).where(UnitVersion.parent_id.in_(below), CURRENT)
    for one in session.scalars(query.order_by(*order)):
        if one.parent_id is not None:
            below[one.parent_id].append(place_of(one))
    return Scene(places, below)


def effects_of(session: Session, actor: Actor, plan: Plan, scene: Scene, at: datetime) -> Effects:
    """What hangs on the units of a plan."""
    touched = {one.unit.unit_id: one.unit for one in plan.closed} | {
        one.unit.unit_id: one.unit for one in plan.restated
    }
    if not plan.closed:
        touched |= {one.unit.unit_id: one.unit for one in plan.moved}
    closed = {one.unit.unit_id for one in plan.closed}
    people = {unit_id: count_people(session, place.path) for unit_id, place in touched.items()}
    held = select(ListingLine.id).where(ListingLine.unit_id.in_(closed), ListingLine.removed_at.is_(None))
    lines = session.scalar(select(func.count()).select_from(held.subquery())) or 0
    in_force = select(Adoption).where(Adoption.unit_id.in_(closed), Adoption.withdrawn_at.is_(None))
    adoptions = session.scalars(in_force.order_by(Adoption.id)).all()
    posts = _ending(session, actor, plan, scene, at)
    told = (sorted([*scene.places.values(), *chain(*scene.below.values())], key=_by_id),
            [one.post.id for one in posts], [one.id for one in adoptions])  # fmt: skip
    parted = closed | (set(scene.below) if plan.change is Change.SPLIT else set())
    figures = kept_at(session, parted, clock.day_of(at))
    return Effects(people, lines, posts, adoptions, figures, hashlib.sha256(repr(told).encode()).hexdigest()[:20])


def count_people(session: Session, path: str) -> int:
    """How many people are counted at a place in the tree and below it."""
    query = select(func.count(Membership.person_id.distinct())).join(Person, Person.id == Membership.person_id)
    here = Membership.unit_id.in_(subtree_ids(path))
    return session.scalar(query.where(LIVING, Membership.to_on.is_(None), here)) or 0


def _ending(session: Session, actor: Actor, plan: Plan, scene: Scene, at: datetime) -> list[Ending]:
    """The posts held at units that close, in the order of units."""
    heirs = {one.unit.unit_id: (one.unit, *_heir(plan, scene, one.heir)) for one in plan.closed}
    query = (
        select(Post, Person)
        .join(Person, Person.id == Post.person_id)
        .where(Post.unit_id.in_(heirs), or_(Post.to_at.is_(None), Post.to_at > at))
        .order_by(Post.unit_id, Person.sort_key, Post.id)
    )
    found = []
    for post, person in session.execute(query):
        unit, kind, path = heirs[post.unit_id]
        can = kind in HELD_AT[post.role] and may_give(actor, post.role, path)
        can = can and person.id != actor.person_id and not is_child(person.birth_year, clock.day_of(at))
        found.append(Ending(post, person.name, unit, can and person.erased_at is None))
    return found


def posts_ended(session: Session, unit_id: int, most: int = 50) -> list[tuple[Role, str, date]]:
    """Who held which post at a unit until when, last first."""
    query = select(Post.role, Person.name, Post.to_at).join(Person, Person.id == Post.person_id)
    query = query.where(Post.unit_id == unit_id, Post.to_at.is_not(None), Person.erased_at.is_(None))
    rows = session.execute(query.order_by(Post.to_at.desc(), Post.id.desc()).limit(most))
    return [(role, name, clock.day_of(at)) for role, name, at in rows if at is not None]


def _heir(plan: Plan, scene: Scene, ref: Ref) -> tuple[UnitKind, str]:
    """The kind of the unit that takes another up, and where in the tree it is or will be."""
    if ref < 0:
        opening = plan.opened[-ref - 1]
        return opening.kind, scene.places[opening.parent_id].path
    return scene.places[ref].kind, scene.places[ref].path


def _by_id(place: Place) -> int:
    return place.unit_id
