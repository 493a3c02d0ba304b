"""What everybody may see of a unit's figures, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.queries import under
from lms.content.rules.library import Library
from lms.coverage.models.publishing import PublicPage
from lms.coverage.queries.basis import Basis, bases_of, levels_of
from lms.coverage.queries.coverage import Line, coverage_on
from lms.coverage.queries.figures import figures_of
from lms.coverage.queries.ground import ground_of
from lms.coverage.queries.sums import counted
from lms.coverage.rules.publishing import Cells, Row, shown_cells
from lms.coverage.rules.rates import Figures
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One group: how many have registered, completed, are confirmed (None: not shown), of how many people."""

    line: Line
    cells: Cells
    number: int | None

    @property
    def rate(self) -> float | None:
        """Confirmed ÷ eligible, where both are shown and the number holds everybody who is counted."""
        shown = self.number is not None and self.cells[-1] is not None and not self.line.lacking
        return self.line.rate.confirmed if shown else None


@dataclass(frozen=True, slots=True)
class PublicTotals:
    """A unit's public totals as recorded by the end of a day, and what they stand on."""

    unit: UnitVersion
    until: date
    lines: Sequence[PublicLine]
    bases: Sequence[Basis]


def open_page(session: Session, unit_id: int) -> PublicPage | None:
    """The unit's public page while it is on. One query."""
    return session.scalar(select(PublicPage).where(PublicPage.unit_id == unit_id, PublicPage.off_at.is_(None)))


def page_history(session: Session, unit_id: int) -> Sequence[PublicPage]:
    """From when to when it was on, the last first. One query."""
    return session.scalars(select(PublicPage).where(PublicPage.unit_id == unit_id).order_by(PublicPage.id.desc())).all()


def public_totals(session: Session, unit: UnitVersion, until: date, library: Library) -> PublicTotals:
    """The totals of a unit as everybody may see them, whether or not its page is on. A constant number of queries."""
    levels = levels_of(library)
    ground = ground_of(session, unit, until)
    coverage = coverage_on(session, ground, levels)
    open_below = (
        select(UnitVersion)
        .join(PublicPage, PublicPage.unit_id == UnitVersion.unit_id)
        .where(CURRENT, PublicPage.off_at.is_(None), under(unit.path, UnitVersion.path))
        .where(UnitVersion.unit_id != unit.unit_id)
    )
    below = session.scalars(open_below).all()
    sums = counted(session, until.year, [one.unit_id for one in below], until=until) if below else None
    figures = figures_of(sums, levels) if sums else {}
    lines = []
    for line in coverage.lines:
        number = line.used.row.number if line.used else None
        rows = [Row(one.path, _counts(figures.get((one.unit_id, line.group.audience), Figures()))) for one in below]
        cells = shown_cells([*rows, Row(unit.path, _counts(line.figures), number)])[unit.path]
        lines.append(PublicLine(line, cells, number))
    return PublicTotals(coverage.unit, until, lines, bases_of(session, ground, library))


def _counts(one: Figures) -> tuple[int, ...]:
    return one.registered, one.completed, one.confirmed
