"""How far somebody has come with work set: done in time or late, under way, stuck, not begun.

Late is a mark on what was done or is still to do; it never closes anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lms.classrooms.rules.kinds import WorkKind, said
from lms.classrooms.rules.things import Thing

STUCK_TRIES = 3
"""A question tried so often without getting it right: somebody should sit down beside them."""

STILL_DAYS = 7
"""Begun, and not touched for so many days."""


class State(StrEnum):
    """How far somebody has come with a piece of work."""

    DONE = "done"
    DONE_LATE = "done_late"
    DOING = "doing"
    STUCK = "stuck"
    NONE = "none"
    GONE = "gone"


STATE_WORDS: Mapping[State, tuple[str, str]] = {
    State.DONE: (said("Xong"), said("Xong")),
    State.DONE_LATE: (said("Xong, trễ"), said("Xong, trễ")),
    State.DOING: (said("Đang làm"), said("Đang làm, trễ")),
    State.STUCK: (said("Đang vướng"), said("Đang vướng, trễ")),
    State.NONE: (said("Chưa làm"), said("Chưa làm, trễ")),
    State.GONE: (said("Bài đã bỏ"), said("Bài đã bỏ")),
}
"""The word for each state, and for the same after the last day."""

DONE_STATES = frozenset({State.DONE, State.DONE_LATE})


@dataclass(frozen=True, slots=True)
class Go:
    """A turn at a paper or a quiz: when it was begun and last touched, when it was handed in, whether all went well."""

    uid: str
    touched: date
    finished: date | None
    well: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A round of practice under way: when it was last touched, the most tries at a question not yet right."""

    touched: date
    tries: int


@dataclass(frozen=True, slots=True)
class Deeds:
    """What some people have done, as far as work set asks: by (person, lesson's code) or (person, kind and target)."""

    learnt: Mapping[tuple[int, str], date] = field(default_factory=dict)
    rounds: Mapping[tuple[int, str], Held] = field(default_factory=dict)
    goes: Mapping[tuple[int, WorkKind, str], tuple[Go, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is with a piece of work.

    `done` of `total` parts; `late` days past the last day, until it was done or until today; `on`: the day it was done.
    Of somebody stuck: the lesson (`at`, its code or empty), the `tries` at one question, or the days it lay `still`.
    """

    state: State
    done: int = 0
    total: int = 1
    late: int = 0
    at: str = ""
    tries: int = 0
    still: int = 0
    on: date | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is done, in time or not."""
        return self.state in DONE_STATES

    @property
    def overdue(self) -> bool:
        """Whether it should be done by now and is not."""
        return self.late > 0 and not self.is_done and self.state is not State.GONE

    @property
    def words(self) -> str:
        """The state as gathered words; after the last day it says so."""
        return STATE_WORDS[self.state][self.late > 0]


def later_of(due: date | None, own: date | None) -> date | None:
    """Until when somebody has time: the class's day, or their own when that is later; None: no last day."""
    return max(due, own) if due is not None and own is not None else due


def standing(thing: Thing, person_id: int, deeds: Deeds, *, opens: date, due: date | None, today: date) -> Standing:
    """Where somebody is with a thing that was set, from the day it opened until the last day there is for them.

    A lesson learnt before is learnt. A paper or quiz counts from the opening day on, and before when it went well.
    """
    if thing.kind in (WorkKind.COURSE, WorkKind.LESSON):
        return _with_lessons(thing, person_id, deeds, opens=opens, due=due, today=today)
    goes = deeds.goes.get((person_id, thing.kind, thing.target), ())
    handed_in = [one.finished for one in goes if one.finished and (one.finished >= opens or one.well)]
    if handed_in:
        return _done(min(handed_in), due, 1)
    if not thing.there:
        return Standing(State.GONE)
    under_way = [one.touched for one in goes if one.finished is None]
    return _not_done(max(under_way, default=None), 0, opens=opens, due=due, today=today)


def _with_lessons(
    thing: Thing, person_id: int, deeds: Deeds, *, opens: date, due: date | None, today: date
) -> Standing:
    learnt = {code: day for code in thing.lessons if (day := deeds.learnt.get((person_id, code)))}
    if thing.lessons and len(learnt) == len(thing.lessons):
        return _done(max(learnt.values()), due, len(learnt))
    if not thing.there:
        return Standing(State.GONE)
    rounds = {
        code: held for code in thing.lessons if code not in learnt and (held := deeds.rounds.get((person_id, code)))
    }
    touched = max([*learnt.values(), *(one.touched for one in rounds.values())], default=None)
    found = _not_done(touched, max((one.tries for one in rounds.values()), default=0),
                      opens=opens, due=due, today=today)  # fmt: skip
    at = _hardest(rounds) if found.state is State.STUCK else ""
    return Standing(found.state, len(learnt), thing.parts, found.late, at, found.tries, found.still)


def _hardest(rounds: Mapping[str, Held]) -> str:
    """The lesson where somebody is stuck: with the most tries, else the last touched; empty when none is begun."""
    return max(rounds, key=lambda code: (rounds[code].tries, rounds[code].touched), default="")


def _done(on: date, due: date | None, parts: int) -> Standing:
    late = max((on - due).days, 0) if due is not None else 0
    return Standing(State.DONE_LATE if late else State.DONE, parts, parts, late, on=on)


def _not_done(touched: date | None, tries: int, *, opens: date, due: date | None, today: date) -> Standing:
    late = max((today - due).days, 0) if due is not None else 0
    if touched is None:
        return Standing(State.NONE, late=late)
    still = max((today - max(touched, opens)).days, 0)
    stuck = tries >= STUCK_TRIES or still >= STILL_DAYS
    return Standing(State.STUCK if stuck else State.DOING, late=late, tries=tries, still=still)


def next_address(thing: Thing, person_id: int, deeds: Deeds, lessons: Mapping[str, str]) -> str:
    """Where to go on with a thing; `lessons` are the addresses of lessons by code.

    A round of practice under way comes first, then the first lesson not learnt; a paper under way is gone on with.
    """
    if thing.kind in (WorkKind.COURSE, WorkKind.LESSON):
        left = [code for code in thing.lessons if (person_id, code) not in deeds.learnt and code in lessons]
        begun = [code for code in left if (person_id, code) in deeds.rounds]
        if begun:
            return lessons[begun[0]].replace("/hoc/", "/luyen/", 1)
        return lessons[left[0]] if left else thing.address
    if thing.kind is WorkKind.PAPER:
        goes = deeds.goes.get((person_id, thing.kind, thing.target), ())
        return next((f"{thing.address}{one.uid}" for one in goes if one.finished is None), thing.address)
    return thing.address


def tally(standings: Iterable[Standing | None]) -> tuple[int, int]:
    """How many have done it, and of how many it is asked; None: not asked of that one."""
    asked = [one for one in standings if one is not None]
    return sum(one.is_done for one in asked), len(asked)
