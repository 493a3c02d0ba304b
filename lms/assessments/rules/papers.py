"""What a paper is worth, and when the next may be tried. Source: design §5, Completion rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.skills.rules import CompletionRule

DAY = timedelta(days=1)
EXACT = 1e-9  # shares are fractions of small numbers: 7 of 10 must reach 0.7


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rule as it stood when a paper was begun, and the area each of its skills is in."""

    rule: CompletionRule
    areas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A skill or an area on a paper: of how many questions so many were right."""

    code: str
    right: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / self.total

    def reaches(self, mark: float) -> bool:
        """Whether the share is at least `mark`."""
        return self.share >= mark - EXACT


@dataclass(frozen=True, slots=True)
class Score:
    """What a paper is worth as a whole and by skill and area; `low` are the areas below their floor."""

    whole: Part
    skills: tuple[Part, ...]
    areas: tuple[Part, ...]
    low: tuple[str, ...]
    passed: bool


def score(snapshot: Snapshot, answered: Iterable[tuple[str, bool]]) -> Score:
    """What the answers (skill, right) are worth under the rule: the pass mark over all, a floor in each area.

    The floor holds in areas with at least so many questions as the rule says. No question at all passes nothing.
    """
    rule, given = snapshot.rule, list(answered)
    skills = _parts(given)
    areas = _parts([(snapshot.areas.get(skill, skill), right) for skill, right in given])
    low = tuple(
        area.code for area in areas if area.total >= rule.floor_from_questions and not area.reaches(rule.area_floor)
    )
    if not given:
        return Score(Part("", 0, 1), (), (), (), passed=False)
    whole = Part("", sum(right for _, right in given), len(given))
    return Score(whole, skills, areas, low, passed=whole.reaches(rule.pass_mark) and not low)


def _parts(answered: Sequence[tuple[str, bool]]) -> tuple[Part, ...]:
    codes = sorted({code for code, _ in answered})
    told = {code: [right for one, right in answered if one == code] for code in codes}
    return tuple(Part(code, sum(rights), len(rights)) for code, rights in told.items())


@dataclass(frozen=True, slots=True)
class Try:
    """A paper that was handed in; `uid` is its address part."""

    at: datetime
    passed: bool
    uid: str = ""


@dataclass(frozen=True, slots=True)
class NextTry:
    """The next paper: which one it is, from when it may be begun (None: now), and whether to meet somebody first."""

    number: int
    not_before: datetime | None
    meet_somebody: bool


def next_try(rule: CompletionRule, tries: Sequence[Try], at: datetime) -> NextTry:
    """When the next paper may be begun, after the papers handed in, the last first.

    A pause from the second on, a day's from the one the rule names. A paper passed begins the count afresh. The rule's
    pauses run from the last hand-in; one that lies ahead of `at` (a clock put right) holds nobody up.
    """
    number = 1 + next((place for place, one in enumerate(tries, start=1) if one.passed), len(tries))
    long = number >= rule.day_pause_from_attempt
    if not tries or tries[0].at > at:
        return NextTry(number, None, long)
    until = tries[0].at + (DAY if long else timedelta(minutes=rule.retry_pause_minutes))
    return NextTry(number, until if until > at else None, long)
