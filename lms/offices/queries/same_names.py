"""Units of one name under one parent: sometimes two villages, mostly one typed twice."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.sources.rules import fold
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import UnitKind


def same_name(
    session: Session, parent: UnitVersion, name: str, kinds: frozenset[UnitKind], *, once: str
) -> Sequence[UnitVersion]:
    """Open units directly below another, of some kinds, whose name is the same but for diacritics and capitals.

    The one that the same form made before is left out.
    """
    query = (
        select(UnitVersion)
        .join(UnitVersion.unit)
        .where(UnitVersion.parent_id == parent.unit_id, CURRENT, UnitVersion.search_key == fold(name))
        .where(or_(Unit.once_key.is_(None), Unit.once_key != once))
    )
    return session.scalars(query.where(UnitVersion.kind.in_(kinds)).order_by(UnitVersion.id)).all()
