"""Which units hold a number of people, and which are missed that have none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.coverage.queries.ground import Ground
from lms.coverage.queries.numbers import Used
from lms.coverage.rules.groups import GROUPS, Group
from lms.coverage.rules.trees import Tree, topmost
from lms.units.models import UnitVersion
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind


class Place(NamedTuple):
    """A unit that may miss a number; there are thousands, so no more of each than is asked."""

    unit_id: int
    path: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of one group: its used numbers in the order of the tree, and the units by which they are missed."""

    used: Mapping[int, Used]
    numbers: Tree[Used]
    counting: Tree[Place]

    def carriers(self, unit: UnitVersion) -> list[Used]:
        """The numbers strictly below a unit that stand under no other number below it."""
        return topmost(self.numbers.below(unit.path))

    def units(self, unit: UnitVersion, group: Group) -> list[Place]:
        """The units by which it is told how far numbers are known below a unit."""
        return [one for one in self.counting.below(unit.path) if _counts(unit, one, group)]

    def smaller(self, carriers: Sequence[Used], units: Sequence[Place]) -> int:
        """How many numbers are of something inside one of the units by which they are missed."""
        ids = {one.unit_id for one in units}
        over = Tree((one.path, one) for one in topmost(sorted(units, key=_path)))
        return sum(1 for one in carriers if one.unit_id not in ids and over.over(one.path))


def held_of(numbers: Mapping[str, Mapping[int, Used]], places: Sequence[Place]) -> Mapping[str, Held]:
    """By group what is known of it; `numbers`: the used ones by group and unit."""
    counting = Tree((one.path, one) for one in places)
    return {
        group.code: Held(used, Tree((one.path, one) for one in used.values()), counting)
        for group in GROUPS
        for used in [numbers.get(group.code, {})]
    }


def counting_units(session: Session, ground: Ground) -> Sequence[Place]:
    """The units below by which it may be missed that a number is known. One query."""
    wide = ground.unit.kind is UnitKind.COUNTRY or ground.unit.kind in PROVINCIAL
    kinds = COMMUNAL if wide else frozenset().union(*(group.kinds for group in GROUPS))
    places = ground.places.c
    query = select(places.unit_id, places.path, places.kind).where(places.kind.in_(kinds))
    return [Place(*row) for row in session.execute(query)]


def _path(place: Place) -> str:
    return place.path


def _counts(unit: UnitVersion, one: Place, group: Group) -> bool:
    """Whether a unit below is one by which it is told how far numbers are known: communes, or what is in a commune."""
    if unit.kind is UnitKind.COUNTRY or unit.kind in PROVINCIAL:
        return one.kind in COMMUNAL
    return one.kind in group.kinds and one.unit_id != unit.unit_id
