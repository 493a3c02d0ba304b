"""A paper drawn for somebody: what is read and worked out before a paper is begun."""

import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from lms.assessments.adapters import kept_snapshot
from lms.assessments.queries.tries import ages_of
from lms.assessments.rules.drawing import Pool, draw, pool_of
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.rules.papers import Snapshot
from lms.content.rules.library import Library
from lms.errors import Refused
from lms.people.queries.accounts import bands_in
from lms.questions.queries import unpublished
from lms.questions.rules import Question
from lms.skills.rules import Audience, CompletionRule, band_named


@dataclass(frozen=True, slots=True)
class Setting:
    """What all papers of an audience and band have in common under one build of the content; `columns` as stored."""

    rule: CompletionRule
    columns: dict[str, Any]
    pool: Pool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper drawn for a person and not begun; `unpublished` are those of its questions that nobody was asked yet."""

    person_id: int
    setting: Setting
    band: str | None
    seed: int
    questions: tuple[Question, ...]
    unpublished: tuple[Question, ...]


def draw_for(
    session: Session | Connection, person_id: int, audience: Audience, library: Library, *, seed: int | None = None
) -> Drawn:
    """Draw a paper for a person; nobody who has something to write waits meanwhile. Three queries.

    `seed` draws the same paper each time, for the demo; without it no two papers are alike. Raises Refused where there
    is no paper for this person.
    """
    setting, band = _set_for(session, person_id, audience, library)
    seed = secrets.randbelow(2**31) if seed is None else seed
    questions = draw(setting.rule, setting.pool, ages_of(session, person_id, audience), seed)
    return Drawn(person_id, setting, band, seed, questions, unpublished(session, questions))


def _set_for(
    session: Session | Connection, person_id: int, audience: Audience, library: Library
) -> tuple[Setting, str | None]:
    """The papers that are set for the person today, and the band written in their membership."""
    bands = bands_in(session, person_id, audience)
    if not bands:
        raise Refused("Bài này dành cho nhóm khác.")
    setting = _setting(library, audience, bands[0])
    if setting is None:
        raise Refused("Nhóm này chưa có bài đánh giá.")
    return setting, bands[0]


@lru_cache(32)
def _setting(library: Library, audience: Audience, band: str | None) -> Setting | None:
    """Worked out once for each build: a build never changes."""
    rule = library.rule_for(audience, band_named(audience, band))
    if rule is None:
        return None
    areas = {skill.code: skill.area for one in rule.skills if (skill := library.skill(one.code))}
    columns = {
        "kind": AttemptKind.PAPER,
        "audience": audience,
        "framework": rule.framework,
        "rule_digest": rule.digest,
        "rule": kept_snapshot(Snapshot(rule, areas)),
        "state": AttemptState.OPEN,
    }
    return Setting(rule, columns, pool_of(rule, library.assessment))
