"""The one query that every figure comes from: page, XLSX, CSV, JSON, DOCX, PDF, report. Source: design §5, Coverage."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms import clock
from lms.coverage.queries.figures import SUPERVISED, Levels, figures_alike, figures_of
from lms.coverage.queries.ground import Ground, children_of, ground_of
from lms.coverage.queries.holding import Held, counting_units, held_of
from lms.coverage.queries.lines import NOWHERE
from lms.coverage.queries.mergers import merged_into
from lms.coverage.queries.numbers import Used, by_group, used_numbers
from lms.coverage.queries.sums import Counted, by_month, counted
from lms.coverage.rules.groups import GROUPS, Group
from lms.coverage.rules.mergers import Merged, Part
from lms.coverage.rules.rates import Carrier, Figures, Rate, added, less, rate_of
from lms.coverage.rules.trees import Tree
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Line:
    """One unit and one group: its figures, its rate, and the number that the rate is taken of (None: no own one).

    `lacking`: units that went into this one (or, where numbers below are added up, into one of those) after the number
    was decided on: their people are counted, their numbers are not in it.
    """

    unit: UnitVersion
    group: Group
    figures: Figures
    rate: Rate
    used: Used | None
    lacking: Sequence[Part[UnitVersion]] = ()


@dataclass(frozen=True, slots=True)
class Traits:
    """People of a group alike in year of birth and sex (`""`: not told), by how far they have come."""

    birth_year: int
    sex: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Coverage:
    """A unit's coverage as recorded by the end of a day (None: now); whoever turns 18 in its year is an adult.

    `lines` has one line for each group with people or a number, `below` the same for each unit directly below, in the
    office's own order. `unplaced` are those who belong to the unit itself and to none below it; on the country's page
    those whose place is not known at all, who are in no rate. `missing` are, by group, the
    units directly below without a number where one is missed. Units bear the names of that day; `since` is the unit's
    first day where it was not in the tree yet, else None.
    """

    unit: UnitVersion
    since: date | None
    year: int
    until: date | None
    made_at: datetime
    lines: tuple[Line, ...]
    below: tuple[tuple[UnitVersion, tuple[Line, ...]], ...]
    traits: Mapping[str, Sequence[Traits]]
    unplaced: Mapping[str, Figures]
    missing: Mapping[str, Sequence[UnitVersion]]

    def line(self, group: str) -> Line | None:
        """The line of a group, or None where there is nobody and no number."""
        return next((one for one in self.lines if one.group.code == group), None)


def coverage_of(
    session: Session, unit: UnitVersion, *, until: date | None = None, levels: Levels | None = None
) -> Coverage:
    """Everything the figures of a unit say, as recorded by the end of a day (None: now), units as they stood then.

    A constant number of queries, whatever the number of people.
    """
    return coverage_on(session, ground_of(session, unit, until), levels)


def coverage_on(
    session: Session, ground: Ground, levels: Levels | None = None, rows: Sequence[UnitVersion] | None = None
) -> Coverage:
    """The same on a tree that has been read; `rows`: the units of `below`, where they are not those directly below."""
    unit, until = ground.unit, ground.until
    below = children_of(session, ground) if rows is None else rows
    day = until or clock.today()
    year = day.year
    years = {group.code: group.number_year(day) for group in GROUPS}
    numbers = by_group(used_numbers(session, ground, years))
    places = {unit.unit_id, *(one.unit_id for one in below), *(one for held in numbers.values() for one in held)}
    if unit.kind is UnitKind.COUNTRY:
        places.add(NOWHERE)
    held = held_of(numbers, counting_units(session, ground))
    merged = merged_into(session, ground, years)
    found = _Found(figures_of(counted(session, year, places, until=until), levels or {}), held, merged)
    return Coverage(
        unit=unit,
        since=ground.since,
        year=year,
        until=until,
        made_at=clock.now(),
        lines=found.lines(unit),
        below=tuple((one, found.lines(one)) for one in below),
        traits=_traits(counted(session, year, [unit.unit_id], until=until, traits=True), levels or {}),
        unplaced={group.code: found.unplaced(unit, below, group) for group in GROUPS},
        missing={group.code: found.missing(unit, below, group) for group in GROUPS},
    )


def trend_of(
    session: Session, unit: UnitVersion, year: int, months: Sequence[date], levels: Levels | None = None
) -> Mapping[date, Mapping[str, Figures]]:
    """How the groups of a unit stood at the end of each month. Three queries."""
    found = by_month(session, year, unit.unit_id, months)
    return {
        month: {
            group.code: sums.get((unit.unit_id, group.audience), Figures())
            for group in GROUPS
            for sums in [figures_of(then, levels or {})]
        }
        for month, then in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Found:
    """What has been read for a page: figures by place, and what is known of each group."""

    figures: Mapping[tuple[int, str], Figures]
    held: Mapping[str, Held]
    merged: Merged[UnitVersion]

    def at(self, place_id: int, group: Group) -> Figures:
        return self.figures.get((place_id, group.audience), Figures())

    def unplaced(self, unit: UnitVersion, below: Sequence[UnitVersion], group: Group) -> Figures:
        if unit.kind is UnitKind.COUNTRY:
            return self.at(NOWHERE, group)
        return less(self.at(unit.unit_id, group), added(self.at(one.unit_id, group) for one in below))

    def missing(self, unit: UnitVersion, below: Sequence[UnitVersion], group: Group) -> Sequence[UnitVersion]:
        held = self.held[group.code]
        asked = {one.unit_id for one in held.units(unit, group)}
        over = Tree((one.path, one) for one in held.carriers(unit))
        return [one for one in below if one.unit_id in asked and not over.over(one.path)]

    def lines(self, unit: UnitVersion) -> tuple[Line, ...]:
        return tuple(self._line(unit, group) for group in GROUPS if self._is_there(unit, group))

    def _is_there(self, unit: UnitVersion, group: Group) -> bool:
        """Whether a group has anybody there, or a number there or below."""
        held = self.held[group.code]
        return bool(self.at(unit.unit_id, group).known or unit.unit_id in held.used or held.numbers.below(unit.path))

    def _line(self, unit: UnitVersion, group: Group) -> Line:
        held = self.held[group.code]
        used, carriers, all_units = held.used.get(unit.unit_id), held.carriers(unit), held.units(unit, group)
        over = Tree((one.path, one) for one in carriers)
        rate = rate_of(
            self.at(unit.unit_id, group),
            used.row.number if used else None,
            [Carrier(one.unit_id, one.row.number, self.at(one.unit_id, group)) for one in carriers],
            all_units=len(all_units),
            known_units=sum(1 for one in all_units if over.over(one.path)),
            smaller=held.smaller(carriers, all_units),
        )
        lacking = self._lacking(unit.unit_id, group, [used] if used else carriers)
        return Line(unit, group, self.at(unit.unit_id, group), rate, used, lacking)

    def _lacking(self, unit_id: int, group: Group, numbers: Sequence[Used]) -> list[Part[UnitVersion]]:
        """What the numbers that a rate is taken of do not hold; with none known, what could be added up."""
        if not numbers:
            return self.merged.lacking(unit_id, group.code, None)
        return [part for one in numbers for part in self.merged.lacking(one.unit_id, group.code, one.at)]


def _traits(sums: Counter[Counted], levels: Levels) -> Mapping[str, Sequence[Traits]]:
    alike: dict[tuple[str, int, str], list[tuple[Counted, int]]] = {}
    for key, n in sums.items():
        alike.setdefault((key.audience, key.birth_year, key.sex), []).append((key, n))
    found: dict[str, list[Traits]] = {}
    for (audience, born, sex), rows in sorted(alike.items()):
        group = next(one for one in GROUPS if one.audience == audience)
        found.setdefault(group.code, []).append(
            Traits(born, sex, figures_alike(rows, levels.get(audience, SUPERVISED)))
        )
    return found
