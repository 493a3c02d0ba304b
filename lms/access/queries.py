"""The rule of `access.rules` as SQL: rows whose unit an actor reaches with a permission."""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from lms.access.rules import Actor, Permission, path_range


def under(path: str, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Rows at the unit with that path or below it, searched as a range."""
    start, end = path_range(path)
    return and_(column >= start, column < end)


def within_reach(actor: Actor, permission: Permission, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Rows where `actor.may(permission, path)` holds; none for somebody without posts."""
    paths = {post.path for post in actor.posts if post.grants(permission)}
    return or_(*(under(path, column) for path in sorted(paths))) if paths else false()
