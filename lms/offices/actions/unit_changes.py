"""Doing what a plan says: the tree, the posts and documents of units that close, and the record, in one transaction."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.adopting import withdraw
from lms.confirmations.models import Adoption
from lms.coverage.actions.folding import follow_tree
from lms.offices.rules.plans import Plan, Ref
from lms.people.actions.posts import end_with_unit, give_post
from lms.people.models import Person
from lms.people.queries.posts import held_by
from lms.people.rules.posts import last_day_of
from lms.units.actions import add_unit, close_unit, free_code, move_under, restate
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_id


def apply_plan(
    session: Session, origin: Origin, plan: Plan, *, once: str, going_on: Collection[int] = ()
) -> dict[Ref, int]:
    """Change the tree; returns the ids of the units that were opened, by −1, −2…

    `going_on`: posts at units that close which go on at the heir; all others there end, and their holders' sessions
    with them. The caller holds the tree (`hold_tree`) and has worked the plan out since. Raises Refused for a code
    that is taken.
    """
    follow_tree(session)
    opened = _open(session, origin, plan, once)
    for one in plan.restated:
        changed = {"kind": one.kind, "name": one.name, "code": one.code}
        restate(session, one.unit.unit_id, plan.basis.day, plan.basis.decision, **changed)
        _note(session, origin, plan, one.unit.unit_id)
    for moving in plan.moved:
        parent = unit_by_id(session, opened.get(moving.parent, moving.parent))
        move_under(session, moving.unit.unit_id, parent, plan.basis.day, plan.basis.decision)
        _note(session, origin, plan, moving.unit.unit_id, parent=parent.unit_id)
    for closing in plan.closed:
        heir = opened.get(closing.heir, closing.heir)
        _end_posts(session, origin, closing.unit.unit_id, unit_by_id(session, heir), going_on)
        for adoption in session.scalars(select(Adoption).where(Adoption.unit_id == closing.unit.unit_id)):
            withdraw(session, origin, adoption)
        close_unit(session, closing.unit.unit_id, plan.basis.day, heir)
        _note(session, origin, plan, closing.unit.unit_id, heir=heir)
    session.flush()
    follow_tree(session)
    return opened


def _open(session: Session, origin: Origin, plan: Plan, once: str) -> dict[Ref, int]:
    opened: dict[Ref, int] = {}
    for number, one in enumerate(plan.opened, 1):
        parent = unit_by_id(session, opened.get(one.parent_id, one.parent_id))
        added = add_unit(
            session,
            kind=one.kind,
            name=one.name,
            code=one.code or free_code(session, parent),
            parent=parent,
            valid_from=plan.basis.day,
            decision=plan.basis.decision,
            once=f"{once}-{number}",
        )
        record(session, origin, Act.UNIT_ADDED, unit_id=added.unit_id, code=added.code)
        opened[-number] = added.unit_id
    return opened


def _end_posts(session: Session, origin: Origin, unit_id: int, heir: UnitVersion, going_on: Collection[int]) -> None:
    """End the posts at a unit; those that go on are given anew at the heir, unless the holder has the same there."""
    for post, until in end_with_unit(session, origin, unit_id):
        held = held_by(session, post.person_id, clock.now())
        if post.id in going_on and not any((one.role, one.unit_id) == (post.role, heir.unit_id) for one in held):
            person = session.get_one(Person, post.person_id)
            give_post(session, origin, heir, person, post.role, last_day=last_day_of(until) if until else None)


def _note(session: Session, origin: Origin, plan: Plan, unit_id: int, **details: int) -> None:
    change, day = plan.change.value, plan.basis.day.isoformat()
    record(session, origin, Act.UNIT_CHANGED, unit_id=unit_id, change=change, day=day, **details)
