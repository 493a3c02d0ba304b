"""Taking back results that a mistake made, as long as nothing has been confirmed by them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.confirmations.actions.issuing import hold
from lms.confirmations.models import ProofResult
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.serials import shown
from lms.errors import Refused
from lms.skills.rules import Audience, Proof


def annul_observed(
    session: Session, person_id: int, audience: Audience, version: str, since: datetime
) -> Sequence[str]:
    """Have the observed results made under a version (a task's key) since a moment count for nothing.

    With them go those that a check raised from them. Returns their skills. Raises Refused when a valid confirmation
    rests on one of them.
    """
    hold(session, person_id)
    query = select(ProofResult).where(
        ProofResult.person_id == person_id,
        ProofResult.audience == audience,
        ProofResult.proof == Proof.OBSERVED,
        ProofResult.at >= since,
        ProofResult.annulled_at.is_(None),
    )
    found = session.scalars(query).all()
    seen = [one for one in found if one.rests_on is None and version in one.versions]
    first = {(one.source, one.skill) for one in seen}
    made = [*seen, *(one for one in found if (one.rests_on, one.skill) in first)]
    sources = {(one.source, one.skill) for one in made}
    for confirmation in valid_confirmations(session, person_id):
        if any((skill["source"], skill["code"]) in sources for skill in confirmation.skills):
            raise Refused(
                "Xác nhận số %(serial)s dựa vào việc này nên không bỏ ghi được. Ghi nhầm thì báo người phụ trách "
                "thu hồi xác nhận.",
                serial=shown(confirmation.serial),
            )
    for one in made:
        one.annulled_at = clock.now()
    session.flush()
    return [one.skill for one in seen]
