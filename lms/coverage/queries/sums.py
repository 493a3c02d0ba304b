"""How many people stand where, as of now or of the end of a day: folded sums and what has not been folded yet.

Flat in the number of people: sums are read by place, then the few rows of the ledger that came since.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, false, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from lms.coverage.models.sums import FoldedDay, FoldedMonth, FoldedSum, FoldMark
from lms.coverage.queries.lines import lines_of
from lms.coverage.rules.groups import GROUPS
from lms.tally.models import LedgerRow
from lms.tally.rules import Stage

Folded = type[FoldedSum] | type[FoldedDay] | type[FoldedMonth]


@dataclass(frozen=True, slots=True)
class Counted:
    """People of one group (by its audience) at one place who stand alike; `evidence` −1 while nothing is completed.

    `birth_year` 0 and `sex` "" where it was not asked for them.
    """

    place_id: int
    audience: str
    stage: Stage
    evidence: int
    birth_year: int = 0
    sex: str = ""


def counted(
    session: Session,
    year: int,
    place_ids: Collection[int],
    *,
    until: date | None = None,
    traits: bool = False,
) -> Counter[Counted]:
    """People of every group in the subtrees of some places, as recorded by the end of `until` (None: now).

    `year` decides who is of age. With `traits` by year of birth and sex as well. At most five queries.
    """
    reading = _Reading(session, year, traits)
    sums = reading.folded(FoldedSum, place_ids, FoldedSum.own == false())
    if until is not None:
        following = date(until.year + until.month // 12, until.month % 12 + 1, 1)
        sums.subtract(reading.folded(FoldedMonth, place_ids, FoldedMonth.since >= following))
        within = (FoldedDay.since > until) & (FoldedDay.since < following)
        sums.subtract(reading.folded(FoldedDay, place_ids, within))
    for day, key, n in reading.unfolded(place_ids):
        if until is None or day <= until:
            sums[key] += n
    return Counter({key: n for key, n in sums.items() if n})


def by_month(session: Session, year: int, place_id: int, months: Iterable[date]) -> dict[date, Counter[Counted]]:
    """How a place stood at the end of each of some months (by their first days), reckoned back from now."""
    wanted = sorted(months)
    if not wanted:
        return {}
    reading = _Reading(session, year, traits=False)
    now, changes = reading.folded(FoldedSum, [place_id], FoldedSum.own == false()), reading.monthly(place_id, wanted[0])
    for day, key, n in reading.unfolded([place_id]):
        now[key] += n
        changes.setdefault(day.replace(day=1), Counter())[key] += n
    found: dict[date, Counter[Counted]] = {}
    for month in wanted:
        then = Counter(now)
        for since, change in changes.items():
            if since > month:
                then.subtract(change)
        found[month] = Counter({key: n for key, n in then.items() if n})
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is asked of every table alike."""

    session: Session
    year: int
    traits: bool

    def folded(self, table: Folded, place_ids: Collection[int], when: ColumnElement[bool]) -> Counter[Counted]:
        places = table.place_id.in_(place_ids)
        query = self._grouped(table, [table.place_id], func.sum(table.n)).where(places, when)
        return Counter(dict(self._key(row) for row in self.session.execute(query)))

    def unfolded(self, place_ids: Collection[int]) -> list[tuple[date, Counted, int]]:
        """What the ledger says since it was folded, by day."""
        mark = select(func.coalesce(func.max(FoldMark.ledger_id), 0)).scalar_subquery()
        place = func.coalesce(LedgerRow.unit_id, 0)
        query = self._grouped(LedgerRow, [place, LedgerRow.day], func.sum(LedgerRow.change))
        rows = self.session.execute(query.where(LedgerRow.id > mark)).all()
        lines, wanted = lines_of(self.session, {row.place_id for row in rows}), set(place_ids)
        return [
            (row.day, replace(key, place_id=above), n)
            for row in rows
            for key, n in [self._key(row)]
            for above in lines[key.place_id] & wanted
        ]

    def monthly(self, place_id: int, since: date) -> dict[date, Counter[Counted]]:
        query = self._grouped(FoldedMonth, [FoldedMonth.place_id, FoldedMonth.since], func.sum(FoldedMonth.n))
        found: dict[date, Counter[Counted]] = {}
        for row in self.session.execute(query.where(FoldedMonth.place_id == place_id, FoldedMonth.since > since)):
            key, n = self._key(row)
            found.setdefault(row.since, Counter())[key] += n
        return found

    def _grouped(self, table: Folded | type[LedgerRow], first: list[Any], total: ColumnElement[Any]) -> Select[Any]:
        cell: list[Any] = [table.audience, table.stage, func.coalesce(table.evidence, -1)]
        names = ["audience", "stage", "evidence"]
        if self.traits:
            cell += [table.birth_year, func.coalesce(type_coerce(table.sex, String), "")]
            names += ["birth_year", "sex"]
        named = [one.label(name) for one, name in zip(cell, names, strict=True)]
        query: Select[Any] = select(*[first[0].label("place_id"), *first[1:]], *named, total.label("n"))
        for group in GROUPS:
            born_until = group.born_until(self.year)
            if born_until is not None:
                query = query.where(or_(table.audience != group.audience.value, table.birth_year <= born_until))
        grouped: Select[Any] = query.group_by(*first, *cell)
        return grouped

    def _key(self, row: Row[Any]) -> tuple[Counted, int]:
        more = (row.birth_year, row.sex) if self.traits else ()
        alike = Counted(row.place_id, row.audience, row.stage, row.evidence, *more)
        return alike, int(row.n)  # PostgreSQL's sum of 64-bit numbers is a Decimal
