"""Adding units: the built-in list at the beginning, one by one afterwards."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms.errors import Refused
from lms.sources.rules import fold
from lms.units.models import Unit, UnitVersion
from lms.units.queries import COUNTRY_CODE, CURRENT
from lms.units.rules import MAY_STAND_UNDER, ListedUnit, UnitKind, path_under

COUNTRY_NAME = "Việt Nam"
FIRST_DAY = date(2025, 7, 1)


def add_unit(
    session: Session,
    *,
    kind: UnitKind,
    name: str,
    code: str,
    parent: UnitVersion | None,
    valid_from: date,
    decision: str = "",
) -> UnitVersion:
    """A new unit, standing from a day on.

    Raises Refused when such a kind cannot stand there or the code is taken.
    """
    if parent is not None and parent.kind not in MAY_STAND_UNDER[kind]:
        raise Refused("Đơn vị loại này không đặt dưới %(parent)s được.", field="parent", parent=parent.spoken)
    if session.scalar(select(UnitVersion.id).where(UnitVersion.code == code, CURRENT)):
        raise Refused("Mã %(code)s đã có đơn vị khác dùng.", field="code", code=code)
    unit = Unit()
    session.add(unit)
    session.flush()
    version = UnitVersion(
        unit_id=unit.id,
        parent_id=parent.unit_id if parent else None,
        kind=kind,
        code=code,
        name=name,
        search_key=fold(name),
        path=path_under(parent.path if parent else "", unit.id),
        valid_from=valid_from,
        decision=decision,
    )
    session.add(version)
    session.flush()
    return version


def country(session: Session) -> UnitVersion:
    """The root of the tree, made on first use."""
    found = session.scalar(select(UnitVersion).where(UnitVersion.code == COUNTRY_CODE, CURRENT))
    return found or add_unit(
        session, kind=UnitKind.COUNTRY, name=COUNTRY_NAME, code=COUNTRY_CODE, parent=None, valid_from=FIRST_DAY
    )


def take_in(session: Session, listed: Iterable[ListedUnit]) -> int:
    """Fill an empty tree from a dated list, parents before children; returns how many units came in.

    Does nothing (0) when the tree has provinces already: later changes are dated changes, not a new list.
    """
    root = country(session)
    if session.scalar(select(UnitVersion.id).where(UnitVersion.parent_id == root.unit_id).limit(1)):
        return 0
    rows = list(listed)
    codes = list(dict.fromkeys(row.code for row in rows))
    ids = session.scalars(insert(Unit).returning(Unit.id, sort_by_parameter_order=True), [{} for _ in codes])
    unit_ids = dict(zip(codes, ids, strict=True)) | {"": root.unit_id}
    paths = {"": root.path}
    for row in rows:
        paths[row.code] = path_under(paths[row.parent_code], unit_ids[row.code])
    session.execute(
        insert(UnitVersion),
        [
            {
                "unit_id": unit_ids[row.code],
                "parent_id": unit_ids[row.parent_code],
                "kind": row.kind,
                "code": row.code,
                "name": row.name,
                "search_key": fold(row.name),
                "path": paths[row.code],
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "decision": row.decision,
            }
            for row in rows
        ],
    )
    return len(codes)
