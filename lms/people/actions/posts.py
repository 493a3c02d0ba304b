"""Giving posts and taking them back. Such changes are few: they wait for one another."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin, Role
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, Refused
from lms.people.actions.registering import add_person
from lms.people.actions.registering_for import register_for
from lms.people.models import Invitation, Person, Post, SignIn
from lms.people.queries.posts import actor_now, held_at, held_by, is_acting, others_in
from lms.people.rules.posts import HELD_AT, belongs_as, check_may_end, check_recipient, end_of, may_give
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, unit_by_id
from lms.units.rules import UnitKind


def take_turns(session: Session) -> None:
    """Wait for whoever else changes posts just now; whatever is read afterwards is as they left it.

    One row for the whole tree, since a post given at one unit may rest on a post held at another.
    """
    root = select(UnitVersion.id).where(UnitVersion.parent_id.is_(None), CURRENT).order_by(UnitVersion.id).limit(1)
    session.execute(root.with_for_update(key_share=True))


def give_post(
    session: Session,
    origin: Origin,
    unit: UnitVersion,
    person: Person,
    role: Role,
    *,
    last_day: date | None = None,
    once: str | None = None,
) -> Post:
    """A post for somebody, from now until the end of a day (None: until taken back).

    The same form sent again gives the post that it gave. Raises Forbidden when the giver may not (any more), Refused
    when the person may not take it, or holds it. Origin None, the operator at the server, may give anything.
    """
    take_turns(session)
    at = clock.now()
    known = session.scalar(select(Post).where(Post.once_key == once)) if once else None
    if known is not None:
        return known
    _check_gift(session, origin, unit, person, role)
    post = Post(
        person_id=person.id,
        role=role,
        unit_id=unit.unit_id,
        from_at=at,
        to_at=end_of(last_day) if last_day else None,
        given_by_id=origin.person_id,
        once_key=once,
    )
    session.add(post)
    session.flush()
    _note(session, origin, Act.POST_GIVEN, post)
    return post


def newcomer(
    session: Session, origin: Origin, unit: UnitVersion, role: Role, *, name: str, birth_year: int, once: str
) -> Person:
    """Somebody new who is to be given a post: counted where they work (a facilitator: where they live).

    A teacher of a class belongs to its school; somebody at the country's own office to no unit of the tree.
    """
    if unit.kind is UnitKind.COUNTRY:
        known = session.scalar(select(Person).where(Person.once_key == once))
        return known or add_person(
            session, name=name, birth_year=birth_year, once=once, registered_by_id=origin.person_id
        )
    return register_for(
        session,
        origin,
        name=name,
        birth_year=birth_year,
        audience=belongs_as(role),
        unit_id=unit.parent_id if unit.kind is UnitKind.CLASS else unit.unit_id,
        once=once,
        notice_read=False,
    )


def take_own_class(session: Session, origin: Origin, unit: UnitVersion) -> None:
    """Make whoever has just made a class its teacher: nobody is in it yet, so this opens nothing that is another's.

    The one post that somebody comes to by themselves. Twice is once. Raises Forbidden for what is no class.
    """
    if unit.kind is not UnitKind.CLASS or origin.person_id is None:
        raise Forbidden
    at = clock.now()
    mine = {"person_id": origin.person_id, "role": Role.TEACHER, "unit_id": unit.unit_id}
    if session.scalar(select(Post.id).filter_by(**mine).where(held_at(at))) is not None:
        return
    post = Post(**mine, from_at=at, given_by_id=origin.person_id)
    session.add(post)
    session.flush()
    _note(session, origin, Act.POST_GIVEN, post)


def take_back(session: Session, origin: Origin, post_id: int) -> bool:
    """End a post now; the holder's sessions end with it. Returns whether it was still held: twice is once.

    Raises Forbidden for somebody who may not, Refused for the last manager of a unit.
    """
    take_turns(session)
    at = clock.now()
    query = select(Post).where(Post.id == post_id, held_at(at)).execution_options(populate_existing=True)
    post = session.scalar(query.with_for_update())
    if post is None:
        return False
    unit = unit_by_id(session, post.unit_id)
    if origin.person_id not in (None, post.person_id):
        _check_may_give(session, origin, post.role, unit.path)
    sign_in = session.scalar(select(SignIn).where(SignIn.person_id == post.person_id))
    check_may_end(post.role, unit.kind, others_in(session, post, at), acting=is_acting(sign_in))
    post.to_at, post.ended_by_id = at, origin.person_id
    session.flush()
    _note(session, origin, Act.POST_ENDED, post)
    _end_sessions(session, post.person_id)
    if not held_by(session, post.person_id, at):
        _void_invitations(session, post.person_id)
    return True


def end_with_unit(session: Session, origin: Origin, unit_id: int) -> Sequence[tuple[Post, datetime | None]]:
    """End every post held at a unit that closes, and the sessions of their holders.

    Returns the posts, each with the moment at which it was to end. Nobody is asked whether the unit is left without a
    manager: it is no more.
    """
    take_turns(session)
    at = clock.now()
    query = select(Post).where(Post.unit_id == unit_id, or_(Post.to_at.is_(None), Post.to_at > at)).order_by(Post.id)
    held = session.scalars(query.execution_options(populate_existing=True).with_for_update()).all()
    ended = [(post, post.to_at) for post in held]
    for post in held:
        post.to_at, post.ended_by_id = max(at, post.from_at), origin.person_id
        _note(session, origin, Act.POST_ENDED, post)
        _end_sessions(session, post.person_id)
    session.flush()
    return ended


def _check_gift(session: Session, origin: Origin, unit: UnitVersion, person: Person, role: Role) -> None:
    if unit.kind not in HELD_AT[role]:
        raise Forbidden
    if origin.person_id is not None:
        _check_may_give(session, origin, role, unit.path)
    check_recipient(origin.person_id, person.id, person.birth_year, clock.today())
    if any((held.role, held.unit_id) == (role, unit.unit_id) for held in held_by(session, person.id, clock.now())):
        raise Refused("Người này đang giữ việc này rồi. Muốn đổi ngày hết hạn thì thu lại, rồi giao lại.")


def _check_may_give(session: Session, origin: Origin, role: Role, path: str) -> None:
    """Asked anew here: the giver may have lost their own post while the form was on their screen."""
    if not may_give(actor_now(session, origin.person_id, clock.now()), role, path):
        raise Forbidden


def _end_sessions(session: Session, person_id: int) -> None:
    session.execute(update(SignIn).where(SignIn.person_id == person_id).values(epoch=SignIn.epoch + 1))


def _void_invitations(session: Session, person_id: int) -> None:
    """A code handed out for posts that are all gone opens nothing."""
    unused = update(Invitation).where(Invitation.person_id == person_id, Invitation.used_at.is_(None))
    session.execute(unused.where(Invitation.expires_at > clock.now()).values(expires_at=clock.now()))


def _note(session: Session, origin: Origin, act: Act, post: Post) -> None:
    details = {"post": post.id, "role": post.role.value}
    record(session, origin, act, subject_person_id=post.person_id, unit_id=post.unit_id, **details)
