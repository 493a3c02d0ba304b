"""The part of the tree that an official list speaks of."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.offices.queries.unit_effects import place_of, scene_of
from lms.offices.rules.official_list import Compared, Entry, compare
from lms.offices.rules.official_plan import Tree
from lms.offices.rules.plans import Place
from lms.units.models import UnitVersion
from lms.units.queries import COUNTRY_CODE, CURRENT, MADE_UP_PROVINCE, unit_by_code
from lms.units.rules import COMMUNAL, PROVINCIAL


def tree_of_today(session: Session) -> Tree:
    """All provinces and communes but the made-up ones."""
    query = select(UnitVersion).where(CURRENT, UnitVersion.kind.in_(PROVINCIAL | COMMUNAL))
    known = [place_of(one) for one in session.scalars(query.order_by(UnitVersion.code))]
    codes = {one.unit_id: one.code for one in known}
    places = {one.code: one for one in known if not one.code.startswith(MADE_UP_PROVINCE)}
    parents = {code: codes.get(one.parent_id or 0, "") for code, one in places.items()}
    return Tree(places, parents, unit_by_code(session, COUNTRY_CODE).unit_id)


def compared(session: Session, listed: Mapping[str, Entry]) -> Compared:
    """How a list differs from the tree of today."""
    tree = tree_of_today(session)
    return compare(listed, tree.places, tree.parents)


def below_closed(session: Session, tree: Tree, codes: Iterable[str]) -> Mapping[int, Sequence[Place]]:
    """What stands directly below each of some units, by the unit's id."""
    ids = [tree.places[code].unit_id for code in codes if code in tree.places]
    return scene_of(session, ids, ids).below
