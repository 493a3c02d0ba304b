"""The units that somebody's posts reach, found by name or code."""

from collections.abc import Sequence

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from lms.access.queries import within_reach
from lms.access.rules import Actor, Permission
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, name_keys

MOST_FOUND = 30


def units_like(session: Session, actor: Actor, typed: str) -> Sequence[UnitVersion]:
    """Units whose page somebody may open and whose code or name fits what was typed, whole names first; at most 30."""
    keys = name_keys(typed[:80])
    if not keys[0]:
        return []
    fits = [UnitVersion.search_key.contains(key, autoescape=True) for key in keys]
    whole = or_(UnitVersion.code == typed.strip(), *(UnitVersion.search_key == key for key in keys))
    query = (
        select(UnitVersion)
        .where(CURRENT, within_reach(actor, Permission.UNIT_SEE, UnitVersion.path), or_(whole, *fits))
        .order_by(case((whole, 0), else_=1), func.length(UnitVersion.code), UnitVersion.search_key, UnitVersion.code)
    )
    return session.scalars(query.limit(MOST_FOUND)).all()
