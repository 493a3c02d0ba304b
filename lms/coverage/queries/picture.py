"""Everything that a coverage page and its files show, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lms.content.rules.library import Library
from lms.coverage.queries.aims import aims_of
from lms.coverage.queries.basis import Basis, bases_of, levels_of
from lms.coverage.queries.checks import Checks, checks_of
from lms.coverage.queries.coverage import Coverage, Line, coverage_on, trend_of
from lms.coverage.queries.figures import Levels, figures_of
from lms.coverage.queries.ground import communes_of, ground_of
from lms.coverage.queries.sums import counted
from lms.coverage.queries.targets import targets_of
from lms.coverage.rules.aims import Aim
from lms.coverage.rules.groups import GROUPS, Group
from lms.coverage.rules.periods import Period, months_back
from lms.coverage.rules.rates import Figures
from lms.coverage.rules.targets import TargetSaid, main_target
from lms.units.models import UnitVersion

MONTHS = 13
"""How far back the trend goes: a year, and the month it began with."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A unit in a period: its coverage, its targets, what the figures stand on, and how they came about.

    `trend` is by month, the earliest first; `before` how each group stood when the period began. `checks` say how sound
    the figures are. `aims`: the targets that no rate is drawn against. `communes`: every commune below, where it was
    asked for.
    """

    period: Period
    coverage: Coverage
    targets: Sequence[TargetSaid]
    bases: Sequence[Basis]
    trend: Mapping[date, Mapping[str, Figures]]
    before: Mapping[str, Figures]
    checks: Checks
    aims: Sequence[Aim] = ()
    communes: Sequence[tuple[UnitVersion, Sequence[Line]]] = ()

    def target(self, group: Group) -> TargetSaid | None:
        """The target that the group's rate is drawn against, or None."""
        return main_target(self.targets, group.code)


def picture_of(
    session: Session, unit: UnitVersion, period: Period, library: Library, *, communes: bool = False
) -> Picture:
    """All of it, with every commune below where they are asked for. A constant number of queries."""
    levels = levels_of(library)
    last = min(period.last, period.today)
    months = months_back(last, MONTHS)
    wanted = sorted({*months, period.before.replace(day=1)})
    years = {group.code: group.number_year(last) for group in GROUPS}
    found = trend_of(session, unit, last.year, wanted, levels)
    ground = ground_of(session, unit, period.until)
    deep = communes_of(session, ground) if communes else ()
    coverage, targets = coverage_on(session, ground, levels), targets_of(session, ground, last.year)
    return Picture(
        period=period,
        coverage=coverage,
        targets=targets,
        bases=bases_of(session, ground, library),
        trend={month: found[month] for month in months},
        before=_before(session, unit, period, found, levels),
        checks=checks_of(session, ground, years),
        aims=aims_of(session, ground, coverage, targets),
        communes=coverage_on(session, ground, levels, deep).below if deep else (),
    )


def _before(
    session: Session, unit: UnitVersion, period: Period, by_month: Mapping[date, Mapping[str, Figures]], levels: Levels
) -> Mapping[str, Figures]:
    """How each group stood at the end of the day before a period; that of most is the last of a month."""
    if period.first.day == 1:
        return by_month[period.before.replace(day=1)]
    sums = figures_of(counted(session, period.before.year, [unit.unit_id], until=period.before), levels)
    return {group.code: sums.get((unit.unit_id, group.audience), Figures()) for group in GROUPS}
