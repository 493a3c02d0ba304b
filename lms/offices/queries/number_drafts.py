"""The draft of a file of numbers: what would become of its rows; the rows of the file to fill in."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.coverage.models.numbers import EligibleNumber
from lms.coverage.queries.ground import today
from lms.coverage.queries.numbers import Used, used_numbers
from lms.coverage.rules.groups import GROUPS, Group
from lms.offices.rules.number_rows import Against, NumberRow, Place, codes_in, groups_at, judge
from lms.sheets.models import ImportDraft
from lms.sheets.rules.tables import Table, unpacked
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, children
from lms.units.rules import UnitKind

KIND = "numbers"
_AT_ONCE = 5_000


def judged(session: Session, unit: UnitVersion, draft: ImportDraft) -> list[NumberRow]:
    """What would become of each row of a draft now. Three queries."""
    table, year = unpacked(draft.rows), int(draft.choices["year"])
    used = {(one.unit_id, one.group): one.row.number for one in _used(session, unit, year)}
    return judge(table, Against(_places(session, unit, table), used, year, clock.today()))


def to_fill_in(
    session: Session, unit: UnitVersion, year: int
) -> Sequence[tuple[UnitVersion, Group, EligibleNumber | None]]:
    """The unit and those directly below it, with each of their groups and the number used now. Two queries."""
    used = {(one.unit_id, one.group): one.row for one in _used(session, unit, year)}
    units = [unit, *(one for one in children(session, unit) if one.kind is not UnitKind.CLASS)]
    return [(one, group, used.get((one.unit_id, group.code))) for one in units for group in groups_at(one.kind)]


def _used(session: Session, unit: UnitVersion, year: int) -> Sequence[Used]:
    return used_numbers(session, today(unit), {group.code: year for group in GROUPS})


def _places(session: Session, unit: UnitVersion, table: Table) -> Mapping[str, Place]:
    """The units that the file's codes name today, classes left out: no numbers are kept of them."""
    since = (
        select(UnitVersion.unit_id, func.min(UnitVersion.valid_from).label("day"))
        .group_by(UnitVersion.unit_id)
        .subquery()
    )
    found: dict[str, Place] = {}
    for some in _chunks(sorted(codes_in(table))):
        query = (
            select(UnitVersion, since.c.day)
            .join(since, since.c.unit_id == UnitVersion.unit_id)
            .where(CURRENT, UnitVersion.code.in_(some), UnitVersion.kind != UnitKind.CLASS)
        )
        for one, day in session.execute(query):
            inside = one.path.startswith(unit.path)
            found[one.code] = Place(one.unit_id, one.path, one.spoken, one.kind, day, inside)
    return found


def _chunks(codes: list[str]) -> Iterable[list[str]]:
    return (codes[start : start + _AT_ONCE] for start in range(0, len(codes), _AT_ONCE))
