"""Who may be named as second witness."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from lms.assessments.models import SittingPresence
from lms.assessments.queries.sittings import SittingAt
from lms.assessments.rules.kinds import Presence
from lms.assessments.rules.sittings import is_witness
from lms.people.models import Person, Post
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import PROVINCIAL, UnitKind


def witnesses(session: Session, here: SittingAt, person_id: int, at: datetime) -> Mapping[int, str]:
    """Who may be named as second witness, by id: others seen there, and holders of posts there or over it. Two queries.

    Neither the person nor the opener; posts from the commune down, whose holders can be asked.
    """
    there = select(Person).join(SittingPresence, SittingPresence.person_id == Person.id)
    seen = there.where(SittingPresence.sitting_id == here.sitting.id, SittingPresence.state == Presence.PRESENT)
    ids = [int(part) for part in here.path.strip("/").split("/")]
    holding = (
        select(Person)
        .join(Post, Post.person_id == Person.id)
        .join(UnitVersion, and_(UnitVersion.unit_id == Post.unit_id, CURRENT))
        .where(
            Post.unit_id.in_(ids),
            UnitVersion.kind.not_in(PROVINCIAL | {UnitKind.COUNTRY}),
            Post.from_at <= at,
            or_(Post.to_at.is_(None), Post.to_at > at),
        )
    )
    found = {one.id: one for query in (seen, holding) for one in session.scalars(query)}
    fitting = [one for one in found.values() if is_witness(one.id, person_id, here.sitting.opened_by_id)]
    return {one.id: one.name for one in sorted(fitting, key=lambda one: (one.sort_key, one.id))}
