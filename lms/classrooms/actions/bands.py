"""The band of a pupil's membership, as the grade changes: dated, like every membership."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record_many
from lms.audit.rules import Act
from lms.confirmations.actions.counting import with_confirmed
from lms.confirmations.queries.results import valid_confirmations
from lms.people.actions.registering import join
from lms.people.models import Membership, Person
from lms.people.rules.places import is_pupil
from lms.skills.rules import Audience
from lms.tally.actions import restate
from lms.tally.queries import standing_of
from lms.tally.rules import Stage, Standing

Changed = list[tuple[int, str, str | None]]
"""Whose membership was changed, and the audience and band that it had before."""


def change_bands(session: Session, origin: Origin, school_id: int, wanted: Mapping[int, tuple[str, str]]) -> Changed:
    """Have each pupil's open membership at the school say this audience and band; returns what it said before.

    Whoever has it so already is left alone. Another band is another row, counted the same; another audience (lower
    secondary after primary, in a school of both) is counted anew, with nothing confirmed in it yet.
    """
    query = select(Membership).where(
        Membership.person_id.in_(wanted), Membership.unit_id == school_id, Membership.to_on.is_(None)
    )
    held = [one for one in session.scalars(query) if is_pupil(one.audience)]
    changed = [one for one in held if (one.audience.value, one.band) != wanted[one.person_id]]
    before: Changed = [(one.person_id, one.audience.value, one.band) for one in changed]
    today, rows = clock.today(), []
    for one in changed:
        audience, band = wanted[one.person_id]
        one.to_on = max(today, one.from_on)
        if one.audience.value == audience:
            rows.append({"person_id": one.person_id, "audience": one.audience, "unit_id": school_id, "band": band,
                         "verified": one.verified, "from_on": today})  # fmt: skip
    session.flush()
    if rows:
        session.execute(insert(Membership), rows)
    for one in changed:
        audience, band = wanted[one.person_id]
        if one.audience.value != audience:
            _change_audience(session, one, Audience(audience), band)
    record_many(session, origin, Act.PERSON_MOVED, [(one.person_id, school_id) for one in changed])
    return before


def put_bands_back(session: Session, origin: Origin, school_id: int, before: Sequence[Sequence[str | int]]) -> None:
    """Undo `change_bands`."""
    change_bands(session, origin, school_id, {int(one[0]): (str(one[1]), str(one[2])) for one in before})


def _change_audience(session: Session, old: Membership, audience: Audience, band: str) -> None:
    """Another audience at the same school: as far as they had come, confirmed where something valid counts there."""
    person = session.get_one(Person, old.person_id)
    held = standing_of(session, person.id, old.audience)
    join(session, person, audience, old.unit_id, verified=old.verified, band=band)
    if held is None:
        return
    stage = Stage.LEARNING if held.stage is Stage.COMPLETED else held.stage
    base = Standing(audience, old.unit_id, stage, person.birth_year, person.sex)
    restate(session, person.id, old.audience, None)
    restate(session, person.id, audience, with_confirmed(base, audience, valid_confirmations(session, person.id)))
