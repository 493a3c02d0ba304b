"""A confirmation as those see it who look after it: what it says and what was reported of it; never a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row

from lms import clock
from lms.confirmations.models import Confirmation, NotMe
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import (
    AUDIENCE_WORDS,
    EVIDENCE_WORDS,
    PROOF_WORDS,
    REASON_WORDS,
    STATE_WORDS,
    title,
)
from lms.skills.rules import Evidence, Proof


@dataclass(frozen=True, slots=True)
class SkillShown:
    """One skill and what proved it, in words."""

    name: str
    proof_words: str
    evidence_words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """One “this is not me”: when, and who settled it when (None: nobody yet). From where it came is not shown."""

    time: str
    day: date
    settled_on: date | None
    settled_by: str | None


@dataclass(frozen=True, slots=True)
class Managed:
    """A confirmation in words; `current` is the serial of what holds now instead, where that is another one."""

    serial: str
    name: str
    title: str
    state: State
    state_words: str
    reason_words: str | None
    ended_on: date | None
    audience_words: str
    evidence_words: str
    issued_on: date
    skills: tuple[SkillShown, ...]
    reports: tuple[Report, ...]
    current: str | None

    @property
    def is_valid(self) -> bool:
        """Whether it still holds, and can be taken back."""
        return self.state is State.VALID

    @property
    def waiting(self) -> int:
        """How many reports nobody has settled."""
        return sum(one.settled_on is None for one in self.reports)


def managed(one: Confirmation, now: Confirmation | None, reports: Sequence[Row[NotMe, str | None]]) -> Managed:
    """In words; `now` is what holds of its owner for the same audience and framework."""
    return Managed(
        serial=shown(one.serial),
        name=one.name,
        title=title(adopted=one.adopted),
        state=one.state,
        state_words=STATE_WORDS[one.state],
        reason_words=REASON_WORDS[one.end_reason] if one.end_reason else None,
        ended_on=clock.day_of(one.ended_at) if one.ended_at else None,
        audience_words=AUDIENCE_WORDS[one.audience],
        evidence_words=EVIDENCE_WORDS[Evidence(one.evidence)],
        issued_on=clock.day_of(one.issued_at),
        skills=tuple(_skills(one)),
        reports=tuple(_report(report, name) for report, name in reports),
        current=shown(now.serial) if now is not None and now.id != one.id else None,
    )


def _skills(one: Confirmation) -> list[SkillShown]:
    return [
        SkillShown(
            " ".join(filter(None, (skill["code"], skill["name"]))),
            PROOF_WORDS[Proof(skill["proof"])],
            EVIDENCE_WORDS[Evidence(skill["evidence"])],
            date.fromisoformat(skill["on"]) if skill["on"] else None,
        )
        for skill in one.skills
    ]


def _report(report: NotMe, name: str | None) -> Report:
    settled_on = clock.day_of(report.settled_at) if report.settled_at else None
    return Report(clock.time_of_day(report.at), clock.day_of(report.at), settled_on, name)
