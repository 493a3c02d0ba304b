"""Telling the tally how far somebody has come, whenever what is confirmed of them changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from lms.confirmations.models import Confirmation
from lms.confirmations.queries import valid_confirmations
from lms.confirmations.rules.counting import standings_of
from lms.people.models import Person
from lms.skills.rules import Audience
from lms.tally.actions import restate
from lms.tally.queries import standing_of
from lms.tally.rules import Stage, Standing


def recount(session: Session, person: Person, groups: Iterable[str]) -> None:
    """Restate a person in every standing that some counted groups speak of. Accounts marked as tests never count."""
    if person.is_test:
        return
    held = valid_confirmations(session, person.id)
    for audience in standings_of(groups):
        now = standing_of(session, person.id, audience)
        if now is not None:
            restate(session, person.id, audience, _standing(now, audience, held))


def _standing(now: Standing, audience: Audience, held: Sequence[Confirmation]) -> Standing:
    """Completed with the most evidence of what holds; else, when nothing holds any more, back to learning."""
    best = max(
        (one for one in held if audience in standings_of(one.counts_for)), key=lambda one: one.evidence, default=None
    )
    if best is not None:
        return replace(now, stage=Stage.COMPLETED, framework=best.framework, evidence=best.evidence)
    if now.stage is Stage.COMPLETED:
        return replace(now, stage=Stage.LEARNING, framework=None, evidence=None)
    return now
