"""Which units somebody may change from a unit's page, where one may move to, and what has been done already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.queries import within_reach
from lms.access.rules import Actor, Permission
from lms.errors import NotFound
from lms.offices.queries.tree import IN_ORDER
from lms.offices.rules.plans import CHANGES, Change
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT, children, unit_by_code
from lms.units.rules import MAY_STAND_UNDER, UnitKind

MOST_PLACES = 400


@dataclass(frozen=True, slots=True)
class ChangeAt:
    """A kind of change, asked for from the page of a unit."""

    unit: UnitVersion
    change: Change

    @property
    def path(self) -> str:
        """The unit's place in the tree: what a guard asks about."""
        return self.unit.path


def change_at(session: Session, code: str, change: str) -> ChangeAt:
    """The change with that address, at the unit with that code. Raises NotFound."""
    found = next((one for one, words in CHANGES.items() if words.address == change), None)
    if found is None:
        raise NotFound
    return ChangeAt(unit_by_code(session, code), found)


def changeable(session: Session, actor: Actor, unit: UnitVersion) -> Sequence[UnitVersion]:
    """The unit itself, for those who may change it from above, and what stands directly below it; no classes."""
    below = [one for one in children(session, unit) if one.kind is not UnitKind.CLASS]
    above = unit.path[: unit.path.rstrip("/").rindex("/") + 1]
    own = unit.kind not in (UnitKind.COUNTRY, UnitKind.CLASS) and actor.may(Permission.UNIT_CHANGE, above)
    return [unit, *below] if own else below


def places_to_move(session: Session, actor: Actor, units: Sequence[UnitVersion]) -> Sequence[UnitVersion]:
    """The units in reach under which one of some units may stand, in the order of codes; at most 400."""
    kinds = frozenset().union(*(MAY_STAND_UNDER[one.kind] for one in units))
    reached = within_reach(actor, Permission.UNIT_CHANGE, UnitVersion.path)
    query = select(UnitVersion).where(CURRENT, UnitVersion.kind.in_(kinds), reached)
    return session.scalars(query.order_by(*IN_ORDER).limit(MOST_PLACES)).all()


def closed_already(session: Session, unit_ids: Sequence[int], kept: int | None) -> bool:
    """Whether all of these units but the one that is kept have been closed: the form was sent before."""
    rows = session.execute(select(Unit.id, Unit.closed_on).where(Unit.id.in_(unit_ids))).all()
    return bool(rows) and all((row.closed_on is None) == (row.id == kept) for row in rows)


def opened_already(session: Session, once: str) -> bool:
    """Whether the same form has opened units before."""
    return session.scalar(select(Unit.id).where(Unit.once_key == f"{once}-1")) is not None
