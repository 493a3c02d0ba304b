"""Telling the tally how far somebody has come, whenever what is confirmed of them changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from lms.confirmations.models import Confirmation
from lms.confirmations.rules.counting import standings_of
from lms.people.models import Person
from lms.skills.rules import Audience
from lms.tally.actions import reconsider
from lms.tally.rules import Stage, Standing


def recount(session: Session, person: Person, groups: Iterable[str], held: Sequence[Confirmation]) -> None:
    """Restate a person in every standing that some counted groups speak of, by the confirmations that hold of them.

    Accounts marked as tests never count.
    """
    if person.is_test:
        return
    for audience in standings_of(groups):
        reconsider(session, person.id, audience, partial(with_confirmed, audience=audience, held=held))


def with_confirmed(now: Standing, audience: Audience, held: Sequence[Confirmation]) -> Standing:
    """Completed with the most evidence of what holds; else, when nothing holds any more, back to learning."""
    best = max(
        (one for one in held if audience in standings_of(one.counts_for)), key=lambda one: one.evidence, default=None
    )
    if best is not None:
        return replace(now, stage=Stage.COMPLETED, framework=best.framework, evidence=best.evidence)
    if now.stage is Stage.COMPLETED:
        return replace(now, stage=Stage.LEARNING, framework=None, evidence=None)
    return now
