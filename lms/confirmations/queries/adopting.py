"""Which unit's document binds where, and whom it would give a confirmation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from lms.confirmations.models import Adoption, Confirmation
from lms.confirmations.rules.kinds import State
from lms.people.models import Membership
from lms.units.queries import subtree_ids


def adoption_over(session: Session, rule_code: str, path: str, by: datetime | None = None) -> Adoption | None:
    """The document that binds at a place in the tree: of the unit itself, else of the nearest one above it.

    `by`: the one that bound just before that moment; None: now.
    """
    ids = [int(part) for part in path.strip("/").split("/") if part]
    query = select(Adoption).where(Adoption.rule_code == rule_code, Adoption.unit_id.in_(ids))
    in_force: ColumnElement[bool] = Adoption.withdrawn_at.is_(None)
    if by is not None:
        in_force = and_(Adoption.at < by, or_(in_force, Adoption.withdrawn_at >= by))
    return max(session.scalars(query.where(in_force)).all(), key=lambda one: ids.index(one.unit_id), default=None)


def adoption_by_id(session: Session, adoption_id: int) -> Adoption | None:
    """One document, in force or withdrawn, or None."""
    return session.get(Adoption, adoption_id)


def adoptions_at(session: Session, unit_id: int) -> Sequence[Adoption]:
    """The documents of a unit, newest first; withdrawn ones too."""
    return session.scalars(select(Adoption).where(Adoption.unit_id == unit_id).order_by(Adoption.id.desc())).all()


def gaining(rule_code: str, path: str) -> Select[Confirmation]:
    """Slips that a document at a place in the tree would turn into confirmations: valid, counted, not adopted yet."""
    return (
        select(Confirmation)
        .join(
            Membership,
            and_(
                Membership.person_id == Confirmation.person_id,
                Membership.audience == Confirmation.audience,
                Membership.to_on.is_(None),
            ),
        )
        .where(
            Confirmation.state == State.VALID,
            Confirmation.rule_code == rule_code,
            Confirmation.adopted.is_(False),
            Confirmation.evidence >= Confirmation.counted_evidence,
            Membership.unit_id.in_(subtree_ids(path)),
        )
    )


def count_gaining(session: Session, rule_code: str, path: str) -> int:
    """How many slips a document there would turn into confirmations."""
    return session.scalar(select(func.count()).select_from(gaining(rule_code, path).subquery())) or 0
