"""Finding units: by code, by name typed without diacritics, above and below one another."""

from collections.abc import Iterable, Sequence

from sqlalchemy import CTE, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.access.queries import under
from lms.errors import NotFound
from lms.sources.rules import fold
from lms.units.models import Unit, UnitVersion
from lms.units.rules import COMMUNAL, KIND_WORDS, PROVINCIAL, RESIDENTIAL, UnitKind

CURRENT = UnitVersion.valid_to.is_(None)
COUNTRY_CODE = "vn"
MADE_UP_PROVINCE = "99"
LONGEST_SEARCH = 80

_asked = select(Unit.id.label("asked"), Unit.id.label("heir")).where(Unit.id.in_(bindparam("unit_ids", expanding=True)))
_first = _asked.cte("heirs", recursive=True)
_later = select(_first.c.asked, Unit.successor_id).join(Unit, Unit.id == _first.c.heir)
_heirs = _first.union(_later.where(Unit.successor_id.is_not(None)))
LIVING = select(_heirs.c.asked, UnitVersion).join(UnitVersion, UnitVersion.unit_id == _heirs.c.heir).where(CURRENT)


def unit_by_code(session: Session, code: str) -> UnitVersion:
    """Whoever holds an official code today. Raises NotFound when nobody does."""
    found = session.scalar(select(UnitVersion).where(UnitVersion.code == code, CURRENT))
    if found is None:
        raise NotFound
    return found


def unit_by_id(session: Session, unit_id: int) -> UnitVersion:
    """A unit as it stands today. Raises NotFound for an unknown or closed one."""
    found = session.scalar(select(UnitVersion).where(UnitVersion.unit_id == unit_id, CURRENT))
    if found is None:
        raise NotFound
    return found


def living_by_id(session: Session, unit_ids: Iterable[int]) -> dict[int, UnitVersion]:
    """Each unit as it stands today, or whichever open unit it was merged into in the end. One query, none for nothing.

    Units closed without a successor, and unknown ones, are left out.
    """
    wanted = sorted(set(unit_ids))
    return dict(session.execute(LIVING, {"unit_ids": wanted}).all()) if wanted else {}


def living_successor(session: Session, unit_id: int) -> UnitVersion:
    """The unit, or whichever open unit it was merged into in the end. Raises NotFound when there is none."""
    found = living_by_id(session, [unit_id]).get(unit_id)
    if found is None:
        raise NotFound
    return found


def subtree_ids(path: str) -> Select[int]:
    """The ids of all that is counted at a place in the tree: open units there, and closed ones merged into those.

    For `unit_id.in_(subtree_ids(unit.path))`: nobody's rows are rewritten when units merge. The units above it do not
    matter, so one taken up into its own parent (a school closed, its people counted at the commune) counts there.
    """
    standing = select(UnitVersion.unit_id.label("unit_id")).where(CURRENT, under(path, UnitVersion.path))
    counted = standing.cte("counted", recursive=True)
    counted = counted.union(select(Unit.id).join(counted, Unit.successor_id == counted.c.unit_id))
    return select(counted.c.unit_id)


def with_heirs(path: str) -> CTE:
    """Open units at a place in the tree (`heir`), each with itself and every closed unit merged into it (`held`).

    Like `subtree_ids`, for those who also say where somebody recorded at a closed unit is counted today.
    """
    standing = select(UnitVersion.unit_id.label("heir"), UnitVersion.unit_id.label("held"))
    places = standing.where(CURRENT, under(path, UnitVersion.path)).cte("places", recursive=True)
    return places.union(select(places.c.heir, Unit.id).join(places, Unit.successor_id == places.c.held))


def children(session: Session, unit: UnitVersion) -> Sequence[UnitVersion]:
    """What stands directly below a unit today, in the order of codes; a village `99001-10` after `99001-2`."""
    query = select(UnitVersion).where(UnitVersion.parent_id == unit.unit_id, CURRENT)
    return session.scalars(query.order_by(func.length(UnitVersion.code), UnitVersion.code)).all()


def villages(session: Session, commune: UnitVersion) -> Sequence[UnitVersion]:
    """The villages and neighbourhoods of a commune today; empty where none is listed."""
    return [unit for unit in children(session, commune) if unit.kind in RESIDENTIAL]


def ancestors(session: Session, unit: UnitVersion) -> Sequence[UnitVersion]:
    """The units above one, nearest first, without the country."""
    ids = _ids(unit)[:-1]
    rows = session.scalars(select(UnitVersion).where(UnitVersion.unit_id.in_(ids), CURRENT)).all()
    above = {row.unit_id: row for row in rows if row.kind is not UnitKind.COUNTRY}
    return [above[unit_id] for unit_id in reversed(ids) if unit_id in above]


def places(session: Session, unit_ids: Iterable[int]) -> dict[int, str]:
    """How to say where each unit is, up to its province: `Thôn Đình, xã Hồng Vân, thành phố Hà Nội`. Two queries.

    A unit that was merged is where its successor is.
    """
    living = living_by_id(session, unit_ids)
    above = living_by_id(session, [part for unit in living.values() for part in _ids(unit)])
    return {unit_id: _said(unit, above) for unit_id, unit in living.items()}


def _said(unit: UnitVersion, known: dict[int, UnitVersion]) -> str:
    line = [known[part] for part in reversed(_ids(unit)) if part in known]
    return ", ".join(part.spoken for part in line if part.kind is not UnitKind.COUNTRY or len(line) == 1)


def _ids(unit: UnitVersion) -> list[int]:
    """The unit's place in the tree as ids, the country's first and its own last."""
    return [int(part) for part in unit.path.strip("/").split("/")]


def search_places(
    session: Session, typed: str, kinds: frozenset[UnitKind] = COMMUNAL, *, limit: int = 12, demo: bool = False
) -> Sequence[UnitVersion]:
    """Units of some kinds whose present or former name fits what was typed, with or without diacritics and kind word.

    A name that begins with the text comes first. `xã Hồng Vân, Hà Nội` narrows by province after the comma. Former
    names lead to the unit of today. The made-up province is found only where `demo` data is in use.
    """
    name, _, province = typed[:LONGEST_SEARCH].partition(",")
    keys = name_keys(name)
    if not keys[0]:
        return []
    past = aliased(UnitVersion)
    fits = or_(*(past.search_key.like(f"%{key}%") for key in keys))
    rank = case((or_(*(past.search_key == key for key in keys)), 0),
                (or_(*(past.search_key.like(f"{key}%") for key in keys)), 1), else_=2)  # fmt: skip
    heirs = select(past.unit_id.label("heir"), rank.label("rank")).where(fits).cte("heirs", recursive=True)
    later = select(Unit.successor_id, heirs.c.rank).join(heirs, Unit.id == heirs.c.heir)
    heirs = heirs.union(later.where(Unit.successor_id.is_not(None)))
    query = (
        select(UnitVersion)
        .join(heirs, heirs.c.heir == UnitVersion.unit_id)
        .where(CURRENT, UnitVersion.kind.in_(kinds))
        .group_by(UnitVersion.id)
        .order_by(func.min(heirs.c.rank), UnitVersion.search_key, UnitVersion.code)
        .limit(limit)
    )
    if (above := _province(session, province)) is not None:
        query = query.where(under(above.path, UnitVersion.path))
    if not demo:
        query = query.where(and_(~UnitVersion.code.startswith(MADE_UP_PROVINCE)))
    return session.scalars(query).all()


def name_keys(typed: str) -> list[str]:
    """The keys a typed name may be found under: folded, and the same without the word for the kind."""
    key = fold(typed).strip().replace("%", "").replace("_", "")
    words = sorted({fold(word) for word in KIND_WORDS.values() if word} | {"tp", "tp."}, key=len, reverse=True)
    stripped = next((key[len(word) :].strip() for word in words if key.startswith(f"{word} ")), "")
    return [stripped, key] if stripped else [key]


def _province(session: Session, typed: str) -> UnitVersion | None:
    if not fold(typed).strip():
        return None
    query = select(UnitVersion).where(CURRENT, UnitVersion.kind.in_(PROVINCIAL))
    return session.scalar(
        query.where(or_(*(UnitVersion.search_key.like(f"{key}%") for key in name_keys(typed)))).limit(1)
    )
