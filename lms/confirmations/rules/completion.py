"""When a completion rule is met: the one place that decides it. Source: design §5, Completion rule, Evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lms.skills.rules import CompletionRule, Evidence, Proof, SkillDemand


@dataclass(frozen=True, slots=True)
class NewResult:
    """One skill tried or proved, as handed down by whoever saw it.

    `share` is 0–1, None where there is no score. `source` is opaque (`attempt:…`, `sitting:…`); the same source proves
    the same skill once. `versions` are the hashes of what it was made under. `rests_on` is the source of the result
    that was raised to this one, None for one that stands by itself.
    """

    skill: str
    proof: Proof
    passed: bool
    share: float | None
    evidence: Evidence
    source: str
    versions: tuple[str, ...] = ()
    rests_on: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it is held: what was handed down, when, and whether it has been annulled since."""

    skill: str
    proof: Proof
    passed: bool
    share: float | None
    evidence: Evidence
    source: str
    at: datetime
    annulled: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One skill that a rule asks for: whether it is proved, and by what; all but the skill is empty until it is."""

    skill: str
    met: bool = False
    proof: Proof | None = None
    evidence: Evidence | None = None
    on: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """How far somebody has come under a rule: one condition for each of its skills, in its order."""

    rule: CompletionRule
    conditions: tuple[Condition, ...]

    @property
    def met(self) -> bool:
        """Whether every skill is proved; a rule without skills is never met."""
        return bool(self.conditions) and all(one.met for one in self.conditions)

    @property
    def reached(self) -> int:
        """How many skills are proved."""
        return sum(one.met for one in self.conditions)

    @property
    def evidence(self) -> Evidence | None:
        """How it is known who did it: the least among the skills; None until the rule is met."""
        levels = [one.evidence for one in self.conditions if one.evidence is not None]
        return min(levels) if self.met and levels else None


def evaluate(rule: CompletionRule, results: Iterable[Result]) -> Completion:
    """A rule applied to one person's results of its audience and framework.

    For each skill the best passed proof that the rule allows counts: most evidence, then highest share, then newest.
    Annulled results never count.
    """
    counted = [one for one in results if one.passed and not one.annulled]
    return Completion(rule, tuple(_condition(demand, counted) for demand in rule.skills))


def _condition(demand: SkillDemand, results: list[Result]) -> Condition:
    fitting = [one for one in results if one.skill == demand.code and one.proof in demand.proofs]
    if not fitting:
        return Condition(demand.code)
    best = max(fitting, key=lambda one: (one.evidence, one.share or 0.0, one.at))
    return Condition(demand.code, True, best.proof, best.evidence, best.at, best.source)
