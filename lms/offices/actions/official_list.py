"""Taking a newer official list into the tree, from a day on."""

import secrets
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.offices.actions.unit_changes import apply_plan
from lms.offices.queries.official_list import below_closed, tree_of_today
from lms.offices.rules.official_list import Entry
from lms.offices.rules.official_plan import Told, plan_of
from lms.offices.rules.plans import Basis, Plan
from lms.people.models import Post
from lms.units.actions import hold_tree


def take_list(
    session: Session, origin: Origin, listed: Mapping[str, Entry], told: Told, basis: Basis, *, keep_posts: bool
) -> Plan:
    """Change the tree into what the list says, from a day on; returns what was done. Spelling stays as it is.

    A unit that the list has no more stays open unless `told` says where it went. Posts at units that close end, unless
    `keep_posts`. Raises Refused for a day before a unit became what it is, or a mapping that does not fit.
    """
    hold_tree(session)
    tree = tree_of_today(session)
    plan = plan_of(listed, tree, told, basis, below_closed(session, tree, told.merged))
    closed = [one.unit.unit_id for one in plan.closed]
    held = session.scalars(select(Post.id).where(Post.unit_id.in_(closed))).all() if keep_posts else ()
    apply_plan(session, origin, plan, once=secrets.token_urlsafe(18), going_on=held)
    return plan
