"""What papers a person may take now, by audience."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.assessments.queries.papers import Under
from lms.assessments.queries.tries import tries_of
from lms.assessments.rules.papers import NextTry, Try, next_try
from lms.content.rules.library import Library
from lms.people.queries.accounts import open_memberships
from lms.skills.rules import Audience, CompletionRule, band_named


@dataclass(frozen=True, slots=True)
class Offer:
    """One audience of a person: the rule that holds (None: none yet), the paper under way, the last one, the next."""

    audience: Audience
    rule: CompletionRule | None
    under: Under | None
    last: Try | None
    next: NextTry | None

    @property
    def may_begin(self) -> bool:
        """Whether a new paper can be begun now."""
        return self.next is not None and self.next.not_before is None and self.under is None


def offers_of(
    session: Session, person_id: int, library: Library, at: datetime, under_way: Sequence[Under]
) -> Sequence[Offer]:
    """One for each audience the person belongs to, residence first; a check under way is no paper. Two queries."""
    under = {one.audience: one for one in under_way if not one.is_check}
    tries = tries_of(session, person_id)
    offers = []
    for membership in open_memberships(session, person_id):
        audience = membership.audience
        rule = library.rule_for(audience, band_named(audience, membership.band))
        tried = tries.get(audience, ())
        following = next_try(rule, tried, at) if rule is not None and rule.paper else None
        offers.append(Offer(audience, rule, under.get(audience), tried[0] if tried else None, following))
    return offers
