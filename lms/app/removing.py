"""Taking people away with every row that names them: for the demo only; real people are erased by `dossiers`."""

from collections.abc import Iterable

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from lms.app.tables import METADATA
from lms.coverage.models.numbers import EligibleNumber, EligibleUse, HandCount, Target
from lms.dossiers.actions.erasing import delete_rows
from lms.people.models import Membership, Person, SignIn, StatedReason
from lms.people.queries.accounts import open_memberships
from lms.tally.actions import restate
from lms.units.models import UnitVersion


def remove_people(
    session: Session, codes: Iterable[str], once_keys: Iterable[str] = (), *, belonging_under: str
) -> int:
    """Delete the people who sign in with these codes, were made under these keys or belong under a unit; how many.

    The ledger counts them out. What can stand without them (a paper taken in their sitting) loses its tie and stays.
    """
    by_code = select(SignIn.person_id).where(SignIn.code.in_(codes))
    there = select(Membership.person_id).where(Membership.unit_id.in_(_units_under(session, belonging_under)))
    who = or_(Person.id.in_(by_code), Person.once_key.in_(once_keys), Person.id.in_(there))
    ids = list(session.scalars(select(Person.id).where(who)))
    for person_id in ids:
        _uncount(session, person_id)
    delete_rows(session, METADATA.tables["person"], ids)
    return len(ids)


def remove_numbers(session: Session, code: str) -> None:
    """Delete what was counted, aimed at and noted at the units under one."""
    units = _units_under(session, code)
    for model in (EligibleUse, EligibleNumber, HandCount, Target, StatedReason):
        session.execute(delete(model).where(model.unit_id.in_(units)))


def _units_under(session: Session, code: str) -> list[int]:
    """The units with a code that begins so: those of the made-up province have codes of their own."""
    return list(session.scalars(select(UnitVersion.unit_id).where(UnitVersion.code.startswith(code)).distinct()))


def _uncount(session: Session, person_id: int) -> None:
    for membership in open_memberships(session, person_id):
        restate(session, person_id, membership.audience, None)
