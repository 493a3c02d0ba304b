"""Adding units: the built-in list at the beginning, one by one afterwards."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.queries import under
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Refused
from lms.sources.rules import fold
from lms.units.models import Unit, UnitVersion
from lms.units.queries import COUNTRY_CODE, CURRENT, unit_by_id
from lms.units.rules import MAY_STAND_UNDER, ListedUnit, UnitKind, next_code, path_under

COUNTRY_NAME = "Việt Nam"
FIRST_DAY = date(2025, 7, 1)
VERSIONED = ("unit_id", "parent_id", "kind", "code", "name", "search_key", "path", "decision")


def add_unit(
    session: Session,
    *,
    kind: UnitKind,
    name: str,
    code: str,
    parent: UnitVersion | None,
    valid_from: date,
    decision: str = "",
    once: str | None = None,
) -> UnitVersion:
    """A new unit, standing from a day on.

    Raises Refused when such a kind cannot stand there or the code is taken.
    """
    if parent is not None and parent.kind not in MAY_STAND_UNDER[kind]:
        raise Refused("Đơn vị loại này không đặt dưới %(parent)s được.", field="parent", parent=parent.spoken)
    if session.scalar(select(UnitVersion.id).where(UnitVersion.code == code, CURRENT)):
        raise Refused("Mã %(code)s đã có đơn vị khác dùng.", field="code", code=code)
    unit = Unit(once_key=once)
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


def hold_tree(session: Session) -> None:
    """Wait until nobody else changes the tree, and keep others waiting until this transaction ends.

    One lock for the whole tree: changes are rare and short, and codes, paths and successors rest on one another.
    Whoever calls reads anew what they decide by. SQLite has one writer anyway.
    """
    root = select(UnitVersion.unit_id).where(UnitVersion.code == COUNTRY_CODE, CURRENT).scalar_subquery()
    session.execute(select(Unit.id).where(Unit.id == root).with_for_update(key_share=True))


def add_below(
    session: Session,
    origin: Origin,
    parent: UnitVersion,
    *,
    kind: UnitKind,
    name: str,
    since: date,
    decision: str = "",
    once: str,
) -> UnitVersion:
    """A new unit under the next free code of its parent's; the same form sent twice is one unit.

    Raises Refused when such a kind cannot stand there, or the parent has meanwhile been closed.
    """
    hold_tree(session)
    same = select(UnitVersion).join(UnitVersion.unit).where(Unit.once_key == once)
    if (known := session.scalar(same.order_by(UnitVersion.valid_from.desc()).limit(1))) is not None:
        return known
    session.refresh(parent)
    if parent.valid_to is not None:
        raise Refused("Đơn vị cấp trên vừa được đổi. Mở lại trang rồi thêm.")
    code = free_code(session, parent)
    added = add_unit(session, kind=kind, name=name, code=code, parent=parent, valid_from=since, decision=decision,
                     once=once)  # fmt: skip
    record(session, origin, Act.UNIT_ADDED, unit_id=added.unit_id, code=code)
    return added


def free_code(session: Session, parent: UnitVersion) -> str:
    """The next code below a unit that the house has never given."""
    used = session.scalars(select(UnitVersion.code).where(UnitVersion.code.startswith(f"{parent.code}-")))
    return next_code(parent.code, used)


def restate(session: Session, unit_id: int, day: date, decision: str, **changed: Any) -> UnitVersion:
    """From a day on a unit stands otherwise (name, kind, code, parent_id): a new version begins that day.

    What held before keeps its days; a version that began on that day or later is put right in its place.
    """
    if "name" in changed:
        changed["search_key"] = fold(changed["name"])
    held = select(UnitVersion).where(UnitVersion.unit_id == unit_id, or_(CURRENT, UnitVersion.valid_to >= day))
    versions = session.scalars(held.order_by(UnitVersion.valid_from).execution_options(populate_existing=True)).all()
    for version in versions:
        if version.valid_from < day:
            kept = {column: getattr(version, column) for column in VERSIONED} | {"valid_to": version.valid_to}
            version.valid_to = day - timedelta(days=1)
            session.flush()
            session.add(
                UnitVersion(**kept | changed | {"valid_from": day, "decision": decision, "entered_at": clock.now()})
            )
        else:
            for column, value in {**changed, "decision": decision or version.decision}.items():
                setattr(version, column, value)
        session.flush()
    return unit_by_id(session, unit_id)


def move_under(session: Session, unit_id: int, parent: UnitVersion, day: date, decision: str) -> None:
    """From a day on a unit stands below another, with all that stands below it.

    Only the unit itself begins a new version. The path of those below is where they are searched for today; it is put
    right in their present version, and past days are read by parents (docs/decisions).
    """
    version = restate(session, unit_id, day, decision, parent_id=parent.unit_id)
    start, now = version.path, path_under(parent.path, unit_id)
    moved = update(UnitVersion).where(CURRENT, under(start, UnitVersion.path))
    tail = func.substr(UnitVersion.path, len(start) + 1)
    session.execute(moved.values(path=now + tail), execution_options={"synchronize_session": False})
    session.expire_all()


def close_unit(session: Session, unit_id: int, day: date, heir_id: int) -> None:
    """A unit is no more from a day on; it stays, closed, and whoever is recorded there is counted at its heir."""
    version, unit = unit_by_id(session, unit_id), session.get_one(Unit, unit_id)
    version.valid_to = max(day - timedelta(days=1), version.valid_from)
    unit.closed_on, unit.closed_at, unit.successor_id = day, clock.now(), heir_id
    session.flush()


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
