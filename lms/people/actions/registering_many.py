"""Registering many people at once from a list: the same as one by one, written in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record_many
from lms.audit.rules import Act
from lms.people.models import Membership, Person
from lms.people.rules.names import given_name, search_key, sort_key
from lms.skills.rules import Audience
from lms.tally.actions import enter_many
from lms.tally.rules import Sex, Stage, Standing


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be registered without a sign-in: a cleaned name, and where they are counted."""

    name: str
    birth_year: int
    audience: Audience
    unit_id: int
    band: str | None = None
    sex: Sex | None = None


def register_many(session: Session, origin: Origin, newcomers: Sequence[Newcomer], *, act: Act) -> list[int]:
    """The ids of so many new people, in the order given, each counted as listed. `act` is what the record says of each.

    Looks for no namesakes: whoever calls has compared.
    """
    if not newcomers:
        return []
    ids = list(
        session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), _people(origin, newcomers))
    )
    new = list(zip(ids, newcomers, strict=True))
    memberships = [
        {
            "person_id": person_id, "audience": one.audience, "unit_id": one.unit_id, "band": one.band,
            "verified": True, "from_on": clock.today(),
        }
        for person_id, one in new
    ]  # fmt: skip
    session.execute(insert(Membership), memberships)
    standings = [
        (number, Standing(one.audience, one.unit_id, Stage.LISTED, one.birth_year, one.sex)) for number, one in new
    ]
    enter_many(session, standings)
    record_many(session, origin, act, [(number, one.unit_id) for number, one in new])
    return ids


def _people(origin: Origin, newcomers: Sequence[Newcomer]) -> list[dict[str, object]]:
    now = clock.now()
    return [
        {
            "name": one.name,
            "given_name": given_name(one.name),
            "search_key": search_key(one.name),
            "sort_key": sort_key(one.name),
            "birth_year": one.birth_year,
            "sex": one.sex,
            "is_test": False,
            "created_at": now,
            "registered_by_id": origin.person_id,
        }
        for one in newcomers
    ]
