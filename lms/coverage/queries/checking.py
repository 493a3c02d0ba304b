"""Counting from people what the figures rest on: by statements over all of them, for `lms tidy`, never at a read."""

from collections.abc import Mapping

from sqlalchemy import ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.confirmations.models import Confirmation
from lms.confirmations.rules.kinds import State
from lms.coverage.queries.lines import NOWHERE
from lms.listings.models import ListingLine
from lms.listings.rules.states import Mark
from lms.people.models import Membership, Person
from lms.skills.rules import Audience
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage

COUNTED = and_(
    Person.is_test.is_(False), Person.erased_at.is_(None), Person.merged_into_id.is_(None), Person.stopped_at.is_(None)
)


def self_declared(session: Session) -> Mapping[int, tuple[int, int]]:
    """By unit: residents whose place nobody has compared with anything, of all residents. One query."""
    place = func.coalesce(Membership.unit_id, NOWHERE)
    unseen = func.sum(case((Membership.verified.is_(False), 1), else_=0))
    query = (
        select(place, unseen, func.count())
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.to_on.is_(None), Membership.audience == Audience.CITIZEN, COUNTED)
        .group_by(place)
    )
    return {unit_id: (n, out_of) for unit_id, n, out_of in session.execute(query)}


def without_place(session: Session) -> Mapping[int, int]:
    """By the unit they belonged to last: people who belong nowhere now. One query."""
    place = func.coalesce(Membership.unit_id, NOWHERE)
    belongs = aliased(Membership)
    nowhere = ~exists().where(belongs.person_id == Person.id, belongs.to_on.is_(None))
    query = (
        select(place, func.count())
        .select_from(Person)
        .outerjoin(Membership, Membership.id == _last_of_person())
        .where(COUNTED, nowhere)
        .group_by(place)
    )
    return dict(session.execute(query).all())


def moved_in_confirmed(session: Session) -> Mapping[tuple[int, int], int]:
    """By the units where they belong now and belonged before: people confirmed before they came. One query."""
    before, paper = aliased(Membership), aliased(Confirmation)
    came_from = func.coalesce(before.unit_id, NOWHERE)  # one expression: PostgreSQL groups by the very same parameter
    query = (
        select(Membership.unit_id, came_from, func.count())
        .join(Person, Person.id == Membership.person_id)
        .join(before, before.id == _one_before())
        .join(
            PersonStanding,
            and_(PersonStanding.person_id == Person.id, PersonStanding.audience == Membership.audience),
        )
        .where(
            COUNTED,
            Membership.to_on.is_(None),
            Membership.unit_id.is_not(None),
            or_(before.unit_id.is_(None), before.unit_id != Membership.unit_id),
            PersonStanding.stage == Stage.COMPLETED,
            exists().where(
                paper.person_id == Person.id,
                paper.state == State.VALID,
                paper.evidence >= paper.counted_evidence,
                func.date(paper.issued_at) < Membership.from_on,
            ),
        )
        .group_by(Membership.unit_id, came_from)
    )
    return {(now or NOWHERE, then): n for now, then, n in session.execute(query)}


def recognised_elsewhere(session: Session) -> Mapping[int, set[int]]:
    """By unit the people on its list who were marked as recognised elsewhere. One query."""
    query = (
        select(ListingLine.unit_id, ListingLine.person_id)
        .join(Person, Person.id == ListingLine.person_id)
        .where(ListingLine.removed_at.is_(None), ListingLine.mark == Mark.RECOGNISED_ELSEWHERE, COUNTED)
    )
    found: dict[int, set[int]] = {}
    for unit_id, person_id in session.execute(query):
        found.setdefault(unit_id, set()).add(person_id)
    return found


def _last_of_person() -> ScalarSelect[int]:
    """The number of somebody's last membership."""
    last = aliased(Membership)
    return select(func.max(last.id)).where(last.person_id == Person.id).scalar_subquery()


def _one_before() -> ScalarSelect[int]:
    """The number of the membership before an open one, of the same person and audience."""
    one = aliased(Membership)
    query = select(func.max(one.id)).where(
        one.person_id == Membership.person_id, one.audience == Membership.audience, one.id < Membership.id
    )
    return query.scalar_subquery()
