"""Work set for a class as plain values: what, for whom, from when until when; the grid of a class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from lms.classrooms.rules.days import Words, due_words
from lms.classrooms.rules.kinds import WorkKind
from lms.classrooms.rules.standing import Deeds, Standing, State, later_of, standing, tally
from lms.classrooms.rules.things import Thing

REMEMBERED = timedelta(days=14)
"""How long a pupil is told of work that they have done."""


class Phase(StrEnum):
    """Where the day stands with a piece of work."""

    OPEN = "open"
    TO_COME = "to_come"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Own:
    """One pupil's own part: chosen for it, or given a later day."""

    chosen: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work set for a class; `owns` are the pupils' own parts, by person. `withdrawn`: the day it was."""

    id: int
    thing: Thing
    for_all: bool
    opens: date
    due: date | None
    withdrawn: date | None = None
    owns: Mapping[int, Own] = field(default_factory=dict)

    @property
    def kind(self) -> WorkKind:
        """What kind of thing it is."""
        return self.thing.kind

    @property
    def chosen(self) -> frozenset[int]:
        """Those it was set for, when it is not for all."""
        return frozenset(person_id for person_id, own in self.owns.items() if own.chosen)

    @property
    def last_day(self) -> date | None:
        """The day after which nobody has time any more; None: there is none."""
        return self.due and max([self.due, *(own.due for own in self.owns.values() if own.due)])

    def is_for(self, person_id: int) -> bool:
        """Whether it is asked of a pupil."""
        return self.for_all or person_id in self.chosen

    def due_for(self, person_id: int) -> date | None:
        """Until when a pupil has time; None: no last day."""
        own = self.owns.get(person_id)
        return later_of(self.due, own.due if own else None)

    def phase(self, today: date) -> Phase:
        """Whether it is open, to come or past."""
        if self.opens > today:
            return Phase.TO_COME
        return Phase.PAST if self.last_day is not None and self.last_day < today else Phase.OPEN

    def standing_of(self, person_id: int, deeds: Deeds, today: date) -> Standing | None:
        """Where a pupil is with it; None when it is not asked of them."""
        if not self.is_for(person_id):
            return None
        return standing(self.thing, person_id, deeds, opens=self.opens, due=self.due_for(person_id), today=today)


@dataclass(frozen=True, slots=True)
class Due:
    """Work as the pupil's own page tells it; `address` leads to where to go on."""

    work_id: int
    kind: WorkKind
    title: str
    address: str
    due: date | None
    standing: Standing

    @property
    def begun(self) -> bool:
        """Whether something of it has been done."""
        return self.standing.state in (State.DOING, State.STUCK)

    def words(self, today: date) -> Words | None:
        """How near the last day is; None where there is none, or it is done."""
        return due_words(self.due, today) if self.due is not None and not self.standing.is_done else None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A pupil in the grid: one standing for each piece of work, None where it is not asked of them."""

    person_id: int
    number: int
    name: str
    standings: tuple[Standing | None, ...]

    @property
    def done(self) -> tuple[int, int]:
        """How much is done, of how much."""
        return tally(self.standings)

    @property
    def needs(self) -> tuple[int, int, int]:
        """How much help is wanted, the more the greater: stuck, overdue, nothing begun of what is open."""
        told = [one for one in self.standings if one is not None]
        begun = any(one.is_done or one.state in (State.DOING, State.STUCK) for one in told)
        stuck = sum(one.state is State.STUCK for one in told)
        return stuck, sum(one.overdue for one in told), 0 if begun or not told else len(told)


@dataclass(frozen=True, slots=True)
class Grid:
    """A class's pupils and work: `rows` in the order of the list, `works` with what is due first at the front."""

    works: tuple[Work, ...]
    rows: tuple[GridRow, ...]

    @property
    def totals(self) -> Sequence[tuple[int, int]]:
        """For each piece of work: how many have done it, of how many it is asked."""
        return [tally(row.standings[place] for row in self.rows) for place in range(len(self.works))]

    def in_need(self) -> list[GridRow]:
        """The pupils who want help, whoever wants most first; those who are stuck before those who are late."""
        wanting = [row for row in self.rows if any(row.needs[:2])]
        return sorted(wanting, key=lambda row: row.needs, reverse=True)

    def by_state(self, place: int) -> Mapping[State, list[GridRow]]:
        """The pupils of one piece of work by where they are with it."""
        found: dict[State, list[GridRow]] = {}
        for row in self.rows:
            one = row.standings[place]
            if one is not None:
                found.setdefault(one.state, []).append(row)
        return found


def in_order(works: Sequence[Work], today: date) -> list[Work]:
    """What is open first, the nearest last day first; then what is past, the latest first."""
    ordered = sorted(works, key=lambda one: (one.last_day or date.max, one.opens, one.id))
    past = [one for one in ordered if one.phase(today) is Phase.PAST]
    return [one for one in ordered if one.phase(today) is not Phase.PAST] + past[::-1]
