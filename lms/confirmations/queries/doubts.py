"""What was reported of confirmations, and which of them wait to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from lms.confirmations.models import Confirmation, NotMe
from lms.people.models import Membership, Person
from lms.units.queries import subtree_ids


def reports_on(session: Session, one: Confirmation) -> Sequence[Row[NotMe, str | None]]:
    """What was reported of a confirmation and of those it took the place of, newest first, each with who settled it."""
    line = select(Confirmation.id).where(
        Confirmation.person_id == one.person_id,
        Confirmation.audience == one.audience,
        Confirmation.framework == one.framework,
    )
    query = select(NotMe, Person.name).outerjoin(Person, Person.id == NotMe.settled_by_id)
    return session.execute(query.where(NotMe.confirmation_id.in_(line)).order_by(NotMe.id.desc())).all()


def doubted(paths: Sequence[str], but: int) -> Select[Confirmation, int, datetime]:
    """Confirmations with open reports (how many, the last one's moment) of people who belong under one of some paths.

    Not those of the person `but`: nobody settles what is said of their own.
    """
    here = or_(*(Membership.unit_id.in_(subtree_ids(path)) for path in paths))
    people = select(Membership.person_id).where(Membership.to_on.is_(None), here)
    query = select(Confirmation, func.count(NotMe.id), func.max(NotMe.at))
    query = query.join(NotMe, NotMe.confirmation_id == Confirmation.id).group_by(Confirmation.id)
    return query.where(NotMe.settled_at.is_(None), Confirmation.person_id.in_(people), Confirmation.person_id != but)


MOST_A_PAGE = 50
"""So many confirmations a page of the list."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A confirmation with open reports: how many, and the moment of the last."""

    confirmation: Confirmation
    reports: int
    last_at: datetime


def waiting_at(session: Session, path: str, but: int, page: int) -> Sequence[Waiting]:
    """One page (from 1) of the confirmations that wait at a place in the tree, the last reported first. One query."""
    query = doubted([path], but).order_by(func.max(NotMe.at).desc(), Confirmation.id.desc())
    rows = session.execute(query.offset((page - 1) * MOST_A_PAGE).limit(MOST_A_PAGE))
    return [Waiting(one, reports, last_at) for one, reports, last_at in rows]


def count_doubted(session: Session, paths: Sequence[str], but: int) -> int:
    """How many confirmations wait to be looked at; none under no path."""
    return session.scalar(select(func.count()).select_from(doubted(paths, but).subquery())) or 0 if paths else 0
